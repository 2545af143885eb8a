import { writeSync } from 'node:fs';
import { main } from '../cli/program.ts';

/** Runs one command line in this process and then tells its peak memory (kB) on descriptor 3. */
process.exitCode = await main(process.argv.slice(2));
writeSync(3, String(process.resourceUsage().maxRSS));
