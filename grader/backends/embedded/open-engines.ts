import { join } from 'node:path';
import { EngineFailed, type Binary, type EngineName, type Engines } from '../engines.ts';
import { startAlertmanager } from './alertmanager.ts';
import { startPrometheus } from './prometheus.ts';
import { runTool } from './run-tool.ts';

/** Gives the engines of the embedded stack; each process they start writes below `folder`. */
export function openEngines(programs: Partial<Record<EngineName, Binary>>, folder: string): Engines {
  const opened: Promise<{ close(): Promise<void> }>[] = [];
  const pathOf = (name: EngineName): string => {
    const program = programs[name];
    if (program === undefined) throw new EngineFailed(`the lesson does not say that it needs ${name}`);
    return program.path;
  };
  const open = async <Opened extends { close(): Promise<void> }>(starting: Promise<Opened>): Promise<Opened> => {
    opened.push(starting);
    return await starting;
  };
  return {
    versions: Object.fromEntries(Object.entries(programs).map(([name, { version }]) => [name, version])),
    async prometheus(samples) {
      const [prometheus, promtool] = [pathOf('prometheus'), pathOf('promtool')];
      const own = join(folder, `prometheus-${opened.length}`);
      return await open(startPrometheus(samples, { prometheus, promtool, folder: own }));
    },
    async alertmanager(configFile) {
      const own = join(folder, `alertmanager-${opened.length}`);
      return await open(startAlertmanager({ alertmanager: pathOf('alertmanager'), configFile, folder: own }));
    },
    async run(tool, args, options) {
      return await runTool(pathOf(tool), args, options);
    },
    async close() {
      const started = await Promise.allSettled(opened);
      await Promise.all(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.close()] : [])));
    },
  };
}
