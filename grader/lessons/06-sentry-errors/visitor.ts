import type { Random } from '../../../shop/random.ts';
import type { Header } from '../../evidence/evidence.ts';
import type { RequestPlan, Traffic } from '../../observe/traffic.ts';
import { createShopper, type Paying, type Shopper } from '../shopper.ts';

/**
 * Gives a shopper whose browser has secrets of its own, and traces with Sentry too: each request brings a trace id, no
 * decision whether the trace is kept, and the random number by which every service of the trace decides the same, unless its plan has one.
 */
export function createVisitor(traffic: Traffic, random: Random): Shopper {
  const browser: Header[] = [
    ['X-Forwarded-For', addressOf(random)],
    ['Cookie', `sid=${random.text(24)}; ${strangeName(random)}=${random.text(24)}`],
    ['X-Api-Key', `key_${random.text(24)}`],
    ['X-Gift-Card', `gift_${random.text(16)}`],
    [`X-${strangeName(random)}`, random.text(20)],
    [`X-${strangeName(random)}`, random.text(20)],
  ];
  const drawSampleRand = sampleRands(random);
  const dress = (plan: RequestPlan): RequestPlan => {
    const traceId = hex(random, 32);
    const { sampleRand: own } = plan.facts ?? {};
    const sampleRand = typeof own === 'number' ? own : drawSampleRand();
    const headers: Header[] = [
      ...browser,
      ['sentry-trace', `${traceId}-${hex(random, 16)}`],
      ['baggage', `sentry-trace_id=${traceId},sentry-sample_rand=${sampleRand}`],
    ];
    return { ...plan, headers: [...headers, ...(plan.headers ?? [])], facts: { ...plan.facts, traceId, sampleRand } };
  };
  const traced: Traffic = {
    ...traffic,
    send: (plan) => traffic.send(dress(plan)),
    hold: (gate, plan) => traffic.hold(gate, dress(plan)),
  };
  return createShopper(traced, random);
}

/**
 * Random numbers well below and well above the rates of the runs, so that nobody's rounding decides. Of four that follow each other
 * one lies in each of four bands: whatever other rate somebody may have chosen, one of them tells. The first is the lowest, so that it
 * has been told before anything goes wrong.
 */
function sampleRands(random: Random): () => number {
  const lowest = (): number => random.int(1, 5);
  const others = (): number[] => [random.int(20, 30), random.int(50, 60), random.int(80, 99)];
  let drawn = [...random.shuffle(others()), lowest()];
  return () => {
    if (drawn.length === 0) drawn = random.shuffle([...others(), lowest()]);
    return (drawn.pop() ?? 0) / 100;
  };
}

/** The ids of a category's products. */
export async function listProducts(shopper: Shopper): Promise<string[]> {
  const category = shopper.random.pick(['lamps', 'chairs', 'teapots', 'clocks']);
  const path = `/products?category=${category}`;
  const { responseBody } = await shopper.send({ method: 'GET', path, route: '/products', expect: 200 });
  return [...responseBody.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id ?? '');
}

/** The request that pays for a cart, with a card whose every part is a secret that can be recognised. */
export function payFor(shopper: Shopper, cartId: string, paying: Paying): RequestPlan {
  const plan = shopper.order(cartId, paying);
  const body = plan.body as { payment: { card?: { cvv: string } } };
  if (body.payment.card !== undefined) body.payment.card.cvv = `cvv_${shopper.random.text(12)}`;
  return plan;
}

const WORDS = [
  'amber',
  'birch',
  'cobalt',
  'dune',
  'ember',
  'fjord',
  'gravel',
  'indigo',
  'juniper',
  'lagoon',
  'maple',
  'nimbus',
];

/** A name that says nothing of what it holds, and that nobody can have thought of. */
export function strangeName(random: Random): string {
  return `${random.pick(WORDS)}-${random.pick(WORDS)}`;
}

/** An address of the range that documentation may use. */
function addressOf(random: Random): string {
  return `2001:db8:${[1, 2, 3, 4].map(() => hex(random, 4)).join(':')}::1`;
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
}
