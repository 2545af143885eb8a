import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { duplexPair } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createRandom } from '../../shop/random.ts';
import { ChannelClosed, openShopChannel } from './shop-channel.ts';

/** A channel over a real socket, and the app's end of it. */
async function open() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const app = connect(server.address() as { port: number });
  const [pipe] = (await once(server, 'connection')) as [Socket];
  server.close();
  onTestFinished(() => {
    app.destroy();
    pipe.destroy();
  });
  return { channel: openShopChannel(pipe), app, pipe };
}

const SEEDED = '{"type":"seeded"}\n';
const heardSeeded = (channel: Awaited<ReturnType<typeof open>>['channel']) =>
  channel.heard(({ type }) => type === 'seeded');

test('what it is told arrives as one JSON text a line, as Node.js wants it', async () => {
  const { channel, app } = await open();
  const lines = createInterface(app)[Symbol.asyncIterator]();
  channel.tell({ type: 'seed', seed: 7 });
  channel.tell({ type: 'arm', gate: { id: 1, at: 'query', key: 'a\nb', hold: true } });
  expect((await lines.next()).value).toBe('{"type":"seed","seed":7}');
  expect((await lines.next()).value).toBe('{"type":"arm","gate":{"id":1,"at":"query","key":"a\\nb","hold":true}}');
});

test('a report is heard when it comes, by whoever waits for it and nobody else', async () => {
  const { channel, app } = await open();
  const heard: number[] = [];
  const [first, second] = [1, 2].map(async (id) => {
    await channel.heard((report) => report.type === 'held' && report.id === id);
    heard.push(id);
  });
  app.write('{"type":"held","id":1}\n');
  await first;
  await turn();
  expect(heard).toEqual([1]);
  app.write('{"type":"held","id":2}\n');
  await second;
  expect(heard).toEqual([1, 2]);
});

test('a report that came earlier is heard too, by everyone who asks', async () => {
  const { channel, app } = await open();
  app.write(SEEDED);
  await Promise.all([heardSeeded(channel), heardSeeded(channel)]);
  await expect(heardSeeded(channel)).resolves.toBeUndefined();
});

test('a report may come in any pieces, down to single bytes', async () => {
  const [app, pipe] = duplexPair();
  const channel = openShopChannel(pipe);
  const report = '{"type":"ledger","entry":{"kind":"stock","category":"찻주전자 🫖"}}\n';
  for (const byte of Buffer.from(report + SEEDED)) app.write(Buffer.from([byte]));
  await heardSeeded(channel);
  expect(channel.ledger()).toEqual([{ kind: 'stock', category: '찻주전자 🫖' }]);
});

test('the ledger is kept in order, apart from the reports', async () => {
  const { channel, app } = await open();
  const entry = (key: string) => `{"type":"ledger","entry":{"kind":"wait","at":"query","key":"${key}","ms":1}}\n`;
  app.write(entry('a') + entry('b') + SEEDED);
  await heardSeeded(channel);
  expect(channel.ledger()).toEqual([
    { kind: 'wait', at: 'query', key: 'a', ms: 1 },
    { kind: 'wait', at: 'query', key: 'b', ms: 1 },
  ]);
  const asked: string[] = [];
  await channel.heard(({ type }) => asked.push(type) > 0);
  expect(asked).toEqual(['seeded']);
});

test.for([
  ['no JSON', '{"type":'],
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '42'],
  ['a text', '"seeded"'],
  ['a list', '["seeded"]'],
  ["Node.js's own", '{"cmd":"NODE_HANDLE","msg":{}}'],
  ['a type that is no text', '{"type":{"toString":1}}'],
  ['no entry in the ledger', '{"type":"ledger"}'],
  ['null in the ledger', '{"type":"ledger","entry":null}'],
  ['a text in the ledger', '{"type":"ledger","entry":"forged"}'],
  ['something nested in the ledger', '{"type":"ledger","entry":{"kind":"x","text":{"deep":1}}}'],
  ['a gate without its number', '{"type":"held","id":"1"}'],
  ['a report that no shop makes', '{"type":"passed","id":100}'],
  ['bytes that are no text', '\u{FFFD}'],
])('what is no report is passed over: %s', async ([, line]) => {
  const { channel, app } = await open();
  app.write(`${line}\n${SEEDED}`);
  await heardSeeded(channel);
  const heard: string[] = [];
  await channel.heard(({ type }) => heard.push(type) > 0 && type === 'seeded');
  expect([heard, channel.ledger()]).toEqual([['seeded'], []]);
});

test('random bytes never throw, and what follows is heard', async () => {
  const { channel, app } = await open();
  for (let seed = 0; seed < 200; seed += 1) {
    const random = createRandom(seed);
    app.write(
      Buffer.from(Array.from({ length: random.int(0, 60) }, () => random.pick([random.int(0, 255), 0x0a, 0x7b, 0x22]))),
    );
  }
  app.write(`\n${SEEDED}`);
  await expect(heardSeeded(channel)).resolves.toBeUndefined();
});

test.for([
  ['of long lines', `{"type":"ledger","entry":{"kind":"x","text":"${'x'.repeat(100_000)}"}}\n`, 200],
  ['of one line', 'x'.repeat(1_000_000), 1],
  ['of reports', '{"type":"seeded"}\n'.repeat(10_000), 100],
] as const)('a flood is told, read to its end, and not kept: %s', async ([, chunk, times]) => {
  const { channel, app, pipe } = await open();
  expect(channel.exceeded()).toBe(false);
  for (let time = 0; time < times; time += 1) app.write(chunk);
  app.end('\n{"type":"ledger","entry":{"kind":"late"}}\n');
  await once(pipe, 'close');
  expect(channel.exceeded()).toBe(true);
  expect(channel.ledger()).toEqual([]);
});

test('a line that is longer than any report is passed over, without more ado', async () => {
  const { channel, app } = await open();
  app.write(`{"type":"ledger","entry":{"kind":"x","text":"${'x'.repeat(5_000)}"}}\n${SEEDED}`);
  await heardSeeded(channel);
  expect([channel.ledger(), channel.exceeded()]).toEqual([[], false]);
});

test('whoever waits when the app ends is told so, and who asks or tells later too', async () => {
  const { channel, app, pipe } = await open();
  app.write(SEEDED);
  await heardSeeded(channel);
  const waiting = channel.heard(({ type }) => type === 'held');
  app.end();
  await expect(waiting).rejects.toThrow(ChannelClosed);
  await expect(channel.heard(({ type }) => type === 'held')).rejects.toThrow(ChannelClosed);
  await expect(heardSeeded(channel)).resolves.toBeUndefined();
  expect(() => channel.tell({ type: 'release', id: 1 })).not.toThrow();
  expect(pipe.closed).toBe(true);
});

test('an app that resets the channel has ended', async () => {
  const { channel, app } = await open();
  const waiting = heardSeeded(channel);
  app.resetAndDestroy();
  channel.tell({ type: 'seed', seed: 1 });
  await expect(waiting).rejects.toThrow(ChannelClosed);
});
