import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { openEngines } from '../backends/embedded/open-engines.ts';
import type { Engines, Prometheus, ToolResult } from '../backends/engines.ts';
import type { OpenEngines } from '../observe/observe.ts';

/** Engines for many submissions, most of which put the same questions. */
export interface SharedEngines {
  open: OpenEngines;
  /** Ends what the submissions shared. */
  close(): Promise<void>;
}

/**
 * Answers a question once: of a Prometheus over the same samples, of a tool with the same arguments in a folder with the
 * same files. A mutant changes one thing, so that most of what is asked about it was asked about the others. Alertmanagers
 * are never shared: what they say depends on what they were told before.
 */
export function shareEngines(): SharedEngines {
  const prometheuses = new Map<string, Promise<Prometheus>>();
  const answers = new Map<string, Promise<ToolResult>>();
  const opened: Engines[] = [];
  const folders: string[] = [];

  const openShared = async (programs: Parameters<OpenEngines>[0], samples: string): Promise<Prometheus> => {
    const folder = await mkdtemp(join(tmpdir(), 'three-am-matrix-'));
    folders.push(folder);
    const engines = openEngines(programs, folder);
    opened.push(engines);
    return rememberQueries(await engines.prometheus(samples));
  };
  return {
    open(programs, folder) {
      const own = openEngines(programs, folder);
      return {
        ...own,
        prometheus(samples) {
          const text = typeof samples === 'string' ? samples : [...samples].join('');
          return remember(prometheuses, hash(text), () => openShared(programs, text));
        },
        async run(tool, args, options) {
          const key = JSON.stringify([tool, args, options.withinMs, await hashFolder(options.cwd)]);
          const result = await remember(answers, key, () => own.run(tool, args, options));
          if (result.cutOff) answers.delete(key);
          return result;
        },
      };
    },
    async close() {
      await Promise.all(opened.map((engines) => engines.close()));
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

/** A Prometheus that scrapes nothing answers the same query alike for ever. */
function rememberQueries(prometheus: Prometheus): Prometheus {
  const asked: Map<string, ReturnType<Prometheus['query']>> = new Map();
  return {
    query: (promql, at) => remember(asked, `${at} ${promql}`, () => prometheus.query(promql, at)),
    queryRange: (promql, range) =>
      remember(asked, `${range.from} ${range.to} ${range.step} ${promql}`, () => prometheus.queryRange(promql, range)),
  };
}

/** What was found out under a key, or is being found out; failures are not kept. */
function remember<Value>(known: Map<string, Promise<Value>>, key: string, find: () => Promise<Value>): Promise<Value> {
  const found = known.get(key) ?? find();
  known.set(key, found);
  found.catch(() => known.delete(key));
  return found;
}

const hash = (data: string | Buffer): string => createHash('sha256').update(data).digest('base64');

/** Stands for the names and contents of all files below a folder. */
async function hashFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const lines = await Promise.all(
    files.toSorted().map(async (file) => `${relative(folder, file)} ${hash(await readFile(file))}`),
  );
  return hash(lines.join('\n'));
}
