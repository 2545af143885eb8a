import { printable } from './excerpt.ts';
import type { Pointer, ProcessRecord, Run } from './evidence.ts';

const MAX_CHARACTERS = 200;

/** The record of a run's service, by default its first; undefined for one that was not started. */
export function processOf(run: Run, service = Object.keys(run.processes)[0] ?? ''): ProcessRecord | undefined {
  return run.processes[service];
}

/** How a run's process ended, as people write it: `exit 0`, `exit SIGKILL`. */
export function exitOf(run: Run, service?: string): string {
  const record = processOf(run, service);
  return `exit ${record?.signal ?? record?.code ?? '–'}`;
}

/** Points at the end of a run's process: at the error it printed last thing, if there is one, else at its exit. */
export function pointAtExit(run: Run, service?: string): Pointer {
  const record = processOf(run, service);
  const stderr = Buffer.from(record?.stderr ?? []).toString('utf8');
  const error = stderr.split('\n').find((line) => /^\S*Error\b/.test(line));
  return {
    channel: 'exit',
    run: run.name,
    service: record?.service ?? '',
    excerpt: error === undefined ? exitOf(run, service) : printable(error).slice(0, MAX_CHARACTERS),
  };
}
