import type { GateFailure } from '../../../shop/protocol.ts';
import type { Header } from '../../evidence/evidence.ts';
import type { GatePlan, Traffic } from '../../observe/traffic.ts';
import type { Facts } from '../lesson.ts';
import { bodyOf, createClients, type Client } from './client.ts';

/** Customers whose orders overlap. */
const CROWD = 40;

/** How long an app may take from SIGTERM to refusing connections before the request in flight goes on, in ms. */
const CLOSING_MS = 1_000;

/** What becomes of one customer's order. */
interface Fate {
  expect: number | null;
  /** The card number's last digits, where they matter. */
  ending?: string;
  failure?: GateFailure;
  facts: Facts;
}

const PLACED: Fate = { expect: 201, facts: { placed: true } };

const SPECIAL_FATES: ((message: string, secret: string) => Fate)[] = [
  () => ({ expect: 402, ending: '9995', facts: { declined: true } }),
  () => ({ expect: 402, ending: '0069', facts: { declined: true } }),
  () => ({ expect: 402, ending: '0002', facts: { declined: true } }),
  () => ({ expect: 503, failure: { kind: 'unavailable' }, facts: {} }),
  // What a clean 500 is, is for a check to say.
  (message, secret) => ({
    expect: null,
    failure: { kind: 'unexpected', message, secret },
    facts: { unexpected: message },
  }),
];

/** The whole day of the shop: browsing, a crowd that pays at once, things that fail, bad input, and the end of a shift. */
export async function driveDay(traffic: Traffic): Promise<void> {
  const { random } = traffic;
  const newClient = createClients(traffic);
  const visitor = newClient(random.fork());
  const products = await listProducts(visitor);

  // Held through everything the crowd does: what takes long must be seen to begin early and end late.
  const patient = await newClient(random.fork()).hold(
    { at: 'query', key: products[0] ?? '' },
    { method: 'GET', path: `/products/${products[0]}`, route: '/products/:id', expect: 200 },
  );
  const crowd = Array.from({ length: CROWD }, () => newClient(random.fork()));
  const orders = await orderAllAtOnce(traffic, crowd, products);
  await patient.release();
  await browse(visitor, products);
  await failUnexpectedly(traffic, visitor, products);
  await sendRequestIds(visitor, products);
  await injectLines(traffic, visitor, products);
  await abortOne(crowd[0] ?? visitor, orders[0] ?? '');
  await checkHealth(traffic);
  await endTheShift(traffic, crowd[1] ?? visitor, products);
}

/** A short visit: one customer, one order, one thing not found. */
export async function driveVisit(traffic: Traffic): Promise<void> {
  const client = createClients(traffic)(traffic.random.fork());
  const products = await listProducts(client);
  await client.signIn();
  await client.send(client.order(await client.fillCart(products)));
  await client.send({ method: 'GET', path: '/products/none', route: '/products/:id', expect: 404 });
  await checkHealth(traffic);
}

/** An order whose paperwork brings the process down, after the customer has had the answer. */
export function driveCrash(at: 'confirmation' | 'invoice') {
  return async (traffic: Traffic): Promise<void> => {
    const client = createClients(traffic)(traffic.random.fork());
    const products = await listProducts(client);
    await client.signIn();
    const message = `${at} failed: job ${traffic.random.text(12)}`;
    traffic.note('crash', message);
    const paperwork = await traffic.arm({ at, failure: { kind: 'unexpected', message } });
    const order = await client.send(client.order(await client.fillCart(products)));
    if (order.status !== 201) return; // no order, no paperwork: the shop is broken, and that is said first
    await paperwork.held;
    paperwork.release();
  };
}

async function listProducts(client: Client): Promise<string[]> {
  const category = client.random.pick(['lamps', 'chairs', 'teapots', 'clocks']);
  const { responseBody } = await client.send({
    method: 'GET',
    path: `/products?category=${category}`,
    route: '/products',
    expect: 200,
  });
  return [...responseBody.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id ?? '');
}

/** Every customer's payment is held until all of them stand there; then they go on in another order. Gives the ids of orders placed. */
async function orderAllAtOnce(traffic: Traffic, crowd: Client[], products: string[]): Promise<string[]> {
  const { random } = traffic;
  await Promise.all(crowd.map((client) => client.signIn()));
  const carts = await Promise.all(crowd.map((client) => client.fillCart(products)));
  const message = `charge ${random.text(12)} broke the provider's client`;
  const providerKey = crowd[0]?.secret('error', 'err.config.headers.authorization', `sk_${random.text(24)}`) ?? '';
  const fates = random.shuffle(crowd.map((_, index) => SPECIAL_FATES[index]?.(message, providerKey) ?? PLACED));
  const held = await Promise.all(
    crowd.map((client, index) => {
      const { expect, ending, failure, facts } = fates[index] ?? PLACED;
      const cartId = carts[index] ?? '';
      const gate: GatePlan = { at: 'payment', key: cartId, ...(failure === undefined ? {} : { failure }) };
      return client.hold(gate, { ...client.order(cartId, ending), expect, facts });
    }),
  );
  const answered = await Promise.all(random.shuffle(held).map((request) => request.release()));
  return answered.filter(({ status }) => status === 201).map((exchange) => bodyOf(exchange)['id'] ?? '');
}

