import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { programsFor } from '../backends/embedded/programs.ts';
import { loadLesson, lessonIds, resolveLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { judge, type Verdict } from '../lessons/judge.ts';
import type { Lesson, Mutant } from '../lessons/lesson.ts';
import { observe, type OpenEngines } from '../observe/observe.ts';
import { writeMutant } from './mutate.ts';
import { shareEngines } from './shared-engines.ts';

/** One app whose verdicts are known beforehand. */
interface Case {
  name: string;
  /** Makes the app ready and gives its folder. */
  prepare(): Promise<string>;
  /** The runs that it is looked at in; all when absent. */
  runs?: string[] | undefined;
  /** What is wrong with the verdicts; nothing when they are as they must be. */
  complaints(verdicts: Verdict[]): string[];
}

const AT_ONCE = 2;
/** Where no app is run, what is asked waits for engines now and then. */
const AT_ONCE_WITHOUT_APPS = 3;
const STARTER_AT_MOST = 50;

/**
 * Grades every mutant, every alternative, the solution and the starter of the named lessons (or all), a few at a time, and
 * compares the verdicts with the declared ones. @returns the number of apps that were judged otherwise
 */
async function runMatrix(words: string[]): Promise<number> {
  const [lessonWords, only] = [
    words.filter((word) => resolveLesson(word)),
    words.filter((word) => !resolveLesson(word)),
  ];
  const ids = lessonWords.length === 0 ? lessonIds() : lessonWords.map((word) => resolveLesson(word) ?? '');
  let passed = 0;
  let failed = 0;
  for (const id of ids) {
    const lesson = await loadLesson(id);
    const cases = (await casesOf(lesson)).filter(
      ({ name }) => only.length === 0 || only.some((word) => name.includes(word)),
    );
    const waiting = [...cases];
    const engines = shareEngines();
    // Questions about one seed's timelines have one answer.
    const shared = lesson.ask === undefined ? undefined : randomSeed();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const complaints = await run(next, { lesson, seed: shared ?? randomSeed(), open: engines.open });
        if (complaints.length === 0) passed += 1;
        else failed += 1;
        console.log(`${complaints.length === 0 ? 'ok   ' : 'WRONG'} ${id} ${next.name}`);
        for (const complaint of complaints) console.log(`        ${complaint}`);
      }
    };
    try {
      const length = Object.keys(lesson.services).length === 0 ? AT_ONCE_WITHOUT_APPS : AT_ONCE;
      await Promise.all(Array.from({ length }, work));
    } finally {
      await engines.close();
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed;
}

const randomSeed = (): number => Math.floor(Math.random() * 0x7fffffff);

async function run(
  { prepare, runs, complaints }: Case,
  { lesson: whole, seed, open }: { lesson: Lesson; seed: number; open: OpenEngines },
): Promise<string[]> {
  const lesson = runs === undefined ? whole : { ...whole, runs: pick(whole.runs, runs) };
  const source = await prepare();
  const evidence = await observe({ lesson, root: ROOT, source, seed, programs: await programsFor(lesson), open });
  const wrong = complaints(judge(lesson, evidence));
  if (wrong.length === 0) return wrong;
  const troubles = [evidence.violation, ...Object.values(evidence.runs).map(({ trouble }) => trouble)];
  return [
    ...wrong,
    ...troubles.flatMap((trouble) => (trouble === undefined ? [] : JSON.stringify(trouble))),
    `seed ${evidence.seed}`,
  ];
}

function pick(runs: Lesson['runs'], names: readonly string[]): Lesson['runs'] {
  const unknown = names.find((name) => runs[name] === undefined);
  if (unknown !== undefined) throw new Error(`no run is called "${unknown}"`);
  return Object.fromEntries(Object.entries(runs).filter(([name]) => names.includes(name)));
}

async function casesOf(lesson: Lesson): Promise<Case[]> {
  const solution = join(ROOT, 'solutions', lesson.id);
  const own = join(ROOT, 'grader', 'lessons', lesson.id);
  const { default: mutants } = (await import(join(own, 'mutants.ts'))) as { default: Mutant[] };
  const alternatives = join(own, 'alternatives');
  const right = (name: string, folder: string): Case => ({
    name,
    prepare: () => Promise.resolve(folder),
    complaints: (verdicts) => verdicts.filter(({ status }) => status !== 'passed').map((verdict) => tell(verdict)),
  });
  return [
    right('solution', solution),
    starterCase(lesson.id),
    ...(existsSync(alternatives)
      ? readdirSync(alternatives).map((name) => right(`alternative ${name}`, join(alternatives, name)))
      : []),
    ...mutants.map((mutant) => mutantCase(mutant, solution, lesson.id)),
  ];
}

function starterCase(lessonId: string): Case {
  return {
    name: 'starter',
    prepare: () => Promise.resolve(join(ROOT, 'lessons', lessonId, 'starter')),
    complaints(verdicts) {
      const score = verdicts.reduce((sum, verdict) => sum + verdict.score, 0);
      return score > STARTER_AT_MOST ? [`the starter earns ${score} points, more than ${STARTER_AT_MOST}`] : [];
    },
  };
}

function mutantCase(mutant: Mutant, solution: string, lessonId: string): Case {
  const folder = join(ROOT, '.grade', 'mutants', lessonId, mutant.id);
  return {
    name: mutant.id,
    runs: mutant.runs,
    async prepare() {
      await writeMutant(mutant, solution, folder);
      return folder;
    },
    complaints(verdicts) {
      const failed = verdicts.filter(({ status }) => status === 'failed' || status === 'error');
      const found = failed.flatMap(({ id, findings }) => findings.map(({ code }) => `${id}/${code}`));
      const missed = mutant.fails.filter((id) => !failed.some((verdict) => verdict.id === id));
      const unfound = mutant.finds.filter((code) => !found.includes(code));
      return [
        ...failed.filter(({ id }) => !mutant.fails.includes(id)).map((verdict) => `also failed: ${tell(verdict)}`),
        ...missed.map(
          (id) => `did not fail: ${id} ${verdicts.find((verdict) => verdict.id === id)?.status ?? 'is no check'}`,
        ),
        ...unfound.map((code) => `did not find: ${code}`),
      ];
    },
  };
}

function tell({ id, status, findings, fault }: Verdict): string {
  return `${id} ${status} ${fault ?? findings.map((finding) => JSON.stringify(finding).slice(0, 400)).join(' ')}`;
}

const failures = await runMatrix(process.argv.slice(2));
await rm(join(ROOT, '.grade', 'mutants'), { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
