import { join } from 'node:path';
import { EngineFailed, type Binary, type EngineName, type Engines } from '../engines.ts';
import { startPrometheus, type PrometheusProcess } from './prometheus.ts';

/** Gives the engines of the embedded stack; each process they start writes below `folder`. */
export function openEngines(programs: Partial<Record<EngineName, Binary>>, folder: string): Engines {
  const opened: Promise<PrometheusProcess>[] = [];
  const pathOf = (name: EngineName): string => {
    const program = programs[name];
    if (program === undefined) throw new EngineFailed(`the lesson does not say that it needs ${name}`);
    return program.path;
  };
  return {
    versions: Object.fromEntries(Object.entries(programs).map(([name, { version }]) => [name, version])),
    async prometheus(samples) {
      const [prometheus, promtool] = [pathOf('prometheus'), pathOf('promtool')];
      const starting = startPrometheus(samples, {
        prometheus,
        promtool,
        folder: join(folder, `prometheus-${opened.length}`),
      });
      opened.push(starting);
      return await starting;
    },
    async close() {
      const started = await Promise.allSettled(opened);
      await Promise.all(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.close()] : [])));
    },
  };
}
