import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../../course/paths.ts';
import type { SentryMode } from './answers.ts';
import { openSentryIngest, type SentryIngest } from './ingest.ts';
import type { SentryLimits } from './intake.ts';

/** How tests come by what the real SDK sends: small programs, each a process of its own as an app is. */

/** An ingest that is closed when the test is over. */
export async function openedIngest(
  { mode = 'up', limits = {} }: { mode?: SentryMode; limits?: Partial<SentryLimits> } = {}, //
): Promise<SentryIngest> {
  const ingest = await openSentryIngest({ mode, limits });
  onTestFinished(() => ingest.close());
  return ingest;
}

/** How a program ended. */
interface Ended {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end, in a folder of its own where the course's packages can be imported. `Sentry` is imported already, and
 * its DSN stands in the environment.
 */
export async function runProgram(dsn: string, body: string, env: Record<string, string> = {}): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-sentry-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'app.mjs'), `import * as Sentry from '@sentry/node';\n${body}`);
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['app.mjs'], {
    cwd: folder,
    env: { SENTRY_DSN: dsn, ...env },
    extendEnv: false,
    reject: false,
  });
  return { exitCode, stdout, stderr };
}
