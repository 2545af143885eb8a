import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutant } from '../lessons/lesson.ts';
import type { Limits } from '../observe/limits.ts';
import type { LessonReport } from '../report/schema.ts';

/** A submission that is broken or means harm, and what must become of it. Its folder has its `app.ts` and its `report.txt`. */
export interface HostileCase {
  /** The folder's name; it begins with the row of robustness.md that it stands for. */
  id: string;
  status: LessonReport['status'];
  score: number;
  limits?: Partial<Limits>;
  /** Whether one run tells all, since the app comes to the same end in each. Saves the machine the others. */
  firstRunOnly?: boolean;
  /** What is changed in the copy of the reference solution that the app finds in `./solution`. */
  edits?: Mutant['edits'];
  /** Makes what no repository can hold. */
  make?(folder: string): Promise<void> | void;
  /** What it leaves behind in the course. Everything else must be as it was. */
  writes?: string[];
  /** Whether its runs get in each other's way, so that how they end and what they say last are not compared. */
  anyEnd?: boolean;
  /** Whether it is graded in a process of its own: it aims at the grader's life. */
  alone?: boolean;
}

/** Time enough for an app of this size to come up on a busy machine, and no more. */
const BOOT = { bootMs: 4_000 };

/** For apps that never come to where a run is meant to end. */
const BROKEN = { runMs: 8_000 };

/** For apps that are slow to answer, or never do. */
const SLOW = { exchangeMs: 2_000, runMs: 4_000, graceMs: 1_000 };

const SILENT = { file: 'logger.ts', find: "known ? wanted : 'info'", replace: "'silent'" };

