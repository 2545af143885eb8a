import { spansOf } from '../../evidence/spans.ts';
import type { Traffic } from '../../observe/traffic.ts';
import { createCustomer } from './customer.ts';

/** How long payments may take to send what it has, in milliseconds: an SDK that is not told otherwise gathers spans for five seconds. */
const EXPORTED_MS = 6_000;

/** New requests are not sampled, those of a sampled trace are; then payments is lost while an order waits for it. */
export async function driveQuiet(traffic: Traffic): Promise<void> {
  const customer = await createCustomer(traffic, 'chairs');
  await traffic.send(customer.order('plain'));
  await traffic.send(customer.order('plain', { method: 'card', refusal: 'declined' }));
  await traffic.send(customer.order('inbound', { lines: 2 }));
  await traffic.untilCollected(
    ({ otlp }) => spansOf(otlp.requests).some(({ sender, kind }) => sender === 'payments' && kind === 'server'),
    EXPORTED_MS,
  );
  const waiting = customer.order('inbound', { refusal: 'payments-killed' });
  const held = await traffic.hold({ at: 'payment', key: waiting.order.reference, service: 'payments' }, waiting);
  await traffic.kill('payments');
  await held.release();
  await traffic.send(customer.order('inbound', { refusal: 'payments-gone' }));
  traffic.note('secrets', [...customer.secrets]);
}
