import { createServer } from 'node:http';
import '#shop';

createServer((req, res) => {
  if (req.url === '/healthz') res.end();
  else req.socket.resetAndDestroy();
}).listen(Number(process.env.PORT), '127.0.0.1');
