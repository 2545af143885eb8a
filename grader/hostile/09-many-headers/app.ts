import { createServer } from 'node:net';
import '#shop';

const HEADERS = Array.from({ length: 10_000 }, (_, number) => `x-${number}: y\r\n`).join('');
const answer = (headers: string): string =>
  `HTTP/1.1 200 OK\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`;
createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (data) => socket.end(answer(String(data).startsWith('GET /healthz') ? '' : HEADERS)));
}).listen(Number(process.env.PORT), '127.0.0.1');
