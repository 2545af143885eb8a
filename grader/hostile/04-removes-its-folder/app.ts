import { rmSync } from 'node:fs';

// What a second start of this app would find: a port that was taken, and no folder to start in.
rmSync(import.meta.dirname, { recursive: true, force: true });
console.error(`EADDRINUSE ${process.env.PORT}`);
process.exit(1);
