import type { RequestPlan, Traffic } from '../../observe/traffic.ts';
import type { Exchange, Json } from '../../evidence/evidence.ts';
import { basket, fallbackPlan, productPlan } from './plans.ts';
import { createVisitor, listProducts, payFor } from './visitor.ts';

/** How many pages others are shown meanwhile before an answer is late. Each waits for a query; no answer waits for more than five. */
const PAGES = 20;

/** Messages to the app and back before an answer is late that needs no query. Two or three would do. */
const MESSAGES = 100;

/**
 * A visit while nobody is there to be told: an error, the fallback, an order. Nothing of it may be any different, and nothing may wait,
 * least of all when there is something that Sentry has not taken yet: the errors come first.
 */
export async function driveAlone(traffic: Traffic): Promise<void> {
  const { random } = traffic;
  const shopper = createVisitor(watched(traffic), random.fork());
  const products = await listProducts(shopper);
  for (const { gate, request } of [
    productPlan(random, random.pick(products), { owes: 500 }),
    fallbackPlan(random, random.pick(products)),
  ])
    await (await shopper.hold(gate, request)).release();
  await shopper.signIn();
  const cartId = await shopper.fillCart(basket(random, products));
  await shopper.send(payFor(shopper, cartId, { method: 'wallet' }));
  await checkHealth(traffic);
}

/** What such a shop answers is for a check to say; and while it does not answer, others are shown pages. */
function watched(traffic: Traffic): Traffic {
  const free = (plan: RequestPlan): RequestPlan => ({
    ...plan,
    expect: null,
    facts: { owes: plan.expect ?? 200, ...plan.facts, patience: PAGES },
  });
  const showPages = (answer: Promise<Exchange>): Promise<Exchange> =>
    whileUnanswered(answer, PAGES, () => traffic.send(PAGE));
  return {
    ...traffic,
    send: (plan) => showPages(traffic.send(free(plan))),
    async hold(gate, plan) {
      const held = await traffic.hold(gate, free(plan));
      return { ...held, release: () => showPages(held.release()) };
    },
  };
}

/** What others look at. Whether it is answered in time is asked of nobody else's request. */
const PAGE: RequestPlan = { method: 'GET', path: '/products?category=lamps', route: '/products', expect: null };

/** An app may have all answers wait, those of others too: then messages tell, which do not pass by HTTP. */
async function checkHealth(traffic: Traffic): Promise<void> {
  let messages = 0;
  const facts: Record<string, Json> = { health: true };
  const answer = traffic.send({ method: 'GET', path: '/healthz', route: '/healthz', expect: 200, facts });
  await whileUnanswered(answer, MESSAGES, async () => {
    messages += 1;
    await traffic.arm({ at: 'query', key: `nobody ${messages}` });
  });
  if (messages === MESSAGES) traffic.note('health-waits', true);
}

/** Does something again and again, at most so many times, until there is an answer; gives the answer. */
async function whileUnanswered(
  answer: Promise<Exchange>,
  times: number,
  work: () => Promise<unknown>,
): Promise<Exchange> {
  let answered = false;
  const over = (): void => void (answered = true);
  answer.then(over, over);
  for (let time = 0; time < times && !answered; time += 1) await work();
  return await answer;
}
