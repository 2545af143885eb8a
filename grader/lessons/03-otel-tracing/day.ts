import { setTimeout as delay } from 'node:timers/promises';
import type { Collected } from '../../backends/sinks.ts';
import { spansOf } from '../../evidence/spans.ts';
import type { Traffic } from '../../observe/traffic.ts';
import { createCustomer, orderIdOf, type Customer } from './customer.ts';
import { BUSINESS, SERVICES } from './names.ts';

/** Orders that overlap. */
export const CROWD = 30;

/** What the payment provider takes for each of them at least, in milliseconds: spans that are shorter are seen to be. */
const AT_PROVIDER_MS = 25;

/** How long exported spans are waited for, in milliseconds; an app that sends none is judged by what came. */
const EXPORTED_MS = 2_500;

/** A day of the shop. What has no trace of its own comes first, one after the other, so that the traces it begins are known by their order. */
export async function driveDay(traffic: Traffic): Promise<void> {
  const customer = await createCustomer(traffic, 'lamps');
  const paid = await buy(traffic, customer);
  await fail(traffic, customer);
  await carryOn(traffic, customer);
  const crowd = await crowdIn(traffic, customer);
  await traffic.untilCollected((collected) => isExported(collected, paid + crowd), EXPORTED_MS);
  await traffic.send(customer.order('last', { lines: 2 }));
  traffic.note('secrets', [...customer.secrets]);
}

/** Orders by every way of paying, each looked at afterwards. Gives how many. */
async function buy(traffic: Traffic, customer: Customer): Promise<number> {
  await traffic.send(customer.look('plain'));
  const methods = traffic.random.shuffle(['card', 'transfer', 'wallet'] as const);
  for (const [index, method] of methods.entries()) {
    const order = await traffic.send(customer.order('plain', { method, lines: index + 1 }));
    await traffic.send(customer.followLink('plain', orderIdOf(order)));
  }
  return methods.length;
}

/** Every way in which an order can be refused while all services are there. */
async function fail(traffic: Traffic, customer: Customer): Promise<void> {
  await traffic.send(customer.order('plain', { method: 'card', refusal: 'declined' }));
  await traffic.send(customer.order('plain', { refusal: 'unknown-product' }));
  await traffic.send(customer.order('plain', { refusal: 'out-of-stock' }));

  const lost = customer.order('plain', {
    refusal: 'query-fails',
    message: `lost connection ${traffic.random.text(12)}`,
  });
  const { message } = lost.order;
  await traffic.fail({
    at: 'query',
    key: lost.order.products[0] ?? '',
    service: 'orders',
    failure: { kind: 'unexpected', message },
  });
  await traffic.send(lost);

  const broken = customer.order('plain', {
    method: 'transfer',
    refusal: 'provider-fails',
    message: `unreadable answer ${traffic.random.text(12)}`,
  });
  await traffic.fail({
    at: 'payment',
    key: broken.order.reference,
    service: 'payments',
    failure: { kind: 'unexpected', message: broken.order.message },
  });
  await traffic.send(broken);
}

/** Requests that belong to somebody's trace, sampled and not. */
async function carryOn(traffic: Traffic, customer: Customer): Promise<void> {
  for (const kind of ['inbound', 'unsampled', 'inbound', 'unsampled'] as const) {
    await traffic.send(customer.look(kind));
    await traffic.send(customer.order(kind));
  }
}

/** Orders that all stand at the payment provider before the first of them goes on. Gives how many. */
async function crowdIn(traffic: Traffic, customer: Customer): Promise<number> {
  const methods = ['transfer', 'wallet'] as const;
  const plans = Array.from({ length: CROWD }, (_, index) =>
    customer.order('crowd', { lines: 1 + (index % 3), method: methods[index % 2] ?? 'wallet' }),
  );
  const held = await Promise.all(
    plans.map((plan) => traffic.hold({ at: 'payment', key: plan.order.reference, service: 'payments' }, plan)),
  );
  // All of them may have come at one moment, as far as this process knows.
  await delay(AT_PROVIDER_MS);
  await Promise.all(traffic.random.shuffle(held).map((order) => order.release()));
  return plans.length;
}

/** Whether the services' spans of so many orders have come, and of the mails about them. */
function isExported({ otlp }: Collected, orders: number): boolean {
  const spans = spansOf(otlp.requests);
  const mails = spans.filter(({ name }) => name === BUSINESS.confirmation);
  return (
    mails.length >= orders &&
    SERVICES.every(
      (service) => spans.filter((span) => span.sender === service && span.kind === 'server').length > orders,
    )
  );
}
