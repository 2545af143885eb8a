import { parseArgs } from 'node:util';
import { ROOT } from '../course/paths.ts';
import { printComplaint } from './complaint.ts';
import { lessonIdsIn } from './lesson-folders.ts';
import { writeReportSchema } from './report-schema.ts';
import { lintCourse } from './rules.ts';

/**
 * Checks the course like code: `node grader/lint/lint.ts [--write] [--skip-exercises]`. Exit status 1 when there are
 * complaints, which stand on stderr. `--write` first publishes what is generated. `--skip-exercises` is for where
 * someone is learning, and the exercises are no longer their starters.
 */
const { values: options } = parseArgs({
  options: { write: { type: 'boolean', default: false }, 'skip-exercises': { type: 'boolean', default: false } },
});

if (options.write) await writeReportSchema(ROOT);
const complaints = await lintCourse(ROOT, { exercises: !options['skip-exercises'] });
for (const complaint of complaints) process.stderr.write(`${printComplaint(complaint)}\n`);
const count = lessonIdsIn(ROOT).length;
const lessons = `${count} ${count === 1 ? 'lesson' : 'lessons'}`;
if (complaints.length === 0) process.stdout.write(`course: ${lessons}, no complaints\n`);
else process.exitCode = 1;
