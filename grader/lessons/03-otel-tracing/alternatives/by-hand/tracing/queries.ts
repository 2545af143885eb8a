import type { Around, Statement } from '#shop';
import { SpanKind } from '@opentelemetry/api';
import { inSpan } from './step.ts';

/** A client span around each query: its text, never its values. */
export const traceQuery: Around<Statement> = (statement, run) => {
  const { name, table, text } = statement;
  const attributes = { 'db.system.name': 'postgresql', 'db.collection.name': table, 'db.query.text': text };
  return inSpan(`${name.toUpperCase()} ${table}`, { kind: SpanKind.CLIENT, attributes }, run);
};