/** Visits without an account: things found, not found and refused, with secrets in the query and the body. */
async function browse(visitor: Client, products: string[]): Promise<void> {
  const { random } = visitor;
  const get = (path: string, route: string | null, expect: number) =>
    visitor.send({ method: 'GET', path, route, expect });
  const token = visitor.secret('query', 'token', `qt_${random.text(20)}`);
  const apiKey = visitor.secret('query', 'api_key', `qk_${random.text(20)}`);
  await get(`/products?category=lamps&token=${token}&api_key=${apiKey}`, '/products', 200);
  await get(`/products/${random.pick(products)}`, '/products/:id', 200);
  await get(`/products/p_${random.text(9)}`, '/products/:id', 404);
  await get(`/${random.text(7)}/${random.text(5)}`, null, 404);
  await get(`/orders/o_${random.text(8)}`, '/orders/:id', 401);
  const password = visitor.secret('body', 'password', `pw_${random.text(20)}`);
  const body = { email: `${random.text(8)}@example.com`, password };
  await visitor.send({ method: 'POST', path: '/sessions', route: '/sessions', body, expect: 401 });
  const broken = visitor.secret('body', 'password', `pw_${random.text(20)}`);
  await visitor.send({
    method: 'POST',
    path: '/accounts',
    route: '/accounts',
    headers: [['Content-Type', 'application/json']],
    // Far from the mistake, so that no parser quotes the secret as the place of the error.
    body: `{"password":"${broken}","note":"${'.'.repeat(200)}","email":}`,
    expect: 400,
  });
}

async function failUnexpectedly(traffic: Traffic, visitor: Client, products: string[]): Promise<void> {
  const key = visitor.random.pick(products);
  const message = `connection ${visitor.random.text(12)} was lost`;
  await traffic.fail({ at: 'query', key, failure: { kind: 'unexpected', message } });
  await visitor.send({
    method: 'GET',
    path: `/products/${key}`,
    route: '/products/:id',
    expect: null,
    facts: { unexpected: message },
  });
}

/** Request ids that no request should keep, and requests that bring none. */
async function sendRequestIds(visitor: Client, products: string[]): Promise<void> {
  const { random } = visitor;
  const send = (value: string, kind: string, more: Header[] = []) =>
    visitor.send({
      method: 'GET',
      path: `/products/${random.pick(products)}`,
      route: '/products/:id',
      headers: [['X-Request-ID', value], ...more],
      expect: 200,
      facts: { idKind: kind },
    });
  await send('', 'absent');
  await send('', 'absent', [['traceparent', '']]);
  await send(random.text(2_000), 'overlong');
  await send(`${random.text(6)} ${random.text(6)}`, 'malformed');
  await send(`{"${random.text(6)}":"${random.text(6)}"}`, 'malformed');
  await send(`<b>${random.text(8)}</b>`, 'malformed');
  await send(`${random.text(6)}\u00e9\u00ff${random.text(6)}`, 'malformed');
}

/** What ends a line, moves a cursor or looks like a line of the log, in every place where a client's text may be logged. */
async function injectLines(traffic: Traffic, visitor: Client, products: string[]): Promise<void> {
  const { random } = visitor;
  const mark = `forged_${random.text(10)}`;
  traffic.note('forged', mark);
  const line = JSON.stringify({ level: 'info', event: 'order.placed', orderId: mark, forged: mark });
  const payload = `x\r\n${line}\n\u001b[2J\u001b[1;31m${mark}\u2028${line}\u2029${line}`;
  const encoded = encodeURIComponent(payload);

  await visitor.send({ method: 'GET', path: `/products?category=${encoded}`, route: '/products', expect: 400 });
  await visitor.send({ method: 'GET', path: `/products/${encoded}`, route: '/products/:id', expect: 404 });
  await visitor.send({
    method: 'POST',
    path: '/sessions',
    route: '/sessions',
    body: { email: payload, password: payload },
    expect: 401,
  });
  const key = random.pick(products);
  await traffic.fail({ at: 'query', key, failure: { kind: 'unexpected', message: `no row for ${payload}` } });
  await visitor.send({
    method: 'GET',
    path: `/products/${key}`,
    route: '/products/:id',
    headers: [['User-Agent', `curl/8 ${mark}`]],
    expect: null,
    facts: { injected: mark },
  });
}

async function abortOne(client: Client, orderId: string): Promise<void> {
  const request = await client.hold(
    { at: 'query', key: orderId },
    { method: 'GET', path: `/orders/${orderId}`, route: '/orders/:id', expect: null, facts: { aborted: true } },
  );
  await request.abort();
}

async function checkHealth(traffic: Traffic): Promise<void> {
  for (let time = 0; time < 3; time += 1)
    await traffic.send({ method: 'GET', path: '/healthz', route: '/healthz', expect: 200 });
}

/** SIGTERM while a payment is under way. */
async function endTheShift(traffic: Traffic, client: Client, products: string[]): Promise<void> {
  const cartId = await client.fillCart(products);
  const last = await client.hold(
    { at: 'payment', key: cartId },
    {
      ...client.order(cartId),
      headers: [['Connection', 'close']],
      expect: null,
      facts: { last: true, placed: true },
    },
  );
  await traffic.terminate(CLOSING_MS);
  await last.release();
}
