import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { IN_METRICS, IN_ROUTES, renaming, untyped } from './edit.ts';

const inMetrics = (find: string, replace: string): Mutant['edits'][number] => ({ file: IN_METRICS, find, replace });
const inRoutes = (find: string, replace: string): Mutant['edits'][number] => ({ file: IN_ROUTES, find, replace });

const TIMER = '  const stop = orderProcessing.startTimer();\n';
const AMOUNT = '    paymentAmount.observe({ method }, order.totalCents / 100);\n';
const PLACED = "    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents, method });\n";

/** Wrong apps that `order-processing` must notice. */
export const orderProcessing: Mutant[] = [
  mutant(
    'orders-renamed',
    'A name of one\u2019s own.',
    renaming('order_processing_seconds', 'order_handling_seconds'),
    alone('order-processing', 'missing'),
  ),
  {
    id: 'amounts-as-summary',
    story: 'A summary: its quantiles cannot be added up over instances.',
    edits: [
      inMetrics('export const paymentAmount = new Histogram({', 'export const paymentAmount = new Summary({'),
      inMetrics(
        "  help: 'What the orders came to.',\n  labelNames: ['method'],\n  buckets: [10, 25, 50, 100, 250, 500, 1000],",
        "  help: 'What the orders came to.',\n  labelNames: ['method'],",
      ),
      inMetrics('Histogram, register }', 'Histogram, register, Summary }'),
    ],
    ...alone('order-processing', 'type'),
  },
  mutant(
    'refused-orders-timed',
    'Orders that were never placed are among those that were.',
    inRoutes(
      '    if (error instanceof PaymentDeclined) log.info(',
      "    stop({ method: 'card' });\n    if (error instanceof PaymentDeclined) log.info(",
    ),
    alone('order-processing', 'processing-count'),
  ),
  {
    id: 'timer-after-the-work',
    story: 'The timer is started when the order is there.',
    edits: [
      inRoutes(TIMER, ''),
      inRoutes('    stop({ method });\n', '    orderProcessing.startTimer({ method })();\n'),
    ],
    ...alone('order-processing', 'sum-short'),
  },
  {
    id: 'orders-in-milliseconds',
    story: 'Milliseconds in a family that says seconds.',
    edits: [
      inRoutes(TIMER, '  const since = Date.now();\n'),
      inRoutes('    stop({ method });\n', '    orderProcessing.observe({ method }, Date.now() - since);\n'),
    ],
    ...alone('order-processing', 'sum-long'),
  },
  mutant(
    'amounts-by-card-only',
    'Other ways of paying are forgotten.',
    inRoutes(AMOUNT, `    if (method === 'card')\n${AMOUNT}`),
    alone('order-processing', 'amount-count', 'amount-sum'),
  ),
  mutant(
    'amounts-in-cents',
    'Cents in a family that says dollars.',
    inRoutes('order.totalCents / 100', 'order.totalCents'),
    alone('order-processing', 'amount-sum'),
  ),
  mutant(
    'orders-not-logged',
    'The metric tells of orders of which the log knows nothing.',
    inRoutes(PLACED, ''),
    alone('order-processing', 'log-disagrees'),
  ),
];

const COLLECT = `  collect() {
    for (const [category, pieces] of Object.entries(shop.catalogue.stock())) this.set({ category }, pieces);
  },
});
`;

/** Wrong apps that `inventory` must notice. */
export const inventory: Mutant[] = [
  mutant(
    'stock-renamed',
    'A name of one\u2019s own.',
    renaming('inventory_stock', 'stock_pieces'),
    alone('inventory', 'missing'),
  ),
  mutant(
    'stock-without-type',
    'Its type is lost on the way.',
    untyped('inventory_stock', 'gauge'),
    alone('inventory', 'type'),
  ),
  {
    id: 'stock-by-timer',
    story: 'The stock is looked up every fifteen seconds, and is as old as that.',
    edits: [
      inMetrics("new Gauge({\n  name: 'inventory_stock'", "const stock = new Gauge({\n  name: 'inventory_stock'"),
      inMetrics(
        COLLECT,
        '});\nconst look = (): void => {\n  for (const [category, pieces] of Object.entries(shop.catalogue.stock())) stock.set({ category }, pieces);\n};\nlook();\nsetInterval(look, 15_000).unref();\n',
      ),
    ],
    ...alone('inventory', 'after-sales', 'after-delivery'),
  },
  {
    id: 'stock-by-orders',
    story: 'The stock is looked up after each order; of deliveries no order tells.',
    edits: [
      inMetrics("new Gauge({\n  name: 'inventory_stock'", "const stock = new Gauge({\n  name: 'inventory_stock'"),
      inMetrics(
        COLLECT,
        '});\nexport function look(): void {\n  for (const [category, pieces] of Object.entries(shop.catalogue.stock())) stock.set({ category }, pieces);\n}\nsetImmediate(look);\n',
      ),
      inRoutes('    cartsCheckedOut.inc();\n', '    cartsCheckedOut.inc();\n    look();\n'),
      inRoutes('import { cartsCheckedOut, cartsCreated, ', 'import { look, cartsCheckedOut, cartsCreated, '),
    ],
    ...alone('inventory', 'after-delivery'),
  },
];

