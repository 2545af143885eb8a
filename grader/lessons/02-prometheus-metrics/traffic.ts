import type { GateFailure } from '../../../shop/protocol.ts';
import type { RequestPlan, Traffic } from '../../observe/traffic.ts';
import { browse, get } from './browse.ts';
import { createShopper, textField, type Item, type Paying, type Shopper } from '../shopper.ts';

/** The shop's pool of database connections. */
export const POOL_SIZE = 10;
export const WAITING = 3;
const ENDLESS = 1_000_000;

/**
 * A day of the shop, in parts: each part ends with a scrape that has the part's name, so that what moved between two scrapes can be
 * compared with what was sent between them.
 */
export async function driveDay(traffic: Traffic): Promise<void> {
  const visitor = createShopper(traffic, traffic.random.fork());
  await traffic.scrape('boot');
  const { ids } = await browse(visitor);
  await traffic.scrape('browsed');
  const customers = await openAccounts(traffic);
  const orderIds = await orderAtOnce(traffic, customers, ids);
  for (const [index, id] of orderIds.entries()) await customers[index]?.send(get(`/orders/${id}`, '/orders/:id', 200));
  await traffic.scrape('ordered');
  await fail(traffic, visitor, customers, ids);
  await traffic.scrape('failed');
  await holdAndScrape(traffic, customers, ids);
  await traffic.scrape('released');
  await abort(visitor, ids);
  await traffic.scrape('aborted');
  await exhaustPool(traffic, visitor, ids);
  await traffic.scrape('recovered');
  await deliver(traffic, ids);
  await traffic.scrape('restocked');
  await checkHealth(traffic);
  await traffic.scrape('end');
}

/** Some sign up with a password and log in; those are given back. Others come through another service. */
async function openAccounts(traffic: Traffic): Promise<Shopper[]> {
  const { random } = traffic;
  const newShopper = (): Shopper => createShopper(traffic, random.fork());
  const providers = random.shuffle([
    ...Array.from({ length: random.int(1, 3) }, () => 'google' as const),
    ...Array.from({ length: random.int(1, 3) }, () => 'apple' as const),
  ]);
  const customers = Array.from({ length: random.int(5, 8) }, newShopper);
  await Promise.all([
    ...customers.map((customer) => customer.signIn()),
    ...providers.map((provider) => newShopper().signUp(provider)),
  ]);
  return customers;
}

/** Every customer's payment is held until all stand there. Each leaves another cart behind. Gives the ids of the orders, by customer. */
async function orderAtOnce(traffic: Traffic, customers: Shopper[], ids: string[]): Promise<string[]> {
  const held = await Promise.all(
    customers.map(async (customer, index) => {
      const { random } = customer;
      const cart = await customer.fillCart(someItems(customer, ids));
      if (random.int(0, 1) === 1) await customer.fillCart(someItems(customer, ids));
      const method = METHODS[index % METHODS.length] ?? 'card';
      return await customer.hold({ at: 'payment', key: cart }, paid(customer, cart, { method }));
    }),
  );
  const order = traffic.random.shuffle(held.map((_, index) => index));
  const answers = await Promise.all(order.map(async (index) => ({ index, exchange: await held[index]?.release() })));
  return answers
    .toSorted((a, b) => a.index - b.index)
    .map(({ exchange }) => (exchange === undefined ? '' : textField(exchange, 'id')));
}

const METHODS = ['card', 'transfer', 'wallet'] as const;

const paid = (customer: Shopper, cart: string, paying: Paying): RequestPlan => ({
  ...customer.order(cart, paying),
  facts: { charge: 'paid' },
});

function someItems({ random }: Shopper, ids: string[]): Item[] {
  const chosen = random.shuffle(ids).slice(0, random.int(1, 3));
  return chosen.map((productId) => ({ productId, quantity: random.int(1, 4) }));
}

/** Everything that is refused or breaks, a random number of times each. */
async function fail(traffic: Traffic, visitor: Shopper, customers: Shopper[], ids: string[]): Promise<void> {
  const { random } = traffic;
  const [customer = visitor] = customers;
  const times = async (work: () => Promise<unknown>): Promise<void> => {
    for (let time = random.int(1, 3); time > 0; time -= 1) await work();
  };
  const cartOf = (quantity = 1): Promise<string> => customer.fillCart([{ productId: random.pick(ids), quantity }]);

  await times(() => visitor.send(get(`/products/p_${random.text(9)}`, '/products/:id', 404)));
  await times(() => visitor.send(get(`/${random.text(7)}`, null, 404)));
  await times(() => visitor.send(get(`/products/${random.text(4)}/${random.text(4)}`, null, 404)));
  await times(() => visitor.send(get('/products?category=spoons', '/products', 400)));
  await times(() => visitor.send(get(`/orders/o_${random.text(8)}`, '/orders/:id', 401)));
  await times(() => visitor.send({ ...malformed(random.pick(['/accounts', '/sessions'])), expect: 400 }));
  await times(() =>
    visitor.send(refused('/sessions', { email: `${random.text(9)}@example.com`, password: 'no' }, 401)),
  );
  await times(() => visitor.send(refused('/accounts', { email: customer.email, password: 'taken' }, 409)));
  await times(() => customer.send(refused('/orders', { cartId: 'c_none', payment: { method: 'wallet' } }, 404)));
  await times(async () =>
    customer.send(refused('/orders', { cartId: await cartOf(), payment: { method: 'shells' } }, 400)),
  );
  await times(async () =>
    customer.send({ ...paid(customer, await cartOf(ENDLESS), { method: 'wallet' }), expect: 409 }),
  );
  for (const { failure, ending, expect, charge } of CHARGES)
    await times(async () => {
      const cart = await cartOf();
      const plan = { ...customer.order(cart, { method: 'card', ending }), expect, facts: { charge } };
      if (failure !== undefined) await traffic.fail({ at: 'payment', key: cart, failure: failure(random.text(12)) });
      await customer.send(plan);
    });
  await times(async () => {
    const id = random.pick(ids);
    await traffic.fail({ at: 'query', key: id, failure: unexpected(random.text(12)) });
    await visitor.send(get(`/products/${id}`, '/products/:id', 500));
  });
}

