import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { get, listen, ok, untilClosed } from './test-server.ts';

test('an aborted request is aborted, and its connection is gone', async () => {
  const aborter = new AbortController();
  const { port, sockets } = await listen((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsou');
    aborter.abort();
  });
  expect(await get(port, { signal: aborter.signal })).toMatchObject({ outcome: 'aborted', error: null });
  await Promise.all(sockets.map((socket) => untilClosed(socket)));
});

test('the result of an aborted request is there when the server has noticed', async () => {
  const aborter = new AbortController();
  const order: string[] = [];
  const answer = (socket: Socket): void => {
    socket.on('end', () => {
      order.push('noticed');
      socket.end();
    });
    aborter.abort();
  };
  const { port } = await listen(answer, { allowHalfOpen: true });
  const { outcome } = await get(port, { signal: aborter.signal });
  expect([...order, outcome]).toEqual(['noticed', 'aborted']);
});

test('a server that never notices is not waited for without end', async () => {
  const aborter = new AbortController();
  const { port, sockets } = await listen(() => aborter.abort(), { allowHalfOpen: true });
  expect(await get(port, { signal: aborter.signal })).toMatchObject({ outcome: 'aborted', error: null });
  expect(sockets).toHaveLength(1);
});

test('a request that is over cannot be aborted any more', async () => {
  const aborter = new AbortController();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const { port, sockets } = await listen((socket) => socket.write(ok('soup')));
  expect(await get(port, { signal: aborter.signal, agent })).toMatchObject({ outcome: 'answered' });
  aborter.abort();
  expect(await get(port, { agent })).toMatchObject({ outcome: 'answered' });
  expect(sockets).toHaveLength(1);
});

test('a request that was aborted beforehand is not sent', async () => {
  const { port, read } = await listen((socket) => socket.write(ok('')));
  expect(await get(port, { signal: AbortSignal.abort() })).toMatchObject({ outcome: 'aborted', error: null });
  expect(read).toEqual([]);
});
