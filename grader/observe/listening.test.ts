import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { portsOf } from './listening.ts';

const HAS_PROC = process.platform === 'linux';

/** Starts a program that prints its ports as JSON, and gives it with them. */
async function start(program: string): Promise<{ pid: number; ports: number[] }> {
  const child = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { pid: child.pid ?? 0, ports: JSON.parse(String(line)) as number[] };
}

test('names the ports a process listens on, on either protocol, in order', async () => {
  const { pid, ports } = await start(`
    const { createServer, connect } = require('node:net');
    const { once } = require('node:events');
    (async () => {
      const servers = ['127.0.0.1', '127.0.0.1', '::', '0.0.0.0'].map((host) => createServer().listen(0, host));
      await Promise.all(servers.map((server) => once(server, 'listening')));
      const ports = servers.map((server) => server.address().port);
      await once(connect(ports[0], '127.0.0.1'), 'connect'); // neither end of a connection listens
      console.log(JSON.stringify(ports));
    })();
  `);
  expect(await portsOf(pid)).toEqual(HAS_PROC ? ports.toSorted((a, b) => a - b) : []);
});

test('names a port once that is listened on twice', async () => {
  const { pid, ports } = await start(`
    const { createServer } = require('node:net');
    const first = createServer().listen(0, '127.0.0.1', () => {
      const { port } = first.address();
      createServer().listen(port, '::1', () => console.log(JSON.stringify([port])));
    });
  `);
  expect(await portsOf(pid)).toEqual(HAS_PROC ? ports : []);
});

test('a process that listens nowhere has none', async () => {
  const { pid } = await start(`console.log('[]'); setInterval(() => {}, 60_000)`);
  expect(await portsOf(pid)).toEqual([]);
});

test('a process that is gone has none, nor has one that never was', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.all([once(child, 'exit'), text(child.stdout)]);
  expect(await portsOf(child.pid ?? 0)).toEqual([]);
  expect(await portsOf(0)).toEqual([]);
});
