import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../course/paths.ts';
import { METRICS_CASES } from './metrics-cases.ts';
import { testPrograms } from './program-case.ts';

const LESSON = '02-prometheus-metrics';
const SOLUTION = join(ROOT, 'solutions', LESSON);

/** What is wrong with the app, and then the solution. */
await testPrograms(LESSON, METRICS_CASES, async ({ program }, folder) => {
  await cp(SOLUTION, join(folder, 'solution'), { recursive: true });
  await cp(join(SOLUTION, 'queries.yaml'), join(folder, 'queries.yaml'));
  await writeFile(join(folder, 'app.ts'), `${program}\nawait import('./solution/app.ts');\n`);
});
