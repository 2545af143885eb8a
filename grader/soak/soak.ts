import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { programsFor } from '../backends/embedded/programs.ts';
import { loadLesson, resolveLesson } from '../course/catalogue.ts';
import { ROOT, submissionFolder } from '../course/paths.ts';
import { judge, type Verdict } from '../lessons/judge.ts';
import { observe } from '../observe/observe.ts';

/**
 * `npm run soak -- NN [--runs N] [--busy K] [--target solutions|exercises]`: grades the same app again and again, each time
 * with another seed, while K threads keep the processor busy, and counts how many different verdicts came out. One is right.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '50' },
    busy: { type: 'string', default: '0' },
    target: { type: 'string', default: 'solutions' },
  },
});
const id = resolveLesson(positionals[0] ?? '');
const target = values.target === 'exercises' ? 'exercises' : 'solutions';
const source = id === undefined ? undefined : submissionFolder({ kind: target }, id);
if (id === undefined || source === undefined) {
  console.error('Which lesson? As in "npm run soak -- 01 --runs 50 --busy 1".');
  process.exit(2);
}
const lesson = await loadLesson(id);
const programs = await programsFor(lesson);
const runs = Number(values.runs);
const spinners = Array.from({ length: Number(values.busy) }, () => new Worker('for (;;) {}', { eval: true }));
const seen = new Map<string, { count: number; seeds: number[] }>();
const times: number[] = [];

for (let run = 1; run <= runs; run += 1) {
  const seed = Math.floor(Math.random() * 0x7fffffff);
  const since = performance.now();
  const evidence = await observe({ lesson, root: ROOT, source, seed, programs });
  times.push(performance.now() - since);
  const trouble = [evidence.violation, ...Object.values(evidence.runs).map((one) => one.trouble)].flatMap(
    (one) => one?.code ?? [],
  );
  const key = JSON.stringify([judge(lesson, evidence).map((verdict) => signature(verdict)), trouble]);
  const known = seen.get(key) ?? { count: 0, seeds: [] };
  seen.set(key, { count: known.count + 1, seeds: [...known.seeds, seed].slice(-3) });
  process.stdout.write(run % 10 === 0 ? `${run}\n` : '.');
}
await Promise.all(spinners.map((spinner) => spinner.terminate()));

const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): string => `${Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)} ms`;
console.log(
  `\n${runs} runs of ${id} (${target}), ${values.busy} busy of ${availableParallelism()} cores: ` +
    `observed in ${at(0)} / ${at(0.5)} / ${at(1)} (fastest / median / slowest)`,
);
for (const [key, { count, seeds }] of seen) console.log(`${count} × ${key}  last seeds ${seeds.join(', ')}`);
console.log(seen.size === 1 ? 'one verdict' : `${seen.size} different verdicts: a flake`);
process.exitCode = seen.size === 1 ? 0 : 1;

/** What must be the same each time: the statuses and what was found, not where. */
function signature({ id: check, status, findings }: Verdict): string {
  const codes = findings.map(({ code }) => code).toSorted();
  return `${check} ${status}${codes.length === 0 ? '' : ` (${codes.join(' ')})`}`;
}
