import { createServer } from 'node:http';
import '#shop';

createServer((req, res) => {
  if (req.url === '/healthz') return void res.end();
  const drip = setInterval(() => res.write('.'), 100);
  res.once('close', () => clearInterval(drip));
}).listen(Number(process.env.PORT), '127.0.0.1');