/** All hostile apps, by row. */
export const CASES: HostileCase[] = [
  { id: '01-throws-at-boot', status: 'crashed', score: 0 },
  { id: '01-syntax-error', status: 'crashed', score: 0, firstRunOnly: true },
  { id: '01-missing-module', status: 'crashed', score: 0, firstRunOnly: true },
  { id: '01-missing-package', status: 'crashed', score: 0, firstRunOnly: true },
  { id: '01-enum', status: 'crashed', score: 0, firstRunOnly: true },
  { id: '01-parameter-property', status: 'crashed', score: 0, firstRunOnly: true },
  { id: '01-type-imported-as-value', status: 'crashed', score: 0, firstRunOnly: true },
  { id: '01-waits-for-ever', status: 'crashed', score: 0, firstRunOnly: true },

  { id: '02-never-listens', status: 'timeout', score: 0, limits: BOOT, firstRunOnly: true },
  { id: '02-listens-elsewhere', status: 'timeout', score: 0, limits: BOOT, firstRunOnly: true },
  { id: '02-without-shop', status: 'timeout', score: 0, limits: BOOT, firstRunOnly: true },
  { id: '02-unhealthy', status: 'timeout', score: 0, limits: BOOT, firstRunOnly: true },

  { id: '03-exits-at-boot', status: 'crashed', score: 0, firstRunOnly: true },

  { id: '04-exits-mid-traffic', status: 'crashed', score: 0 },
  { id: '04-exits-early', status: 'crashed', score: 0 },
  { id: '04-stops-listening', status: 'failed', score: 0, limits: BROKEN },
  { id: '04-removes-its-folder', status: 'crashed', score: 0, anyEnd: true, alone: true },

  { id: '05-floods-stdout', status: 'limit', score: 0 },
  { id: '05-one-huge-line', status: 'limit', score: 0 },
  { id: '05-floods-tiny-lines', status: 'limit', score: 0, limits: { outputBytes: 8 * 1024 * 1024 }, alone: true },
  {
    id: '05-slow-to-match',
    status: 'crashed',
    score: 0,
    limits: { outputBytes: 8 * 1024 * 1024 },
    firstRunOnly: true,
    alone: true,
  },
  { id: '05-newlines-for-an-error', status: 'passed', score: 100, alone: true },

  { id: '06-invalid-utf8', status: 'failed', score: 72 },

  { id: '07-ignores-sigterm', status: 'failed', score: 92, limits: { graceMs: 2_000 } },

  { id: '08-leaves-a-child', status: 'violation', score: 0, limits: { graceMs: 2_000 } },
  { id: '08-forks-a-grandchild', status: 'violation', score: 0 },

  { id: '09-blocks-event-loop', status: 'timeout', score: 0, limits: SLOW, firstRunOnly: true },
  { id: '09-drips-a-byte', status: 'timeout', score: 0, limits: SLOW, firstRunOnly: true },
  { id: '09-never-ends-a-body', status: 'timeout', score: 0, limits: { exchangeMs: 3_000 } },
  { id: '09-health-never-ends', status: 'timeout', score: 0, limits: { ...BOOT, ...SLOW }, firstRunOnly: true },
  { id: '09-resets-connections', status: 'failed', score: 0, limits: BROKEN, firstRunOnly: true },
  { id: '09-resets-every-other', status: 'failed', score: 0, limits: BROKEN, firstRunOnly: true },
  { id: '09-bad-status-line', status: 'failed', score: 0, limits: BROKEN, firstRunOnly: true },
  { id: '09-many-headers', status: 'failed', score: 0, limits: BROKEN, firstRunOnly: true },

  { id: '13-prints-pass', status: 'failed', score: 0, edits: [SILENT] },
  { id: '13-prints-perfect-lines', status: 'failed', score: 0, limits: BROKEN, firstRunOnly: true },
  {
    id: '13-claims-success',
    status: 'failed',
    score: 56,
    edits: [
      { file: 'request-log.ts', find: "  res.once('close', () => {", replace: '  {' },
      { file: 'request-log.ts', find: '  });\n  next();', replace: '  }\n  next();' },
      { file: 'request-log.ts', find: 'const aborted = !res.writableFinished;', replace: 'const aborted = false;' },
    ],
  },

  { id: '15-garbage-on-ipc', status: 'passed', score: 100 },
  { id: '15-floods-ipc', status: 'limit', score: 0, limits: BOOT },
  { id: '15-closes-ipc', status: 'violation', score: 0, limits: SLOW },

  {
    id: '17-writes-the-course',
    status: 'violation',
    score: 0,
    writes: ['grader/lessons/judge.ts', 'lessons/was-here.txt'],
  },
  {
    id: '17-writes-the-report',
    status: 'passed',
    score: 100,
    writes: ['.grade/01-structured-logging/evidence.json', 'report.json'],
  },
  { id: '17-links-the-course', status: 'violation', score: 0, writes: ['grader/left', 'grader/right'], alone: true },

  { id: '18-takes-ports', status: 'passed', score: 100 },
  { id: '18-finds-port-taken', status: 'passed', score: 100, limits: { bootMs: 8_000 } },
  { id: '18-finds-port-taken-briefly', status: 'passed', score: 100, limits: { bootMs: 8_000 } },

  {
    id: '19-link',
    status: 'violation',
    score: 0,
    make: (folder) => symlinkSync('/etc/passwd', join(folder, 'app.ts')),
  },
  {
    id: '19-linked-folder',
    status: 'violation',
    score: 0,
    make: (folder) => symlinkSync('/etc', join(folder, 'data')),
  },
  { id: '19-package-json', status: 'violation', score: 0, make: (folder) => write(folder, 'package.json') },
  {
    id: '19-node-modules',
    status: 'violation',
    score: 0,
    make: (folder) => write(folder, 'node_modules/pino/index.js'),
  },
  { id: '19-npmrc', status: 'violation', score: 0, make: (folder) => write(folder, 'deep/down/.npmrc') },
  {
    id: '19-fifo',
    status: 'violation',
    score: 0,
    make: (folder) => void execFileSync('mkfifo', [join(folder, 'app.ts')]),
  },
  {
    id: '19-too-large',
    status: 'violation',
    score: 0,
    make(folder) {
      writeFileSync(join(folder, 'app.ts'), '');
      truncateSync(join(folder, 'app.ts'), 2 ** 40); // a hole, not a disk
    },
  },
  {
    id: '19-too-many',
    status: 'violation',
    score: 0,
    async make(folder) {
      for (let number = 0; number < 600; number += 1) await write(folder, `${String(number).padStart(3, '0')}.ts`);
    },
  },

  { id: 'silent', status: 'failed', score: 0, edits: [SILENT] },
  { id: 'odd-token', status: 'failed', score: 0, limits: BROKEN, firstRunOnly: true },
  { id: 'odd-order-id', status: 'failed', score: 90 },
  { id: 'odd-api-key', status: 'passed', score: 100 },
  { id: 'odd-log-line', status: 'failed', score: 80 },
];

async function write(folder: string, path: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), '');
}
