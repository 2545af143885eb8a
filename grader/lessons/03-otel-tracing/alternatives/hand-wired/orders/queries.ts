import { shop, type Statement } from '#shop';
import { SpanKind } from '@opentelemetry/api';
import { traced } from '../tracing/traced.ts';

/** Has every query from now on be a span of whoever asks. */
export function traceQueries(): void {
  shop.database.use(<T>(asked: Statement, run: () => Promise<T>) => {
    const query = traced<[Statement], T>(run, {
      name: ({ name, table }) => `${name.toUpperCase()} ${table}`,
      kind: SpanKind.CLIENT,
      before: ({ table, text }) => ({
        'db.system.name': 'postgresql',
        'db.collection.name': table,
        'db.query.text': text,
      }),
      failed: (error, span) => span.recordException(error),
    });
    return query(asked);
  });
}
