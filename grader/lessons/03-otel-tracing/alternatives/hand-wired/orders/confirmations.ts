import { EventEmitter, once } from 'node:events';
import { shop, type ConfirmationJob } from '#shop';
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { log } from '../log.ts';
import { traced } from '../tracing/traced.ts';

const open = new Set<string>();
const sent = new EventEmitter();

/** Puts an order's confirmation into the queue, and its trace with it. */
export function confirmLater(orderId: string): void {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  open.add(orderId);
  shop.confirmations.enqueue({ orderId, headers });
}

/** Comes back when the queue is empty. */
export async function allConfirmed(): Promise<void> {
  while (open.size > 0) await once(sent, 'sent');
}

const send = traced(
  async ({ orderId }: ConfirmationJob) => {
    await shop.confirmations.send(orderId);
    log.info({ event: 'confirmation.sent', orderId });
  },
  {
    name: 'send_confirmation',
    kind: SpanKind.CONSUMER,
    before: ({ orderId }) => ({ 'order.id': orderId }),
    linked({ headers = {} }) {
      const order = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
      return order === undefined ? [] : [{ context: order }];
    },
    failed: (error, span) => span.recordException(error),
  },
);

shop.confirmations.work((job) =>
  send(job).finally(() => {
    open.delete(job.orderId);
    sent.emit('sent');
  }),
);
