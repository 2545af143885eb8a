import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { inOrders, inSpans } from './edit.ts';

const CHECKED = `    await inSpan({ name: 'check_inventory', attributes: { 'order.item_count': quote.itemCount } }, () =>
      shop.checkout.checkInventory(quote.items),
    );
`;
const PAYS =
  '        const paid = await ask(`${payments}/charges`, {\n          body: { reference, amountCents: quote.totalCents, payment },\n        });\n';
const PAYMENT = '    const receipt = await inSpan(\n';

/** Wrong apps that `business-spans` must notice. */
export const businessSpans: Mutant[] = [
  mutant(
    'no-inventory-span',
    'A step that nobody sees.',
    inOrders(CHECKED, '    await shop.checkout.checkInventory(quote.items);\n'),
    { fails: ['business-spans', 'lifetimes'], finds: ['business-spans/missing', 'lifetimes/never-ended'] },
  ),
  mutant(
    'step-in-a-step',
    'The same step twice, one in the other.',
    inOrders(
      '      shop.checkout.checkInventory(quote.items),\n',
      "      inSpan({ name: 'check_inventory', attributes: { 'order.item_count': quote.itemCount } }, () =>\n        shop.checkout.checkInventory(quote.items),\n      ),\n",
    ),
    alone('business-spans', 'repeated'),
  ),
  mutant(
    'beside-the-request',
    'The step hangs below the call, beside the request that it is a part of.',
    inOrders(
      "{ name: 'check_inventory', attributes",
      "{ name: 'check_inventory', from: req.headers as Record<string, string>, attributes",
    ),
    { fails: ['business-spans', 'database-spans'], finds: ['business-spans/misplaced', 'database-spans/misplaced'] },
  ),
  mutant(
    'no-payment-id',
    'Paid, but by which payment?',
    inOrders("        span.setAttribute('payment.id', id);\n", ''),
    alone('business-spans', 'attribute'),
  ),
  mutant(
    'total-in-cents',
    'A hundred times too much.',
    inOrders("'order.total': priced.totalCents / 100", "'order.total': priced.totalCents"),
    alone('business-spans', 'value'),
  ),
  mutant(
    'lines-for-pieces',
    'Two of one product are counted as one.',
    inOrders("'order.item_count': priced.itemCount", "'order.item_count': (items as unknown[]).length"),
    alone('business-spans', 'value'),
  ),
  {
    id: 'call-before-its-step',
    story: 'The step begins when the call is on its way already.',
    edits: [
      inOrders(
        PAYMENT,
        '    const asking = ask(`${payments}/charges`, { body: { reference, amountCents: quote.totalCents, payment } });\n    asking.catch(() => {});\n    const receipt = await inSpan(\n',
      ),
      inOrders(PAYS, '        const paid = await asking;\n'),
    ],
    ...alone('business-spans', 'call-outside'),
  },
];

/** Wrong apps that `database-spans` must notice. */
export const databaseSpans: Mutant[] = [
  mutant(
    'writes-untraced',
    'Only what reads is traced.',
    inSpans(
      'shop.database.use((statement, run) =>\n  inSpan(',
      "shop.database.use((statement, run) =>\n  statement.name !== 'select' ? run() : inSpan(",
    ),
    alone('database-spans', 'missing'),
  ),
  mutant(
    'queries-internal',
    'A query leaves the process: it is a client span.',
    inSpans('      kind: SpanKind.CLIENT,', '      kind: SpanKind.INTERNAL,'),
    alone('database-spans', 'kind'),
  ),
  mutant(
    'short-name-for-the-database',
    'The conventions have one name for each system.',
    inSpans("'postgresql'", "'postgres'"),
    alone('database-spans', 'system'),
  ),
  mutant(
    'table-unknown',
    'Which table it was stands in the text only.',
    inSpans("        'db.collection.name': statement.table,\n", ''),
    alone('database-spans', 'operation'),
  ),
  mutant(
    'values-in-the-text',
    'Values stand where placeholders were.',
    inSpans("'db.query.text': statement.text", "'db.query.text': statement.text.replace('$1', `'${statement.key}'`)"),
    alone('database-spans', 'values'),
  ),
  mutant(
    'key-in-the-name',
    'As many names as rows.',
    inSpans('`${statement.name} ${statement.table}`', '`${statement.name} ${statement.table} ${statement.key}`'),
    alone('database-spans', 'name'),
  ),
  mutant(
    'queries-before-their-step',
    'The step begins when its queries are on their way already.',
    inOrders(
      CHECKED,
      `    const checking = shop.checkout.checkInventory(quote.items);
    checking.catch(() => {});
    await inSpan({ name: 'check_inventory', attributes: { 'order.item_count': quote.itemCount } }, () => checking);
`,
    ),
    alone('database-spans', 'misplaced'),
  ),
];

/** Wrong apps that `async-work` must notice. */
export const asyncWork: Mutant[] = [
  mutant(
    'mail-under-another-name',
    'The mail has a span of another name.',
    inOrders("name: 'send_confirmation'", "name: 'mail'"),
    alone('async-work', 'missing'),
  ),
  mutant(
    'mail-without-order',
    'Whose mail it was cannot be said.',
    inOrders("attributes: { 'order.id': orderId }, from", 'from'),
    alone('async-work', 'no-id'),
  ),
  mutant(
    'mail-in-a-mail',
    'One mail, two spans.',
    inOrders(
      '      await shop.confirmations.send(orderId);',
      "      await inSpan({ name: 'send_confirmation', attributes: { 'order.id': orderId } }, () =>\n        shop.confirmations.send(orderId),\n      );",
    ),
    alone('async-work', 'repeated'),
  ),
  mutant(
    'mail-from-nothing',
    'The job takes nothing along.',
    inOrders(', headers: traceHeaders() }', ' }'),
    alone('async-work', 'detached'),
  ),
];
