import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { accepts, isHealthy, waitUntilClosed, waitUntilReady } from './ready.ts';
import { startService, type Service } from './service.ts';

const POLL_MS = 5;
/** For apps that are as ready as they will ever be. */
const IMPATIENT = { ...DEFAULT_LIMITS, bootMs: 150 };

const SHOP = `import ${JSON.stringify(new URL('../../shop/index.ts', import.meta.url).href)};`;
const HTTP = `import { createServer } from 'node:http';`;
const LISTEN = `${HTTP} createServer((req, res) => res.end()).listen(process.env.PORT, () => console.error('listening'));`;
const STAY = `setInterval(() => {}, 60_000);`;

/** Starts an app. */
async function start(source: string): Promise<Service> {
  const directory = await mkdtemp(join(tmpdir(), 'three-am-ready-'));
  const home = join(directory, 'home');
  await mkdir(home);
  await writeFile(join(directory, 'app.mjs'), source);
  const port = await getPort({ host: '127.0.0.1' });
  const service = startService({
    name: 'shop',
    directory,
    home,
    entry: 'app.mjs',
    port,
    env: {},
    limits: DEFAULT_LIMITS,
  });
  onTestFinished(async () => {
    service.kill();
    await service.end();
    await rm(directory, { recursive: true, force: true });
  });
  return service;
}

/** Starts an app and waits until it says that it listens. */
async function startListening(source: string): Promise<Service> {
  const service = await start(source);
  while (!service.output().includes('listening')) await delay(POLL_MS);
  return service;
}

async function serve(answer: RequestListener): Promise<{ port: number; close(): Promise<unknown> }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, close };
}

test('an app whose shop is seeded and whose health is good is ready', async () => {
  const service = await start(SHOP + LISTEN);
  expect(await waitUntilReady(service, 7, DEFAULT_LIMITS)).toBeUndefined();
  const { readyMs } = await end(service);
  expect(readyMs).toBeGreaterThan(0);
});

async function end(service: Service) {
  service.signal('SIGTERM');
  return await service.end();
}

test('an app that is not healthy at first is waited for', async () => {
  const app = `
    let asked = 0;
    createServer((req, res) => res.writeHead(++asked < 4 ? 503 : 200).end()).listen(process.env.PORT);
  `;
  expect(await waitUntilReady(await start(SHOP + HTTP + app), 7, DEFAULT_LIMITS)).toBeUndefined();
});

test.for([
  ['throws', `throw new Error('no database');`, { code: 'boot-crashed', params: { status: '1' } }],
  ['exits with a status of its own', 'process.exit(78);', { code: 'boot-crashed', params: { status: '78' } }],
  ['is killed', `process.kill(process.pid, 'SIGABRT');`, { code: 'boot-crashed', params: { status: 'SIGABRT' } }],
  ['has nothing to do', '', { code: 'boot-exited', params: {} }],
  [
    'exits once its shop is seeded',
    `${SHOP} process.on('message', () => process.exit(0)); ${STAY}`,
    { code: 'boot-exited', params: {} },
  ],
] as const)('an app that %s before it is ready', async ([, source, trouble]) => {
  expect(await waitUntilReady(await start(source), 7, DEFAULT_LIMITS)).toEqual(trouble);
});

test('an app that listens nowhere', async () => {
  const service = await start(SHOP + STAY);
  const params = { seconds: IMPATIENT.bootMs / 1000, port: service.port };
  expect(await waitUntilReady(service, 7, IMPATIENT)).toEqual({ code: 'boot-silent', params });
});

test('an app that listens elsewhere', async () => {
  const service = await startListening(`
    ${SHOP} ${HTTP}
    const server = createServer((req, res) => res.end());
    server.listen(0, '127.0.0.1', () => console.error('listening on ' + server.address().port + '.'));
  `);
  const [, ports] = /listening on (\d+)\./.exec(service.output()) ?? [];
  const params = { seconds: IMPATIENT.bootMs / 1000, port: service.port };
  const elsewhere = { code: 'boot-elsewhere', params: { ...params, ports } };
  // Other systems do not tell where a process listens.
  const expected = process.platform === 'linux' ? elsewhere : { code: 'boot-silent', params };
  expect(await waitUntilReady(service, 7, IMPATIENT)).toEqual(expected);
});

