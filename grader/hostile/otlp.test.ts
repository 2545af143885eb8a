import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../course/paths.ts';
import { OTLP_CASES } from './otlp-cases.ts';
import { testPrograms } from './program-case.ts';

const LESSON = '03-otel-tracing';
const SOLUTION = join(ROOT, 'solutions', LESSON);

/** What is wrong with the gateway, and then the solution. */
await testPrograms(LESSON, OTLP_CASES, async ({ program, others }, folder) => {
  await cp(SOLUTION, folder, { recursive: true });
  const sdk = await readFile(join(SOLUTION, 'instrument.ts'), 'utf8');
  if (others === 'without SDK')
    await writeFile(
      join(folder, 'instrument.ts'),
      sdk.replace('sdk.start();', "if (service === 'gateway') sdk.start();"),
    );
  await cp(join(SOLUTION, 'gateway.ts'), join(folder, 'solution.ts'));
  await writeFile(join(folder, 'gateway.ts'), `${program}\nawait import('./solution.ts');\n`);
});
