import type { RequestPlan } from '../../observe/traffic.ts';
import type { Shopper } from '../shopper.ts';
import { fallbackPlan, pagePlan, recommendationsOf, signUpPlan } from './plans.ts';

/**
 * Recommendations that fail, two at once, that do not, and of a product that cannot be read, which is nothing to fall back from. What
 * the bestsellers are is asked first.
 */
export async function recommend(shopper: Shopper, products: string[]): Promise<void> {
  const { random } = shopper;
  const catalogue: RequestPlan = { method: 'GET', path: '/products', route: '/products', expect: 200 };
  await shopper.send({ ...catalogue, facts: { catalogue: true } });
  const [first = '', second = '', third = '', fourth = ''] = random.shuffle(products);
  const hold = ({ gate, request }: ReturnType<typeof fallbackPlan>) => shopper.hold(gate, request);
  const early = await hold(fallbackPlan(random, first));
  const late = await hold(fallbackPlan(random, second));
  await shopper.send(recommendationsOf(third));
  await early.release();
  // Something else in between: SDKs take an event for a repetition that is like the one before.
  await (await hold(signUpPlan(random))).release();
  await late.release();
  await (await hold(pagePlan(random, fourth))).release();
}
