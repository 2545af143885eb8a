import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { GatePoint, ShopReport, Steering } from './protocol.ts';

const SHOP = new URL('index.ts', import.meta.url).href;
const STAY = `setInterval(() => {}, 60_000);`;
/** Places an order when told to, and says so. */
const ORDERS = `
  process.on('message', async (message) => {
    if (message !== 'order') return;
    const account = await shop.accounts.signUp({ email: 'ada@example.com', password: 'x' });
    const [{ id: productId }] = await shop.catalogue.list();
    const { id: cartId } = await shop.carts.create(account, [{ productId, quantity: 1 }]);
    await shop.orders.place(account, { cartId, payment: { method: 'wallet' } });
    process.send('ordered');
  });
  ${STAY}
`;

/** Starts a program that imports the shop, with an IPC channel to this process. Gives it once it is up, and notes what it says. */
async function start(program: string) {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-shop-'));
  const file = join(folder, 'app.mjs');
  await writeFile(file, `import { shop } from '${SHOP}';\n${program}\nprocess.send('ready');\n`);
  const child = fork(file, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [], env: {} });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const output = Promise.all([child.stdout, child.stderr].map((stream) => text(stream as Readable)));
  const ended = once(child, 'exit').then(async ([code, signal]: (number | string | null)[]) => {
    const [stdout, stderr] = await output;
    return { code, signal, stdout, stderr };
  });
  await Promise.race([once(child, 'message'), ended.then((end) => Promise.reject(new Error(JSON.stringify(end))))]);
  const messages: (ShopReport | string)[] = [];
  child.on('message', (message) => messages.push(message as ShopReport));
  const kinds = () => messages.map((message) => (typeof message === 'string' ? message : kindOf(message)));
  const hear = async (kind: string) => {
    while (!kinds().includes(kind)) await once(child, 'message');
  };
  return { child, messages, kinds, hear, ended };
}

const kindOf = (report: ShopReport) => (report.type === 'ledger' ? report.entry.kind : report.type);

const tell = (child: ChildProcess, message: Steering | 'order') => child.send(message);

test.for([true, false])('a shop whose grader goes away ends at once, seeded: %s', async (seeded) => {
  const { child, hear, ended } = await start(`process.on('SIGTERM', () => {}); ${STAY}`);
  if (seeded) {
    tell(child, { type: 'seed', seed: 1 });
    await hear('seeded');
  }
  child.disconnect();
  expect(await ended).toMatchObject({ signal: 'SIGKILL' });
});

test('a parent that never seeds hears nothing', async () => {
  const { child, messages, hear } = await start(ORDERS);
  tell(child, { type: 'arm', gate: { id: 1, at: 'payment', hold: false } });
  tell(child, 'order');
  await hear('ordered');
  expect(messages).toEqual(['ordered']);
});

test('a shop that nobody started with a channel lives on its own', async () => {
  const program = `import { shop } from '${SHOP}'; console.log((await shop.catalogue.list()).length);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, exit] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<unknown>]);
  expect({ output, exit }).toEqual({ output: '16\n', exit: [0, null] });
});

test('a seeded shop answers its steering and tells its ledger', async () => {
  const { child, messages, kinds, hear } = await start(ORDERS);
  tell(child, { type: 'seed', seed: 1 });
  tell(child, { type: 'arm', gate: { id: 7, at: 'payment', hold: true } });
  tell(child, 'order');
  await hear('held');
  tell(child, { type: 'release', id: 7 });
  await hear('ordered');
  const told = kinds().filter((kind) => kind !== 'query');
  expect(told).toEqual(['seeded', 'armed', 'held', 'wait', 'stock', 'order', 'ordered']);
  const answers = messages.filter((message) => typeof message !== 'string' && message.type !== 'ledger');
  expect(answers).toEqual([{ type: 'seeded' }, { type: 'armed', id: 7 }, { type: 'held', id: 7 }]);
});

test('a delivery from the warehouse is told as the new stock', async () => {
  const { child, messages, hear } = await start(`
    process.on('message', async (message) => {
      if (message === 'order') process.send((await shop.catalogue.list())[0].id);
    });
    ${STAY}
  `);
  tell(child, { type: 'seed', seed: 1 });
  tell(child, 'order');
  await hear('query');
  while (typeof messages.at(-1) !== 'string') await once(child, 'message');
  tell(child, { type: 'restock', id: 3, productId: messages.at(-1) as string, quantity: 5 });
  await hear('restocked');
  const [productId, stock, answer] = messages.slice(-3);
  expect(stock).toMatchObject({ type: 'ledger', entry: { kind: 'stock', productId } });
  expect(answer).toEqual({ type: 'restocked', id: 3 });
});

test('the same seed is the same shop, in another process too', async () => {
  const order = async () => {
    const { child, messages, hear } = await start(ORDERS);
    tell(child, { type: 'seed', seed: 42 });
    tell(child, 'order');
    await hear('ordered');
    return messages;
  };
  const [one, other] = await Promise.all([order(), order()]);
  expect(one).toEqual(other);
});

test('the channel keeps no shop alive that has nothing more to do', async () => {
  const program = `const waiting = ${STAY} process.once('SIGTERM', () => clearInterval(waiting));`;
  const { child, hear, ended } = await start(program);
  tell(child, { type: 'seed', seed: 1 });
  await hear('seeded');
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
});

test.for<[at: GatePoint, origin: string]>([
  ['confirmation', 'unhandledRejection'],
  ['invoice', 'uncaughtException'],
])('when the %s after an order fails, nobody handles it: %s', async ([at, origin]) => {
  const program = `
    process.on('uncaughtException', (error, origin) => {
      console.log(origin, error.message);
      process.exit(3);
    });
  `;
  const { child, messages, hear, ended } = await start(ORDERS + program);
  tell(child, { type: 'seed', seed: 1 });
  tell(child, { type: 'arm', gate: { id: 1, at, hold: true, failure: { kind: 'unexpected', message: 'no paper' } } });
  tell(child, 'order');
  await hear('ordered');
  expect(messages).toContainEqual({ type: 'held', id: 1 });
  tell(child, { type: 'release', id: 1 });
  expect(await ended).toEqual({ code: 3, signal: null, stdout: `${origin} no paper\n`, stderr: '' });
});

test('what other parents say is none of its business', async () => {
  const program = `process.on('message', (message) => message === 'bye' && process.exit(0)); ${STAY}`;
  const { child, messages, ended } = await start(program);
  for (const message of ['shutdown', 5, true, {}, { type: 'other' }, null, 'bye']) child.send(message as object);
  expect(await ended).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  expect(messages).toEqual([]);
});
