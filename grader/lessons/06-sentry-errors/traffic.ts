import type { Random } from '../../../shop/random.ts';
import type { Traffic } from '../../observe/traffic.ts';
import type { Facts } from '../lesson.ts';
import { textField, type Shopper } from '../shopper.ts';
import { makeMistakes } from './mistakes.ts';
import {
  basket,
  cartPlan,
  type Fate,
  loginPlan,
  orderPlan,
  paymentPlan,
  plannedPayment,
  productPlan,
  type Order,
} from './plans.ts';
import { recommend } from './recommending.ts';
import { createVisitor, listProducts, payFor } from './visitor.ts';

/** How long an app may take from SIGTERM to refusing connections before the request in flight goes on, in ms. */
const CLOSING_MS = 1_000;

/** Messages to the app and back, by which all is over that it can have begun at SIGTERM without waiting for the request under way. */
const MESSAGES = 60;

/** What becomes of the orders that are under way at once. One bug breaks the charges, however they are paid; another is in the same route. */
const FATES: readonly Fate[] = [
  { kind: 'broken', method: 'card' },
  { kind: 'broken', method: 'wallet' },
  { kind: 'broken', method: 'transfer' },
  { kind: 'unread', method: 'card' },
  { kind: 'declined', method: 'card' },
  { kind: 'placed', method: 'card' },
  { kind: 'placed', method: 'card' },
  { kind: 'placed', method: 'wallet' },
];

/** The whole day: a crowd whose payments overlap, orders that cannot be read, mistakes, a fallback, and the end of a shift. */
export async function driveDay(traffic: Traffic): Promise<void> {
  const { random } = traffic;
  const nobody = createVisitor(traffic, random.fork());
  const products = await listProducts(nobody);
  const crowd = FATES.map(() => createVisitor(traffic, random.fork()));
  await Promise.all(crowd.map((shopper) => shopper.signIn()));
  const placed = await payAtOnce(random, { crowd, nobody, products });
  const customer = crowd[0] ?? nobody;
  await readAtOnce(random, placed, { nobody, customer, products });
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
  const payment = await paymentPlan(shopper, random, products, 'card');
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
  const customers = random.shuffle(crowd);
  const payments = await Promise.all(
    FATES.map(async (fate, index) => {
      const shopper = customers[index] ?? nobody;
      return { shopper, ...(await plannedPayment(shopper, random, products, fate)) };
    }),
  );
  const lookups = random
    .shuffle(products)
    .slice(0, 2)
    .map((id, index) => ({ shopper: nobody, ...productPlan(random, id, KEPT, quotes(random, index)) }));
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

/** Of a request whose trace is kept wherever any is: its spans quote the error too. */
const KEPT: Facts = { sampleRand: 0.01 };

/** What an error may quote: an e-mail address, plain or not, and the number of a short card or a long one. */
function quotes(random: Random, index: number): string[] {
  const [first, second, third] = [random.text(10), random.text(10), random.text(10)]; // longer than any id
  return index === 0
    ? [`${first}@example.com`, `${random.pick(['3', '5', '6'])}${random.digits(12)}`]
    : [`${first}.${second}+${third}@mail.${random.text(6)}.example`, `4${random.digits(18)}`];
}

/** The orders, and a product by nobody, are looked up at once while somebody logs in and another fills a cart, and all of it fails. */
async function readAtOnce(
  random: Random,
  orders: Order[],
  { nobody, customer, products }: Others & { customer: Shopper },
): Promise<void> {
  const [looked = '', bought = ''] = random.shuffle(products);
  const plans = [
    ...orders.map((order) => ({ shopper: order.shopper, ...orderPlan(order, random, {}) })),
    { shopper: nobody, ...productPlan(random, looked, {}) },
    { shopper: nobody, ...loginPlan(random, customer.email) },
    { shopper: customer, ...cartPlan(random, bought) },
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