/** Wrong apps that `payments` must notice. */
export const payments: Mutant[] = [
  mutant(
    'attempts-renamed',
    'A name of one\u2019s own.',
    renaming('payment_attempts_total', 'charges_total'),
    alone('payments', 'missing'),
  ),
  mutant(
    'failures-without-type',
    'Its type is lost on the way.',
    untyped('payment_failures_total', 'counter'),
    alone('payments', 'type'),
  ),
  {
    id: 'only-payments-that-went-well',
    story: 'An attempt is counted once it has succeeded: the ratio of failures has no meaning.',
    edits: [
      inMetrics('  paymentAttempts.inc();\n', ''),
      inMetrics(
        '    return await run();\n  } catch (error) {\n    paymentFailures',
        '    const paid = await run();\n    paymentAttempts.inc();\n    return paid;\n  } catch (error) {\n    paymentFailures',
      ),
    ],
    ...alone('payments', 'attempts'),
  },
  mutant(
    'only-declines-are-failures',
    'A provider that does not answer is nobody\u2019s failure.',
    inMetrics(
      '    paymentFailures.inc({ reason: reasonOf(error) });',
      '    if (error instanceof PaymentDeclined) paymentFailures.inc({ reason: reasonOf(error) });',
    ),
    alone('payments', 'failures'),
  ),
  mutant(
    'one-reason-for-all',
    'Every failure has the same reason.',
    inMetrics('reason: reasonOf(error)', "reason: reasonOf(error) && 'error'"),
    alone('payments', 'failures'),
  ),
  mutant(
    'reasons-when-they-come',
    'A reason appears with its first failure, and rate() never sees that one.',
    inMetrics('  paymentFailures.inc({ reason }, 0);\n', '  void reason;\n'),
    alone('payments', 'absent'),
  ),
  {
    id: 'attempts-as-requested',
    story: 'Attempts are counted as orders are asked for, charged or not.',
    edits: [
      inMetrics('const paymentAttempts', 'export const paymentAttempts'),
      inMetrics('  paymentAttempts.inc();\n', ''),
      inRoutes(TIMER, `${TIMER}  paymentAttempts.inc();\n`),
      inRoutes('import { cartsCheckedOut, cartsCreated, ', 'import { paymentAttempts, cartsCheckedOut, cartsCreated, '),
    ],
    ...alone('payments', 'attempts'),
  },
];

/** Wrong apps that `users-carts` must notice. */
export const usersCarts: Mutant[] = [
  mutant(
    'carts-renamed',
    'A name of one\u2019s own.',
    renaming('carts_created_total', 'baskets_created_total'),
    alone('users-carts', 'missing'),
  ),
  mutant(
    'users-without-type',
    'Its type is lost on the way.',
    untyped('users_created_total', 'counter'),
    alone('users-carts', 'type'),
  ),
  mutant(
    'everybody-by-email',
    'Everybody came by e-mail.',
    inRoutes('usersCreated.inc({ method });', "usersCreated.inc({ method: method && 'email' });"),
    alone('users-carts', 'users'),
  ),
  mutant(
    'users-before-they-are',
    'Who is refused is counted too.',
    inRoutes(
      '  const { id, email, apiKey, method } = await shop',
      "  usersCreated.inc({ method: 'email' }, req.body.provider === undefined ? 1 : 0);\n  const { id, email, apiKey, method } = await shop",
    ),
    alone('users-carts', 'users'),
  ),
  mutant(
    'carts-by-item',
    'A cart is counted for each thing in it.',
    inRoutes('cartsCreated.inc();', 'cartsCreated.inc(req.body.items.length);'),
    alone('users-carts', 'carts-created'),
  ),
  {
    id: 'checked-out-when-asked',
    story: 'A cart is checked out as soon as somebody tries.',
    edits: [inRoutes('    cartsCheckedOut.inc();\n', ''), inRoutes(TIMER, `${TIMER}  cartsCheckedOut.inc();\n`)],
    ...alone('users-carts', 'carts-checked-out'),
  },
];
