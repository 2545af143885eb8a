import type { Evidence } from '../../../evidence/evidence.ts';
import type { PlainValue } from '../../../evidence/otlp-values.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { textField } from '../../shopper.ts';
import type { OrderFacts } from '../customer.ts';
import { BUSINESS, DAY, ORDER } from '../names.ts';
import { showSpan, showTrace } from '../show.ts';
import { above, callsOf, serversOf, storiesOf, type Story } from '../story.ts';

/** The steps of an order are spans, and say what was ordered. */
export const businessSpans: Check = {
  id: 'business-spans',
  points: 8,
  after: ['one-trace'],
  codes: ['missing', 'repeated', 'misplaced', 'attribute', 'value', 'call-outside'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const story of storiesOf(evidence, DAY)) {
      const { order, kind, trace } = story;
      if (order === undefined || order.refusal !== '' || kind === 'last' || trace === undefined) continue;
      for (const [name, values] of Object.entries(truthOf(order, story))) judgeStep(story, { name, values }, findings);
      judgeCall(story, findings);
    }
    return findings.list();
  },
};

/** What each step must say. */
function truthOf(
  { itemCount, total, method }: OrderFacts,
  { exchange }: Story,
): Record<string, Record<string, PlainValue>> {
  return {
    [BUSINESS.validate]: { [ORDER.itemCount]: itemCount, [ORDER.total]: total },
    [BUSINESS.inventory]: { [ORDER.itemCount]: itemCount },
    [BUSINESS.payment]: {
      [ORDER.method]: method,
      [ORDER.total]: total,
      [ORDER.paymentId]: textField(exchange, 'paymentId'),
    },
  };
}

interface Step {
  name: string;
  values: Record<string, PlainValue>;
}

function judgeStep(story: Story, { name, values }: Step, findings: Findings): void {
  const steps = story.spans.filter((span) => span.name === name && span.sender === 'orders');
  const [step, second] = steps;
  const params = { name };
  if (step === undefined) {
    findings.add('missing', { params, ...showTrace(story) });
    return;
  }
  if (second !== undefined) findings.add('repeated', { params, ...showSpan(story, DAY, second) });
  const servers = serversOf(story, 'orders');
  if (!above(story, step).some((span) => servers.includes(span)))
    findings.add('misplaced', { params, ...showSpan(story, DAY, step) });
  for (const [attribute, value] of Object.entries(values)) judgeValue(story, step, { attribute, value }, findings);
}

function judgeValue(
  story: Story,
  step: Span,
  { attribute, value }: { attribute: string; value: PlainValue },
  findings: Findings,
): void {
  const actual = step.attributes[attribute];
  const params = { name: step.name, attribute };
  if (actual === undefined) findings.add('attribute', { params, ...showSpan(story, DAY, step) });
  else if (!isSame(actual, value))
    findings.add('value', {
      params,
      expected: JSON.stringify(value),
      actual: JSON.stringify(actual),
      ...showSpan(story, DAY, step, attribute),
    });
}

/** Money that was added up in floating point is right to a tenth of a cent. */
const isSame = (actual: PlainValue, expected: PlainValue): boolean =>
  typeof actual === 'number' && typeof expected === 'number'
    ? Math.abs(actual - expected) < 0.001
    : actual === expected;

function judgeCall(story: Story, findings: Findings): void {
  for (const call of callsOf(story, 'orders'))
    if (!above(story, call).some(({ name }) => name === BUSINESS.payment))
      findings.add('call-outside', { params: { name: BUSINESS.payment }, ...showSpan(story, DAY, call) });
}
