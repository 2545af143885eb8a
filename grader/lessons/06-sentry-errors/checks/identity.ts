import { itemsOf } from '../../../evidence/envelopes.ts';
import type { Evidence, Pointer } from '../../../evidence/evidence.ts';
import { objectOf, textOf } from '../../../evidence/json-fields.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { heardOf, pointAtEvent, pointAtSpan } from '../heard.ts';
import { DAY, DEPLOYMENTS, type Deployment } from '../names.ts';

/** Every event and every span says which release it comes from, and from where. */
export const identity: Check = {
  id: 'identity',
  points: 6,
  codes: ['none', 'release', 'environment'],
  judge(evidence) {
    const findings = gatherFindings();
    if (heardOf(evidence, DAY).events.length === 0) findings.add('none');
    for (const [run, deployment] of Object.entries(DEPLOYMENTS))
      for (const told of toldOf(evidence, run)) compare(told, deployment, findings);
    return findings.list();
  },
};

interface Told {
  release: string;
  environment: string;
  at: Pointer;
}

function toldOf(evidence: Evidence, run: string): Told[] {
  const { events, spans } = heardOf(evidence, run);
  const segments = spans.filter(({ isSegment }) => isSegment);
  const transactions = itemsOf(evidence.runs[run]?.sentry.requests ?? []).filter(({ kind }) => kind === 'transaction');
  return [
    ...events.map((event) => ({ ...event, at: pointAtEvent(event, run) })),
    ...segments
      .filter(({ sent }) => !transactions.some(({ request }) => request === sent))
      .map((span) => ({
        release: textOf(span.attributes['sentry.release']),
        environment: textOf(span.attributes['sentry.environment']),
        at: pointAtSpan(span, run),
      })),
    ...transactions.map(({ payload }) => ({
      release: textOf(objectOf(payload).release),
      environment: textOf(objectOf(payload).environment),
      at: { channel: 'sentry' as const, run, service: 'shop', excerpt: textOf(payload.transaction) },
    })),
  ];
}

function compare({ release, environment, at }: Told, expected: Deployment, findings: Findings): void {
  if (release !== expected.release)
    findings.add('release', { expected: expected.release, actual: release || '–', at: [at] });
  if (environment !== expected.environment)
    findings.add('environment', { expected: expected.environment, actual: environment || '–', at: [at] });
}
