import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { lessonIds, loadLesson, resolveLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { DEFAULT_LIMITS } from '../observe/limits.ts';
import { envOf } from '../observe/run.ts';
import { waitUntilReady } from '../observe/ready.ts';
import { startService } from '../observe/service.ts';

/**
 * `npm run bench [-- NN] [--runs N]`: what grading costs beside what cannot be saved, an empty Vitest run and the bare start of
 * the lesson's app processes. Medians of whole processes and their ratio; it judges nothing.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '7' } },
});
const ids = positionals.length === 0 ? lessonIds() : positionals.map((word) => resolveLesson(word) ?? word);
const runs = Number(values.runs);
const FIRST_PORT = 32_001;
/** Of the first lesson, beside what cannot be saved; the others have seconds. */
const RATIO_BUDGET = 1.6;
const SECONDS_BUDGET: Record<string, number> = { '02': 3, '03': 7, '04': 4, '05': 4, '06': 3 };
const MEMORY_BUDGET_MB = 250;

for (const id of ids) {
  const empty: number[] = [];
  const bare: number[] = [];
  const cold: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const times = { empty: await timeEmptyVitest(), bare: await timeBareStart(id), ...(await timeGrade(id)) };
    if (run === 0) continue; // the first warms the disk's cache
    empty.push(times.empty);
    bare.push(times.bare);
    cold.push(times.cold);
    memory.push(times.megabytes);
  }
  const floor = median(empty) + median(bare);
  console.log(`${id}  (${runs} runs, medians)`);
  console.log(`  empty vitest run            ${shown(empty)}`);
  console.log(`  bare start of the apps      ${shown(bare)}`);
  const seconds = SECONDS_BUDGET[id.slice(0, 2)];
  const [wholeBudget, ratioBudget] =
    seconds === undefined ? ['', `   (budget ${RATIO_BUDGET})`] : [`   (budget ${seconds} s)`, ''];
  console.log(`  npm run grade, whole        ${shown(cold)}${wholeBudget}`);
  console.log(`  ratio                       ${(median(cold) / floor).toFixed(2)}${ratioBudget}`);
  console.log(`  grader's peak memory        ${Math.round(median(memory))} MB   (budget ${MEMORY_BUDGET_MB} MB)`);
}

async function timeEmptyVitest(): Promise<number> {
  const folder = join(ROOT, '.grade', 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'empty.test.ts'), "import { test } from 'vitest';\n\ntest('nothing', () => {});\n");
  await writeFile(join(folder, 'vitest.config.mjs'), 'export default {};\n');
  const since = performance.now();
  await execa('vitest', ['run', '--root', folder], { preferLocal: true, cwd: ROOT });
  const spent = performance.now() - since;
  await rm(folder, { recursive: true });
  return spent;
}

/** All processes that the lesson's runs start, at once, until each answers. */
async function timeBareStart(id: string): Promise<number> {
  const { services, runs: plans } = await loadLesson(id);
  const directory = join(ROOT, 'solutions', id);
  const since = performance.now();
  let port = FIRST_PORT;
  const started = Object.values(plans).flatMap((plan) =>
    Object.entries(services).map(([name, entry]) =>
      startService({
        name,
        directory,
        home: join(ROOT, '.grade', 'bench'),
        entry,
        port: port++,
        env: envOf(plan, name),
        limits: DEFAULT_LIMITS,
      }),
    ),
  );
  await Promise.all(started.map((service) => waitUntilReady(service, 1, DEFAULT_LIMITS)));
  const spent = performance.now() - since;
  for (const service of started) service.kill();
  await Promise.all(started.map((service) => service.end()));
  return spent;
}

async function timeGrade(id: string): Promise<{ cold: number; megabytes: number }> {
  const since = performance.now();
  await execa('npm', ['run', 'grade', '--', id, '--solution'], { cwd: ROOT, reject: false });
  const cold = performance.now() - since;
  const once = join('grader', 'bench', 'grade-once.ts');
  // The flag is that of `npm run grade`.
  const { stdio } = await execa(process.execPath, ['--max-semi-space-size=4', once, 'grade', id, '--solution'], {
    cwd: ROOT,
    reject: false,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  return { cold, megabytes: Number(stdio[3]) / 1024 };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function shown(times: number[]): string {
  return `${Math.round(median(times))} ms   (${Math.round(Math.min(...times))} … ${Math.round(Math.max(...times))})`;
}
