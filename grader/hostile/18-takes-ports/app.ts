import { createServer } from 'node:net';
import './solution/app.ts';

// Every other port at the start of the range from which the grader takes them, and as many of whatever is free.
for (let number = 0; number < 300; number += 1) {
  const server = createServer().on('error', () => {});
  server.listen(number % 2 === 0 ? 20_000 + number : 0).unref();
}
