import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../course/paths.ts';
import { testPrograms } from './program-case.ts';
import { SENTRY_CASES } from './sentry-cases.ts';

const LESSON = '06-sentry-errors';
const SOLUTION = join(ROOT, 'solutions', LESSON);

/** Sentry as the solution has it, then what is wrong with the app, and then the solution. */
await testPrograms(LESSON, SENTRY_CASES, async ({ program }, folder) => {
  await cp(SOLUTION, join(folder, 'solution'), { recursive: true });
  await writeFile(join(folder, 'instrument.ts'), "import './solution/instrument.ts';\n");
  await writeFile(join(folder, 'app.ts'), `${program}\nawait import('./solution/app.ts');\n`);
});
