import { createServer } from 'node:http';
import '#shop';

createServer((_req, res) => res.writeHead(500).end()).listen(Number(process.env.PORT), '127.0.0.1');
