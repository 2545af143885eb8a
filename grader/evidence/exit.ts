import { printable } from './excerpt.ts';
import type { Pointer, ProcessRecord, Run } from './evidence.ts';

const MAX_CHARACTERS = 200;

/** The record of a run's first service; undefined for a run that started none. */
export function processOf(run: Run): ProcessRecord | undefined {
  return Object.values(run.processes)[0];
}

/** How a run's process ended, as people write it: `exit 0`, `exit SIGKILL`. */
export function exitOf(run: Run): string {
  const record = processOf(run);
  return `exit ${record?.signal ?? record?.code ?? '–'}`;
}

/** Points at the end of a run's process: at the error it printed last thing, if there is one, else at its exit. */
export function pointAtExit(run: Run): Pointer {
  const record = processOf(run);
  const stderr = Buffer.from(record?.stderr ?? []).toString('utf8');
  const error = stderr.split('\n').find((line) => /^\S*Error\b/.test(line));
  return {
    channel: 'exit',
    run: run.name,
    service: record?.service ?? '',
    excerpt: error === undefined ? exitOf(run) : printable(error).slice(0, MAX_CHARACTERS),
  };
}