const unexpected = (id: string): GateFailure => ({ kind: 'unexpected', message: `connection ${id} was lost` });

/** What may become of a charge; `charge` is the reason that its failure is counted under. */
const CHARGES: { charge: string; ending: string; expect: number; failure?: (id: string) => GateFailure }[] = [
  { charge: 'insufficient_funds', ending: '9995', expect: 402 },
  { charge: 'card_expired', ending: '0069', expect: 402 },
  { charge: 'card_declined', ending: '0002', expect: 402 },
  { charge: 'unavailable', ending: '4242', expect: 503, failure: () => ({ kind: 'unavailable' }) },
  { charge: 'error', ending: '4242', expect: 500, failure: unexpected },
];

const refused = (path: string, body: RequestPlan['body'] & object, expect: number): RequestPlan => ({
  method: 'POST',
  path,
  route: path,
  body,
  expect,
});

const malformed = (path: string): RequestPlan => ({
  method: 'POST',
  path,
  route: null,
  headers: [['Content-Type', 'application/json']],
  body: '{"email":',
  expect: 400,
  facts: { template: path },
});

/** Requests stand at their gates while four scrapes come at once; then some go well and some break. */
async function holdAndScrape(traffic: Traffic, customers: Shopper[], ids: string[]): Promise<void> {
  const { random } = traffic;
  const [first, ...others] = random.shuffle(customers);
  if (first === undefined) return;
  const [broken = '', ...found] = random.shuffle(ids).slice(0, random.int(3, 5));
  const product = (id: string, expect: number): RequestPlan => get(`/products/${id}`, '/products/:id', expect);
  const carts = await Promise.all(others.slice(0, 2).map((one) => one.fillCart(someItems(one, ids))));
  await traffic.scrape('prepared');
  const failure = unexpected(random.text(12));
  const held = [
    await first.hold({ at: 'query', key: broken, failure }, product(broken, 500)),
    ...(await Promise.all(found.map((id) => first.hold({ at: 'query', key: id }, product(id, 200))))),
    ...(await Promise.all(
      others
        .slice(0, 2)
        .map((one, index) =>
          one.hold({ at: 'payment', key: carts[index] ?? '' }, paid(one, carts[index] ?? '', { method: 'wallet' })),
        ),
    )),
  ];
  traffic.note('held', held.length);
  await Promise.all(HELD.map((name) => traffic.scrape(name)));
  await Promise.all(random.shuffle(held).map((request) => request.release()));
}

/** The scrapes that come at once while requests are held. */
export const HELD = ['held', 'held-again', 'held-once-more', 'held-at-last'];

/** Clients that give up while the shop is still at work. */
async function abort(visitor: Shopper, ids: string[]): Promise<void> {
  for (const id of visitor.random.shuffle(ids).slice(0, visitor.random.int(2, 4))) {
    const request = await visitor.hold({ at: 'query', key: id }, get(`/products/${id}`, '/products/:id', 200));
    await request.abort();
  }
}

/** All connections of the pool are taken, and some queries wait for one. */
async function exhaustPool(traffic: Traffic, visitor: Shopper, ids: string[]): Promise<void> {
  const [taking, waiting] = [ids.slice(0, POOL_SIZE), ids.slice(POOL_SIZE, POOL_SIZE + WAITING)];
  const product = (id: string): RequestPlan => get(`/products/${id}`, '/products/:id', 200);
  const held = await Promise.all(taking.map((id) => visitor.hold({ at: 'query', key: id }, product(id))));
  const answers = waiting.map((id) => visitor.send(product(id)));
  await Promise.race([traffic.untilWaiting(WAITING), Promise.all(answers)]);
  await traffic.scrape('exhausted');
  await Promise.all(held.map((request) => request.release()));
  await Promise.all(answers);
}

/** The warehouse delivers: the stock changes, and no request tells of it. */
async function deliver(traffic: Traffic, ids: string[]): Promise<void> {
  const { random } = traffic;
  const delivered = random
    .shuffle(ids)
    .slice(0, 3)
    .map((productId) => ({ productId, quantity: random.int(5, 95), scrape: 'restocked' }));
  for (const { productId, quantity } of delivered) await traffic.restock(productId, quantity);
  traffic.note('delivered', delivered);
}

async function checkHealth(traffic: Traffic): Promise<void> {
  for (let time = traffic.random.int(2, 5); time > 0; time -= 1)
    await traffic.send({ method: 'GET', path: '/healthz', route: '/healthz', expect: 200 });
}
