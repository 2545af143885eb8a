import { createServer } from 'node:http';
import '#shop';

createServer((_req, res) => res.end()).listen(0, '127.0.0.1');
