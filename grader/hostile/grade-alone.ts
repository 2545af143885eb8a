import type { Limits } from '../observe/limits.ts';
import { gradeCase } from './grade-case.ts';

/** `node grade-alone.ts ROOT SUBMISSION LIMITS`: grades a submission and prints its report as JSON. */
const [root = '', submission = '', limits = '{}'] = process.argv.slice(2);
const report = await gradeCase({ root, submission }, JSON.parse(limits) as Partial<Limits>);
process.stdout.write(JSON.stringify(report));
