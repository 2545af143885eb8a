import type { Evidence } from '../../../evidence/evidence.ts';
import { firstField, pointAtPart } from '../../../evidence/logs.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOf, pointAtEvent, type LogEvent } from '../events.ts';
import { levelOf, NAMES, SERVICE } from '../names.ts';

/** Clocks are read before and after the run, by another process than the app's. */
const SLACK_MS = 1_000;

const EVENT_NAME = /^[a-z][a-z0-9]*(?:[._-][a-z][a-z0-9]*)*$/;

/** Time, level, service and a stable event name on every line. */
export const fields: Check = {
  id: 'fields',
  points: 10,
  after: ['ndjson'],
  codes: [
    'time-missing',
    'time-format',
    'time-outside',
    'level-missing',
    'level-unknown',
    'service-missing',
    'service-other',
    'event-missing',
    'event-unstable',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    const ids = idsIn(evidence);
    for (const event of eventsOf(evidence)) {
      const run = evidence.runs[event.line.run];
      judgeTime(event, { from: run?.startedAt ?? 0, to: run?.endedAt ?? 0 }, findings);
      const level = firstField(event.object, NAMES.level);
      if (level === undefined) findings.add('level-missing', { at: [pointAtEvent(event)] });
      else if (levelOf(level.value) === undefined) findings.add('level-unknown', shown(event, level));
      const service = firstField(event.object, NAMES.service);
      if (service === undefined) findings.add('service-missing', { at: [pointAtEvent(event)] });
      else if (service.value !== SERVICE)
        findings.add('service-other', { expected: SERVICE, ...shown(event, service) });
      if (event.name === undefined) findings.add('event-missing', { at: [pointAtEvent(event)] });
      else if (!EVENT_NAME.test(event.name) || ids.some((id) => event.name?.includes(id)))
        findings.add('event-unstable', { actual: event.name, at: [pointAtPart(event.line, event.name)] });
    }
    return findings.list();
  },
};

type Named = { name: string; value: unknown };

function shown({ line }: LogEvent, { name, value }: Named) {
  const actual = JSON.stringify(value);
  return { params: { name }, actual, at: [pointAtPart(line, actual)] };
}

function judgeTime(event: LogEvent, { from, to }: { from: number; to: number }, findings: Findings): void {
  const time = firstField(event.object, NAMES.time);
  if (time === undefined) {
    findings.add('time-missing', { at: [pointAtEvent(event)] });
    return;
  }
  const epoch = event.time;
  if (epoch === undefined) findings.add('time-format', shown(event, time));
  else if (epoch < from - SLACK_MS || epoch > to + SLACK_MS)
    findings.add('time-outside', {
      expected: `${new Date(from).toISOString()} … ${new Date(to).toISOString()}`,
      ...shown(event, time),
    });
}

/** Ids of this very run, which no event name may contain. */
function idsIn(evidence: Evidence): string[] {
  const answers = Object.values(evidence.runs).flatMap((run) => run.exchanges.map(({ responseBody }) => responseBody));
  const ids = answers.flatMap((body) => [...body.matchAll(/"id":"([\w-]+)"/g)].map(([, id]) => id ?? ''));
  return [...new Set(ids)].filter((id) => id !== '');
}
