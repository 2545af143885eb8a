import type { Json, Run } from '../../../evidence/evidence.ts';
import { findText } from '../../../evidence/find-text.ts';
import { shownOf } from '../../../evidence/json-fields.ts';
import type { Breadcrumb, SentryEvent } from '../../../evidence/sentry-events.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { textField } from '../../shopper.ts';
import { mishapsOf, pointAtEvent } from '../heard.ts';
import { DAY, NAMES } from '../names.ts';
import { customerOf, ownIds, stepsOf, type Step } from '../truth.ts';

/** The trail of an event is the steps of its own request, each once, in order. */
export const breadcrumbs: Check = {
  id: 'breadcrumbs',
  points: 8,
  after: ['captured-once'],
  codes: ['missing', 'order', 'surplus', 'foreign', 'data'],
  judge(evidence) {
    const findings = gatherFindings();
    const run = evidence.runs[DAY];
    if (run === undefined) return [];
    const ids = idsOf(run);
    for (const mishap of mishapsOf(evidence, DAY))
      for (const event of mishap.events) {
        judgeSteps(event, stepsOf(run, mishap), findings);
        judgeForeign(event, { ids, own: [...ownIds(mishap), customerOf(run, mishap.exchange)] }, findings);
      }
    return findings.list();
  },
};

const isOf = (names: readonly string[], name: string): boolean => names.includes(name);

/** A breadcrumb in the words of a step: what of it is compared for presence and order. */
function wordOf({ category, message }: Breadcrumb): string {
  return isOf(NAMES.paymentCategory, category) ? 'payment' : message.trim();
}

const wordOfStep = (step: Step): string => ('query' in step ? step.query : 'payment');

function judgeSteps(event: SentryEvent, steps: Step[], findings: Findings): void {
  const kinds = [...NAMES.queryCategory, ...NAMES.paymentCategory];
  const trail = event.breadcrumbs.filter(({ category }) => isOf(kinds, category));
  const [expected, actual] = [steps.map((step) => wordOfStep(step)), trail.map((crumb) => wordOf(crumb))];
  const report = (code: string): void =>
    findings.add(code, {
      expected: expected.join(' → '),
      actual: actual.length === 0 ? '–' : actual.join(' → ').slice(0, 200),
      at: [pointAtEvent(event, DAY)],
    });
  if (!includesAll(actual, expected)) report('missing');
  else if (actual.length > expected.length) report('surplus');
  else if (actual.join('\n') !== expected.join('\n')) report('order');
  judgeCharge(event, steps, findings);
}

/** Whether every word stands in the list, as often as it must. */
function includesAll(list: readonly string[], words: readonly string[]): boolean {
  const rest = [...list];
  return words.every((word) => {
    const index = rest.indexOf(word);
    if (index !== -1) rest.splice(index, 1);
    return index !== -1;
  });
}

function judgeCharge(event: SentryEvent, steps: Step[], findings: Findings): void {
  const charge = steps.find((step) => 'cartId' in step);
  const crumb = event.breadcrumbs.findLast(({ category }) => isOf(NAMES.paymentCategory, category));
  if (charge === undefined || crumb === undefined) return;
  const told = (names: readonly string[]): Json | undefined =>
    names.map((name) => crumb.data[name]).find((one) => one !== undefined);
  const actual = [told(NAMES.cartId), told(NAMES.method), told(NAMES.amountCents)];
  const expected = [charge.cartId, charge.method, charge.amountCents];
  if (actual.some((value, index) => value !== expected[index]))
    findings.add('data', {
      expected: expected.join(', '),
      actual: actual.map((value) => shownOf(value) || '–').join(', '),
      at: [pointAtEvent(event, DAY)],
    });
}

interface Ids {
  ids: readonly string[];
  own: readonly string[];
}

function judgeForeign(event: SentryEvent, { ids, own }: Ids, findings: Findings): void {
  const strangers = ids.filter((id) => !own.includes(id));
  for (const { category, message, data } of event.breadcrumbs) {
    const found = findText({ category, message, data }, (text) => strangers.some((id) => text.includes(id)));
    if (found === undefined) continue;
    const strange = strangers.find((id) => found.text.includes(id)) ?? '';
    const part = `${category}: ${strange}`;
    findings.add('foreign', {
      expected: own.filter((id) => id !== '').join(', ') || '–',
      actual: strange,
      at: [pointAtEvent(event, DAY, part)],
    });
    return;
  }
}

/** Every id of an account, a cart or an order that the shop gave out. */
function idsOf(run: Run): string[] {
  return run.exchanges
    .filter(({ method, status }) => method === 'POST' && status === 201)
    .map((exchange) => textField(exchange, 'id'))
    .filter((id) => id !== '');
}
