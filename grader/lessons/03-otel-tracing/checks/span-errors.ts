import type { Evidence } from '../../../evidence/evidence.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { Refusal } from '../customer.ts';
import { exceptionsOn, isRecorded } from '../exceptions.ts';
import { BUSINESS, DAY, ERROR_TYPE, HTTP, QUIET, SERVICES, type ServiceName } from '../names.ts';
import { showSpan, showTrace } from '../show.ts';
import { callsOf, hasDatabase, serversOf, storiesOf, type Story } from '../story.ts';

/** What failed is marked where it failed, and nothing else is. */
export const spanErrors: Check = {
  id: 'span-errors',
  points: 8,
  after: ['one-trace'],
  codes: ['unmarked', 'error-type', 'client-error', 'success', 'exception-missing', 'exception-repeated'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const run of [DAY, QUIET])
      for (const story of storiesOf(evidence, run)) {
        if (story.kind === 'last' || story.trace === undefined) continue;
        if (story.order === undefined || story.order.refusal === '') judgeSuccess(story, run, findings);
        else judgeFailure({ evidence, story, run, how: FAILURES[story.order.refusal] }, findings);
        judgeRepetitions(story, run, findings);
      }
    return findings.list();
  },
};

interface Failure {
  /** The step that fails. */
  step: string;
  /** The services whose call to the next one comes back with an error, or not at all. */
  calls: readonly ServiceName[];
  /** The services that answer with an error of their own making, or pass one on, of the class 5xx. */
  broken: readonly ServiceName[];
  /** Where the error was thrown, if it was one that nobody expected. */
  thrownIn?: ServiceName;
  query?: boolean;
}

const FAILURES: Record<Refusal, Failure> = {
  declined: { step: BUSINESS.payment, calls: ['gateway', 'orders'], broken: [] },
  'unknown-product': { step: BUSINESS.validate, calls: ['gateway'], broken: [] },
  'out-of-stock': { step: BUSINESS.inventory, calls: ['gateway'], broken: [] },
  'query-fails': {
    step: BUSINESS.validate,
    calls: ['gateway'],
    broken: ['gateway', 'orders'],
    thrownIn: 'orders',
    query: true,
  },
  'provider-fails': {
    step: BUSINESS.payment,
    calls: ['gateway', 'orders'],
    broken: ['gateway', 'orders', 'payments'],
    thrownIn: 'payments',
  },
  'payments-killed': {
    step: BUSINESS.payment,
    calls: ['gateway', 'orders'],
    broken: ['gateway', 'orders'],
    thrownIn: 'orders',
  },
  'payments-gone': {
    step: BUSINESS.payment,
    calls: ['gateway', 'orders'],
    broken: ['gateway', 'orders'],
    thrownIn: 'orders',
  },
};

interface Case {
  evidence: Evidence;
  story: Story;
  run: string;
  how: Failure;
}

function judgeFailure({ evidence, story, run, how }: Case, findings: Findings): void {
  const { spans, order } = story;
  const must = [
    ...spans.filter(({ name }) => name === how.step),
    ...how.calls.flatMap((service) => callsOf(story, service)),
    ...how.broken.flatMap((service) => serversOf(story, service)),
    ...(how.query === true ? spans.filter((span) => hasDatabase(span)).slice(-1) : []),
  ];
  for (const span of must) {
    const params = { name: span.name, service: span.sender, case: order?.refusal ?? '' };
    if (span.status.code !== 'error') findings.add('unmarked', { params, ...showSpan(story, run, span) });
    else if (!isErrorType(span)) findings.add('error-type', { params, ...showSpan(story, run, span) });
  }
  for (const service of SERVICES.filter((one) => !how.broken.includes(one)))
    for (const span of serversOf(story, service))
      if (span.status.code === 'error')
        findings.add('client-error', { params: { name: span.name, service }, ...showSpan(story, run, span) });
  if (how.thrownIn === undefined) return;
  const wanted = { service: how.thrownIn, message: order?.message ?? '' };
  if (!isRecorded(evidence, run, story, wanted))
    findings.add('exception-missing', {
      params: { service: how.thrownIn, case: order?.refusal ?? '' },
      ...showTrace(story),
    });
}

/** Of an answer over HTTP it is the status or the error's class (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). */
function isErrorType({ attributes }: Span): boolean {
  const { [ERROR_TYPE]: type, [HTTP.status]: status } = attributes;
  if (typeof type !== 'string' || type === '') return false;
  return typeof status !== 'number' || type === String(status) || /^[A-Z_]\w*$/.test(type);
}

function judgeSuccess(story: Story, run: string, findings: Findings): void {
  for (const span of story.spans)
    if (span.status.code === 'error' || span.attributes[ERROR_TYPE] !== undefined || exceptionsOn(span).length > 0)
      findings.add('success', { params: { name: span.name, service: span.sender }, ...showSpan(story, run, span) });
}

function judgeRepetitions(story: Story, run: string, findings: Findings): void {
  for (const span of story.spans) {
    const messages = exceptionsOn(span);
    if (new Set(messages).size < messages.length)
      findings.add('exception-repeated', {
        params: { name: span.name, service: span.sender },
        ...showSpan(story, run, span),
      });
  }
}
