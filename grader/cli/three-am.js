#!/usr/bin/env node
// The first statements, in plain JavaScript so that any Node.js can say what is wrong with itself.
import process from 'node:process';

const NEEDED = 24; // strips types without a flag
const version = Number(process.versions.node.split('.')[0]);

if (process.platform === 'win32') {
  console.error(
    'three-am needs Linux, macOS or WSL2: signals and process groups are part of its lessons. Run it in WSL2.',
  );
  process.exit(2);
}
if (version < NEEDED) {
  console.error(
    `three-am needs its own Node.js, and this is ${process.versions.node}. Run "npm ci" (without --omit=optional) in the course's folder, and its commands by "npm run".`,
  );
  process.exit(2);
}

const { enableCompileCache } = await import('node:module');
enableCompileCache(new URL('../../.grade/compile-cache', import.meta.url).pathname);
const { main } = await import('./program.ts');
process.exitCode = await main(process.argv.slice(2));