test('an app whose health is bad', async () => {
  const service = await startListening(`
    ${SHOP} ${HTTP}
    createServer((req, res) => res.writeHead(500).end()).listen(process.env.PORT, () => console.error('listening'));
  `);
  expect(await waitUntilReady(service, 7, IMPATIENT)).toMatchObject({ code: 'boot-silent' });
});

test('an app that does not load the shop', async () => {
  const service = await startListening(LISTEN);
  const params = { seconds: IMPATIENT.bootMs / 1000, port: service.port };
  expect(await waitUntilReady(service, 7, IMPATIENT)).toEqual({ code: 'boot-without-shop', params });
});

test('an app that does not load the shop is not taken for ready by a timer that fires early', async () => {
  const service = await startListening(LISTEN);
  // Timers may be a little early; of a duration beyond their range they fire at once.
  const limits = { ...DEFAULT_LIMITS, bootMs: 2 ** 31 };
  expect(await waitUntilReady(service, 7, limits)).toMatchObject({ code: 'boot-without-shop' });
});

test('an app that closes the channel instead of loading the shop', async () => {
  const service = await startListening(`process.disconnect(); ${LISTEN}`);
  expect(await waitUntilReady(service, 7, IMPATIENT)).toMatchObject({ code: 'boot-without-shop' });
});

test('an app that blocks its event loop', async () => {
  const service = await startListening(`
    ${SHOP} ${HTTP}
    createServer((req, res) => res.end()).listen(process.env.PORT, () => { console.error('listening'); for (;;); });
  `);
  const limits = { ...IMPATIENT, exchangeMs: 100 };
  expect(await waitUntilReady(service, 7, limits)).toMatchObject({ code: 'boot-silent' });
});

test('a service is closed when its port is, or when it is gone', async () => {
  const service = await startListening(`
    ${HTTP}
    const server = createServer((req, res) => res.end()).listen(process.env.PORT, () => console.error('listening'));
    process.once('SIGTERM', () => server.close());
    ${STAY}
  `);
  expect(await accepts(service.port)).toBe(true);
  service.signal('SIGTERM');
  await waitUntilClosed(service, 20_000);
  expect([service.hasExited(), await accepts(service.port)]).toEqual([false, false]);
  service.kill();
  await service.exited;
  await waitUntilClosed(service, 20_000);
  expect(service.hasExited()).toBe(true);
});

test('a service that does not close is not waited for longer than asked', async () => {
  const service = await startListening(LISTEN);
  await waitUntilClosed(service, 50);
  expect(await accepts(service.port)).toBe(true);
});

test('health is a 200 of GET /healthz in time', async () => {
  const { port } = await serve((req, res) => {
    if (req.method === 'GET' && req.url === '/healthz') res.end('x'.repeat(100_000));
    else res.writeHead(404).end();
  });
  expect(await isHealthy(port, 20_000)).toBe(true);
  const statuses = [204, 301, 404, 500, 503].map(async (status) => {
    const other = await serve((_req, res) => res.writeHead(status).end());
    return await isHealthy(other.port, 20_000);
  });
  expect(await Promise.all(statuses)).toEqual([false, false, false, false, false]);
  const silent = await serve(() => {});
  expect(await isHealthy(silent.port, 50)).toBe(false);
  expect(await isHealthy(1, 20_000)).toBe(false);
});

test('an answer that begins with 200 and never ends is no health', async () => {
  const { port } = await serve((_req, res) => res.writeHead(200, { 'Content-Length': '5' }).write('ok'));
  expect(await isHealthy(port, 100)).toBe(false);
});

test('a port accepts connections or it does not', async () => {
  const { port, close } = await serve((_req, res) => res.end());
  expect(await accepts(port)).toBe(true);
  await close();
  expect(await accepts(1)).toBe(false);
});
