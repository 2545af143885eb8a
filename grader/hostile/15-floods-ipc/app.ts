import { write } from 'node:fs';
import './solution/app.ts';

// 24 MB without an end of line, over the descriptor on which the shop and the grader speak.
const IPC = 3;
const BYTES = Buffer.alloc(64 * 1024, 'x');
let left = 24 * 1024 * 1024;
const flood = (): void =>
  write(IPC, BYTES, (error, written) => {
    left -= written;
    if (left > 0 && (error === null || error.code === 'EAGAIN')) setImmediate(flood);
  });
flood();
