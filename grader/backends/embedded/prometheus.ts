import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { freePort } from '../../observe/free-port.ts';
import { guard, unguard } from '../../observe/guardian.ts';
import { trackRunning } from '../../observe/running.ts';
import { EngineFailed, type Prometheus } from '../engines.ts';
import { askPrometheus, untilReady } from './prometheus-api.ts';

const LAST_OUTPUT = 2_000;
/** Long enough for everything that a lesson judges to stand in one block: promtool reads its input once for each. */
const BLOCK = '744h';
const ATTEMPTS = 2;

/** Where the programs are, and a folder of this Prometheus' own. */
export interface PrometheusPlan {
  prometheus: string;
  promtool: string;
  folder: string;
}

/** A running Prometheus. */
export interface PrometheusProcess extends Prometheus {
  close(): Promise<void>;
}

/** Makes a database of samples and starts a Prometheus on it. @throws {EngineFailed} */
export async function startPrometheus(
  samples: string | Iterable<string>,
  plan: PrometheusPlan,
): Promise<PrometheusProcess> {
  await mkdir(plan.folder, { recursive: true });
  await createBlocks(samples, plan);
  await writeFile(join(plan.folder, 'prometheus.yml'), 'global: {}\n');
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const { close, ready } = launch(plan, port);
    const failure = await ready;
    if (failure === undefined) return { ...askPrometheus(port), close };
    await close();
    // Somebody else took the port in the meantime.
    if (attempt === ATTEMPTS) throw new EngineFailed(`Prometheus did not start: ${failure}`);
  }
}

/** Turns samples into blocks of a database. */
async function createBlocks(samples: string | Iterable<string>, { promtool, folder }: PrometheusPlan): Promise<void> {
  const file = join(folder, 'samples.txt');
  await pipeline(Readable.from(samples), createWriteStream(file));
  const args = [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    `--max-block-duration=${BLOCK}`,
    file,
    join(folder, 'data'),
  ];
  const { failed, stderr, stdout } = await execa(promtool, args, { reject: false, env: {}, extendEnv: false });
  if (failed)
    throw new EngineFailed(`promtool made no database of the samples: ${`${stderr}\n${stdout}`.slice(-LAST_OUTPUT)}`);
}

/** Starts the server; `ready` gives why it is not, or undefined. */
function launch(
  { prometheus, folder }: PrometheusPlan,
  port: number,
): { ready: Promise<string | undefined>; close(): Promise<void> } {
  const child = execa(
    prometheus,
    [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    {
      env: { GOGC: '400' },
      extendEnv: false,
      detached: true,
      cleanup: false,
      reject: false,
      all: true,
      buffer: true,
      maxBuffer: 1024 * 1024,
      stdin: 'ignore',
    },
  );
  const { pid } = child;
  const kill = (): void => {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  const untrack = trackRunning(kill);
  if (pid !== undefined) guard(pid);
  const exited = child.then(({ all }) => all.slice(-LAST_OUTPUT));
  return {
    ready: untilReady(port, exited),
    async close() {
      kill();
      await exited;
      untrack();
      if (pid !== undefined) unguard(pid);
    },
  };
}
