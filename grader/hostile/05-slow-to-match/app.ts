import { writeSync } from 'node:fs';

// The start of what a start-up failure looks like, again and again, in one line: slow for a careless pattern.
const LINE = Buffer.from('EADDRINUSE'.repeat(700_000));
for (let written = 0; written < LINE.length;)
  try {
    written += writeSync(2, LINE, written);
  } catch {
    // the pipe is full: whoever reads it must go on reading
  }
process.exit(1);
