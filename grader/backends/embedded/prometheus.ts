import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineFailed, type Prometheus } from '../engines.ts';
import { startServer } from './engine-process.ts';
import { askPrometheus } from './prometheus-api.ts';
import { runTool } from './run-tool.ts';

const LAST_OUTPUT = 2_000;
const QUERY_TIMEOUT = '5s';
const MOST_SAMPLES = 5_000_000;
/** Long enough for everything that a lesson judges to stand in one block: promtool reads its input once for each. */
const BLOCK = '744h';
/** For a day of a lesson's samples it takes half a second. */
const BLOCKS_MS = 60_000;

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
  const { prometheus, folder } = plan;
  const { port, close } = await startServer({
    name: 'Prometheus',
    path: prometheus,
    args: (listen) => [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${listen}`,
      '--log.level=error',
      // No honest query comes near; one that is not is refused in Prometheus' own words.
      `--query.timeout=${QUERY_TIMEOUT}`,
      `--query.max-samples=${MOST_SAMPLES}`,
    ],
    env: { GOGC: '400' },
  });
  return { ...askPrometheus(port), close };
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
  const { ok, stderr, stdout } = await runTool(promtool, args, { cwd: folder, withinMs: BLOCKS_MS });
  if (!ok)
    throw new EngineFailed(`promtool made no database of the samples: ${`${stderr}\n${stdout}`.slice(-LAST_OUTPUT)}`);
}
