import type { Evidence } from '../../../evidence/evidence.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { Refusal } from '../customer.ts';
import { BUSINESS, DAY, SERVICES } from '../names.ts';
import { showSpan, showTrace } from '../show.ts';
import { above, serversOf, storiesOf, type Story } from '../story.ts';

/** Spans end when their work does: also when it fails, and not before what they contain. */
export const lifetimes: Check = {
  id: 'lifetimes',
  points: 5,
  after: ['one-trace'],
  codes: ['never-ended', 'outlived', 'overlap', 'short'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const stories = storiesOf(evidence, DAY).filter(({ kind, trace }) => kind !== 'last' && trace !== undefined);
    for (const story of stories) {
      const { refusal = '' } = story.order ?? {};
      const failing = refusal === '' ? undefined : FAILING_STEPS[refusal];
      if (failing !== undefined && story.spans.every(({ name }) => name !== failing))
        findings.add('never-ended', { params: { name: failing, case: refusal }, ...showTrace(story) });
    }
    judgeHabits(
      stories.flatMap((story) => excesses(story)),
      'outlived',
      findings,
    );
    judgeHabits(
      stories.flatMap((story) => overlaps(story)),
      'overlap',
      findings,
    );
    judgeHabits(
      stories.flatMap((story) => shortfalls(story)),
      'short',
      findings,
    );
    return findings.list();
  },
};

const FAILING_STEPS: Partial<Record<Refusal, string>> = {
  declined: BUSINESS.payment,
  'unknown-product': BUSINESS.validate,
  'out-of-stock': BUSINESS.inventory,
  'query-fails': BUSINESS.validate,
  'provider-fails': BUSINESS.payment,
};

/** By how much a span reaches out of where it belongs, once. */
interface Excess {
  story: Story;
  span: Span;
  other: Span;
  milliseconds: number;
}

/** Spans are rounded to milliseconds, and begin when their process comes to look at the clock. */
const TOLERANCE_MS = 5;
const HABIT = 3;

/**
 * Tells of what happens again and again. A span's start is read from the clock in two steps, and a process that is put aside between
 * them moves one span by as long as that took; a span that is ended too early is so every time.
 */
function judgeHabits(all: readonly Excess[], code: string, findings: Findings): void {
  for (const times of Map.groupBy(all, ({ span, other }) => `${span.sender} ${span.name} ${other.name}`).values()) {
    const sorted = times.toSorted((a, b) => a.milliseconds - b.milliseconds);
    const median = sorted[Math.floor((sorted.length - 1) / 2)];
    if (median === undefined || sorted.length < HABIT || median.milliseconds <= TOLERANCE_MS) continue;
    const { story, span, other, milliseconds } = median;
    findings.add(code, {
      params: { name: span.name, other: other.name, milliseconds: milliseconds.toFixed(1) },
      ...showSpan(story, DAY, span),
    });
  }
}

/** Every span against its parent. What a worker does after the response is below the order and outlives it. */
function excesses(story: Story): Excess[] {
  return story.spans.flatMap((span) => {
    const higher = above(story, span);
    const [parent] = higher;
    const isLater = [span, ...higher].some(({ name, kind }) => name === BUSINESS.confirmation || kind === 'consumer');
    if (parent === undefined || isLater) return [];
    // An answer may be read by who asked before the one who answered has noticed that it is out.
    const after = span.sender === parent.sender ? span.endMs - parent.endMs : 0;
    return [{ story, span, other: parent, milliseconds: Math.max(after, parent.startMs - span.startMs) }];
  });
}

const STEPS: readonly string[] = [BUSINESS.validate, BUSINESS.inventory, BUSINESS.payment];

/** The steps of an order, each against the one before. */
function overlaps(story: Story): Excess[] {
  const steps = STEPS.flatMap((step) => story.spans.filter(({ name }) => name === step).slice(0, 1));
  return steps.slice(1).flatMap((span, index) => {
    const before = steps[index];
    return before === undefined ? [] : [{ story, span, other: before, milliseconds: before.endMs - span.startMs }];
  });
}

/** What stood at the payment provider, as long as the order did: in each service, and in the step that waited for it. */
function shortfalls(story: Story): Excess[] {
  const { waitMs } = story.exchange;
  if (waitMs === 0) return [];
  const waiting = [
    ...SERVICES.flatMap((service) => serversOf(story, service)),
    ...story.spans.filter(({ name }) => name === BUSINESS.payment),
  ];
  return waiting.map((span) => ({
    story,
    span,
    other: span,
    milliseconds: waitMs - (span.endMs - span.startMs),
  }));
}
