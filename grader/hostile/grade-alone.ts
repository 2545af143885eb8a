import { gradeCase, type GradeOptions } from './grade-case.ts';

/** `node grade-alone.ts ROOT SUBMISSION OPTIONS`: grades a submission and prints its report as JSON. */
const [root = '', submission = '', options = '{}'] = process.argv.slice(2);
const report = await gradeCase({ root, submission }, JSON.parse(options) as GradeOptions);
process.stdout.write(JSON.stringify(report));
