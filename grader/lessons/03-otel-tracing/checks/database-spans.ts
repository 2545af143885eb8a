import type { Evidence } from '../../../evidence/evidence.ts';
import { showValue } from '../../../evidence/otlp-values.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { OrderFacts } from '../customer.ts';
import { BUSINESS, DATABASE, DATABASE_SYSTEM, DAY } from '../names.ts';
import { showSpan, showTrace } from '../show.ts';
import { above, hasDatabase, serversOf, storiesOf, type Story } from '../story.ts';

/** Every query of the shop is a client span that says what it asks of which table, where it was asked. */
export const databaseSpans: Check = {
  id: 'database-spans',
  points: 7,
  after: ['one-trace'],
  codes: ['missing', 'kind', 'system', 'operation', 'values', 'name', 'misplaced'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const story of storiesOf(evidence, DAY)) {
      const { order, kind, trace } = story;
      if (kind === 'last' || kind === 'unsampled' || trace === undefined) continue;
      if (order !== undefined && order.refusal !== '') continue;
      const queries = story.spans.filter((span) => span.sender === 'orders' && hasDatabase(span));
      for (const span of queries) judgeQuery(story, span, findings);
      for (const wanted of queriesOf(story)) judgePresence(story, queries, wanted, findings);
    }
    return findings.list();
  },
};

interface Wanted {
  operation: string;
  table: string;
  count: number;
  /** The step below which it stands; empty for none of them. */
  below: string;
}

/** The queries that the shop makes for a request. */
function queriesOf({ order, exchange }: Story): Wanted[] {
  if (order !== undefined) return queriesOfOrder(order);
  const table = exchange.route === '/orders/:id' ? 'orders' : 'products';
  return [{ operation: 'SELECT', table, count: 1, below: '' }];
}

function queriesOfOrder({ products: { length: count } }: OrderFacts): Wanted[] {
  return [
    { operation: 'SELECT', table: 'products', count, below: BUSINESS.validate },
    { operation: 'SELECT', table: 'stock', count, below: BUSINESS.inventory },
    { operation: 'UPDATE', table: 'stock', count, below: '' },
    { operation: 'INSERT', table: 'orders', count: 1, below: '' },
  ];
}

/** What a query does, by its attributes: the operation, or the first word of its text. */
function operationOf({ attributes }: Span): string {
  const { [DATABASE.operation]: operation, [DATABASE.query]: text } = attributes;
  const word = typeof operation === 'string' ? operation : typeof text === 'string' ? text.trim() : '';
  return (word.split(/\s/)[0] ?? '').toUpperCase();
}

function judgeQuery(story: Story, span: Span, findings: Findings): void {
  const { attributes, kind, name } = span;
  const { [DATABASE.query]: text } = attributes;
  if (kind !== 'client')
    findings.add('kind', { params: { name }, expected: 'client', actual: kind, ...showSpan(story, DAY, span) });
  if (attributes[DATABASE.system] !== DATABASE_SYSTEM)
    findings.add('system', {
      params: { name },
      expected: DATABASE_SYSTEM,
      actual: showValue(attributes[DATABASE.system]),
      ...showSpan(story, DAY, span),
    });
  if (operationOf(span) === '' || typeof attributes[DATABASE.collection] !== 'string')
    findings.add('operation', { params: { name }, ...showSpan(story, DAY, span) });
  if (typeof text === 'string' && hasValue(text))
    findings.add('values', { params: { name }, ...showSpan(story, DAY, span, DATABASE.query) });
  if (ID.test(name)) findings.add('name', { actual: name, ...showSpan(story, DAY, span) });
}

/** An id of the shop's. */
const ID = /\b(?:p|o|pay|ref)_[a-z0-9]{8,}/;

/** A literal where a placeholder belongs. */
const hasValue = (query: string): boolean => ID.test(query) || /'[^']*'|=\s*\d/.test(query);

function judgePresence(story: Story, queries: readonly Span[], wanted: Wanted, findings: Findings): void {
  const { operation, table, count, below } = wanted;
  const found = queries.filter(
    (span) => operationOf(span) === operation && span.attributes[DATABASE.collection] === table,
  );
  const params = { operation, table };
  // Spans that do not say what they are about are told of already.
  const mute = queries.filter((span) => operationOf(span) === '' || span.attributes[DATABASE.collection] === undefined);
  if (found.length !== count && mute.length === 0)
    findings.add('missing', {
      params,
      expected: String(count),
      actual: String(found.length),
      ...showTrace(story),
    });
  const servers = serversOf(story, 'orders');
  for (const span of found) {
    const higher = above(story, span);
    const step = higher.find(({ name }) => STEPS.includes(name))?.name ?? '';
    if (!higher.some((one) => servers.includes(one)) || (step !== below && hasStep(story, below)))
      findings.add('misplaced', {
        params: { ...params, step: below === '' ? 'POST /orders' : below },
        ...showSpan(story, DAY, span),
      });
  }
}

const STEPS: readonly string[] = [BUSINESS.validate, BUSINESS.inventory, BUSINESS.payment];

/** Whether the step is there at all: that it is not is told by another check. */
const hasStep = ({ spans }: Story, step: string): boolean => step === '' || spans.some(({ name }) => name === step);
