import type { Random } from '../../../shop/random.ts';
import type { Traffic } from '../../observe/traffic.ts';
import type { Facts } from '../lesson.ts';
import { textField, type Shopper } from '../shopper.ts';
import { makeMistakes } from './mistakes.ts';
import { basket, loginPlan, orderPlan, paymentPlan, plannedPayment, productPlan, type Order } from './plans.ts';
import { recommend } from './recommending.ts';
import { createVisitor, listProducts, payFor } from './visitor.ts';

/** How long an app may take from SIGTERM to refusing connections before the request in flight goes on, in ms. */
const CLOSING_MS = 1_000;

/** Messages to the app and back, by which all is over that it can have begun at SIGTERM without waiting for the request under way. */
const MESSAGES = 60;

/** Three customers whose charge breaks, three whose order is placed, one who is declined. */
const BROKEN = 3;
const PLACED = 3;

/** The whole day: a crowd whose payments overlap, orders that cannot be read, mistakes, a fallback, and the end of a shift. */
export async function driveDay(traffic: Traffic): Promise<void> {
  const { random } = traffic;
  const nobody = createVisitor(traffic, random.fork());
  const products = await listProducts(nobody);
  const crowd = Array.from({ length: BROKEN + PLACED + 1 }, () => createVisitor(traffic, random.fork()));
  await Promise.all(crowd.map((shopper) => shopper.signIn()));
  const placed = await payAtOnce(random, { crowd, nobody, products });
  const customer = crowd[0] ?? nobody;
  await readAtOnce(random, placed, { nobody, products, email: customer.email });
  await makeMistakes(nobody, customer, products);
  await recommend(nobody, products);
  const [last] = placed;
  if (last === undefined) return; // no order was placed: that is said first
  const plan = orderPlan(last, random, { last: true });
  const request = await last.shopper.hold(plan.gate, {
    ...plan.request,
    headers: [['Connection', 'close']],
  });
  await traffic.terminate(CLOSING_MS);
  await exchangeMessages(traffic).catch(() => {}); // an app that is gone by then answers nothing, and that is judged
  await request.release();
}

async function exchangeMessages(traffic: Traffic): Promise<void> {
  for (let message = 0; message < MESSAGES; message += 1) await traffic.arm({ at: 'query', key: `nobody ${message}` });
}

/** Two errors, then an order whose invoice brings the process down, after the customer has had the answer. */
export async function driveCrash(traffic: Traffic): Promise<void> {
  const { random } = traffic;
  const nobody = createVisitor(traffic, random.fork());
  const shopper = createVisitor(traffic, random.fork());
  const products = await listProducts(nobody);
  await failProduct(nobody, random, products, {});
  await shopper.signIn();
  const payment = await paymentPlan(shopper, random, products);
  await (await shopper.hold(payment.gate, payment.request)).release();
  const token = random.text(12);
  const invoice = await traffic.arm({
    at: 'invoice',
    failure: { kind: 'unexpected', message: `invoice ${token} failed` },
  });
  const cartId = await shopper.fillCart(basket(random, products));
  const order = await shopper.send({ ...payFor(shopper, cartId, { method: 'wallet' }), facts: { crash: token } });
  if (order.status !== 201) return; // no order, no invoice: the shop is broken, and that is said first
  await invoice.held;
  invoice.release();
}

interface Others {
  nobody: Shopper;
  products: string[];
}

/** Every payment, and two look-ups by nobody, are held until all stand there; then they go on in another order. */
async function payAtOnce(random: Random, { crowd, nobody, products }: Others & { crowd: Shopper[] }): Promise<Order[]> {
  const fates = random.shuffle(
    crowd.map((_, index) => (index < BROKEN ? 'broken' : index < BROKEN + PLACED ? 'placed' : 'declined')),
  );
  const payments = await Promise.all(
    crowd.map(async (shopper, index) => ({
      shopper,
      ...(await plannedPayment(shopper, random, products, fates[index])),
    })),
  );
  const lookups = random
    .shuffle(products)
    .slice(0, 2)
    .map((id, index) => ({
      shopper: nobody,
      ...productPlan(random, id, {}, index === 0 ? `${random.text(10)}@example.com` : `4${random.digits(15)}`),
    }));
  const held = await Promise.all(
    random.shuffle([...payments, ...lookups]).map(async ({ shopper, gate, request }) => ({
      shopper,
      request: await shopper.hold(gate, request),
    })),
  );
  const answered = await Promise.all(
    random.shuffle(held).map(async ({ shopper, request }) => ({ shopper, exchange: await request.release() })),
  );
  return answered
    .filter(({ exchange }) => exchange.path === '/orders' && exchange.status === 201)
    .map(({ shopper, exchange }) => ({ shopper, id: textField(exchange, 'id') }));
}

/** The orders, and a product by nobody, are looked up at once while somebody logs in, and all of it fails. */
async function readAtOnce(
  random: Random,
  orders: Order[],
  { nobody, products, email }: Others & { email: string },
): Promise<void> {
  const plans = [
    ...orders.map((order) => ({ shopper: order.shopper, ...orderPlan(order, random, {}) })),
    { shopper: nobody, ...productPlan(random, random.pick(products), {}) },
    { shopper: nobody, ...loginPlan(random, email) },
  ];
  const held = await Promise.all(
    random.shuffle(plans).map(({ shopper, gate, request }) => shopper.hold(gate, request)),
  );
  await Promise.all(random.shuffle(held).map((request) => request.release()));
}

async function failProduct(shopper: Shopper, random: Random, products: string[], facts: Facts): Promise<void> {
  const { gate, request } = productPlan(random, random.pick(products), facts);
  await (await shopper.hold(gate, request)).release();
}
