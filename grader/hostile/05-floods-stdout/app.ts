import { writeSync } from 'node:fs';

const LINES = Buffer.from(`all work and no play makes ${'a dull app '.repeat(20)}\n`.repeat(16_000));
for (let written = 0; written < LINES.length;)
  try {
    written += writeSync(1, LINES, written);
  } catch {
    // the pipe is full: whoever reads it must go on reading
  }

await import('./solution/app.ts');
