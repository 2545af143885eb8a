import { createServer } from 'node:net';
import '#shop';

const HEALTHY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';
const BAD = 'HTTP/1.1 banana\r\n\r\n';
createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (data) => socket.end(String(data).startsWith('GET /healthz') ? HEALTHY : BAD));
}).listen(Number(process.env.PORT), '127.0.0.1');
