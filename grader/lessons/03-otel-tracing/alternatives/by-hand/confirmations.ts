import { shop } from '#shop';
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { log } from './logger.ts';
import { inSpan } from './tracing/step.ts';

const open = new Map<string, PromiseWithResolvers<void>>();

/** Has an order confirmed later, by a trace of its own that is linked to the order's. */
export async function confirmLater(orderId: string): Promise<void> {
  await inSpan('enqueue confirmation', { kind: SpanKind.PRODUCER }, async () => {
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    open.set(orderId, Promise.withResolvers());
    shop.confirmations.enqueue({ orderId, headers });
  });
}

/** Comes back when nothing waits to be confirmed. */
export async function allConfirmed(): Promise<void> {
  await Promise.all([...open.values()].map(({ promise }) => promise));
}

shop.confirmations.work(async ({ orderId, headers }) => {
  const producer = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
  const links = producer === undefined ? [] : [{ context: producer }];
  const options = { kind: SpanKind.CONSUMER, attributes: { 'order.id': orderId }, links, root: true };
  try {
    await inSpan('send_confirmation', options, async () => {
      await shop.confirmations.send(orderId);
      log.info({ event: 'confirmation.sent', orderId });
    });
  } finally {
    open.get(orderId)?.resolve();
    open.delete(orderId);
  }
});
