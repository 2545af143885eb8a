import { factText, type Exchange, type Json, type Run } from '../../../evidence/evidence.ts';
import { objectOf } from '../../../evidence/json-fields.ts';
import type { SentryEvent } from '../../../evidence/sentry-events.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answerField } from '../../shopper.ts';
import { eventsOfRequest, isWarning, pointAtEvent, pointAtExchange } from '../heard.ts';
import { DAY, NAMES } from '../names.ts';
import { bestsellersOf, fallbacksOf, type Fallback } from '../truth.ts';

/** What has a fallback is told as a warning, with what one needs to look into it, and the customer gets the fallback. */
export const handled: Check = {
  id: 'handled',
  points: 8,
  codes: ['missing', 'repeated', 'level', 'as-unhandled', 'context', 'answer'],
  judge(evidence) {
    const findings = gatherFindings();
    const run = evidence.runs[DAY];
    if (run === undefined) return [];
    const fallbacks = fallbacksOf(evidence, DAY);
    for (const exchange of run.exchanges) {
      // One whose product cannot be read fails as any other page does: that is for `captured-once`.
      if (exchange.route !== '/products/:id/recommendations' || factText(exchange.facts, 'token') !== '') continue;
      judgeAnswer(run, exchange, { falls: fallbacks.some((one) => one.exchange === exchange) }, findings);
    }
    for (const fallback of fallbacks) {
      const events = eventsOfRequest(evidence, DAY, fallback, isWarning);
      const [event] = events;
      if (event === undefined)
        findings.add('missing', { expected: '1', actual: '0', at: [pointAtExchange(DAY, fallback.exchange)] });
      else judgeEvent(event, fallback, findings);
      if (events.length > 1)
        findings.add('repeated', {
          expected: '1',
          actual: String(events.length),
          at: events.slice(0, 2).map((one) => pointAtEvent(one, DAY)),
        });
    }
    return findings.list();
  },
};

function judgeEvent(event: SentryEvent, { productId }: Fallback, findings: Findings): void {
  const at = [pointAtEvent(event, DAY)];
  if (!NAMES.handledLevel.includes(event.level))
    findings.add('level', { expected: 'warning', actual: event.level, at });
  if (event.exceptions.some(({ mechanism }) => mechanism.handled === false))
    findings.add('as-unhandled', { expected: 'handled: true', actual: 'handled: false', at });
  if (!productIdsOf(event).includes(productId))
    findings.add('context', { expected: `product_id=${productId}`, actual: productIdsOf(event).join(', ') || '–', at });
}

/** What stands under the product's name in tags, in any context, or in extra. */
function productIdsOf({ tags, contexts, extra }: SentryEvent): string[] {
  const places: Readonly<Record<string, Json>>[] = [
    tags,
    extra,
    ...Object.values(contexts).map((one) => objectOf(one)),
  ];
  return places.flatMap((place) =>
    NAMES.productId.flatMap((name) => {
      const value = place[name];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : [];
    }),
  );
}

function judgeAnswer(run: Run, exchange: Exchange, { falls }: { falls: boolean }, findings: Findings): void {
  const source = falls ? 'bestsellers' : 'recommendations';
  const products = JSON.stringify(answerField(exchange, 'products')) ?? '–';
  const isRight =
    exchange.status === 200 &&
    answerField(exchange, 'source') === source &&
    (!falls || products === JSON.stringify(bestsellersOf(run)));
  if (isRight) return;
  findings.add('answer', {
    expected: `200 ${source} ${falls ? JSON.stringify(bestsellersOf(run)) : ''}`.trim(),
    actual: `${exchange.status ?? '–'} ${exchange.responseBody.slice(0, 80)}`,
    at: [pointAtExchange(DAY, exchange)],
  });
}
