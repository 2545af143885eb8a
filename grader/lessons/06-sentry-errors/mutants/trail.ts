import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { IN_ROUTES, IN_TRAIL, initWith, sendingWith } from './edit.ts';

/** Wrong apps that `breadcrumbs` must notice. */
export const breadcrumbs: Mutant[] = [
  mutant(
    'no-queries',
    'Only charges leave a breadcrumb.',
    {
      file: IN_TRAIL,
      find: "    Sentry.addBreadcrumb({ category: 'query', message: statement.text });\n",
      replace: '    void statement;\n',
    },
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/missing'] },
  ),
  mutant(
    'after-the-fact',
    'A breadcrumb is left when the query is over: the one that failed is not there.',
    {
      file: IN_TRAIL,
      find: "    Sentry.addBreadcrumb({ category: 'query', message: statement.text });\n    return run();",
      replace:
        "    return run().then((rows) => {\n      Sentry.addBreadcrumb({ category: 'query', message: statement.text });\n      return rows;\n    });",
    },
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/missing'] },
  ),
  mutant(
    'newest-first',
    'The trail is turned round, to have the newest on top.',
    sendingWith('sent.breadcrumbs?.reverse();'),
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/order'] },
  ),
  mutant(
    'twice',
    'Each query leaves one breadcrumb when it begins and one when it ends.',
    {
      file: IN_TRAIL,
      find: "    Sentry.addBreadcrumb({ category: 'query', message: statement.text });\n    return run();",
      replace:
        "    const leave = () => Sentry.addBreadcrumb({ category: 'query', message: statement.text });\n    leave();\n    return run().finally(leave);",
    },
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/surplus'] },
  ),
  mutant(
    'one-trail-for-all',
    'All requests leave their breadcrumbs on one trail.',
    {
      file: IN_TRAIL,
      find: "    Sentry.addBreadcrumb({\n      category: 'payment',",
      replace: "    Sentry.getGlobalScope().addBreadcrumb({\n      category: 'payment',",
    },
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/surplus', 'breadcrumbs/foreign'] },
  ),
  mutant(
    'shared-notes',
    'What is noted on the way stands in a list that all requests share.',
    {
      file: IN_ROUTES,
      find: '  const { cartId, payment } = req.body;\n',
      replace:
        "  const { cartId, payment } = req.body;\n  Sentry.getGlobalScope().addBreadcrumb({ category: 'orders', message: `ordering cart ${cartId}` });\n",
    },
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/foreign'] },
  ),
  mutant(
    'always-by-card',
    'Nearly everybody pays by card, and so the trail says so.',
    {
      file: IN_TRAIL,
      find: 'data: { cart_id: cartId, method,',
      replace: "data: { cart_id: cartId, method: method && 'card',",
    },
    alone('breadcrumbs', 'data'),
  ),
  mutant(
    'amount-in-dollars',
    'The amount is in dollars, under a name that says cents.',
    { file: IN_TRAIL, find: 'amount_cents: amountCents', replace: 'amount_cents: amountCents / 100' },
    { fails: ['breadcrumbs'], finds: ['breadcrumbs/data'] },
  ),
  mutant(
    'warning-without-trail',
    'A warning is thought to need no trail.',
    sendingWith("if (sent.level === 'warning') sent.breadcrumbs = [];"),
    alone('breadcrumbs', 'missing'),
  ),
  mutant('short-trail', 'Only the last two breadcrumbs are kept.', initWith('maxBreadcrumbs: 2'), {
    fails: ['breadcrumbs'],
    finds: ['breadcrumbs/missing'],
  }),
];

const TOLD =
  "    Sentry.captureException(error, { level: 'warning', contexts: { recommendations: { product_id: id } } });\n";

/** Wrong apps that `handled` must notice. */
export const handled: Mutant[] = [
  mutant(
    'swallowed',
    'The fallback works so well that nobody learns of it for a year.',
    { file: IN_ROUTES, find: TOLD, replace: '    void error;\n' },
    {
      fails: ['handled'],
      finds: ['handled/missing'],
    },
  ),
  mutant(
    'told-twice',
    'The error is captured, and a message beside it.',
    {
      file: IN_ROUTES,
      find: TOLD,
      replace: `${TOLD}    Sentry.captureMessage(\`fell back: \${String(error)}\`, 'warning');\n`,
    },
    { fails: ['handled'], finds: ['handled/repeated'] },
  ),
  mutant(
    'fallback-as-error',
    'What has a fallback is told as loudly as what has none.',
    {
      file: IN_ROUTES,
      find: TOLD,
      replace: '    Sentry.captureException(error, { contexts: { recommendations: { product_id: id } } });\n',
    },
    { fails: ['handled'], finds: ['handled/level'] },
  ),
  mutant(
    'fallback-as-unhandled',
    'What has a fallback is told as if it had crashed the request.',
    {
      file: IN_ROUTES,
      find: TOLD,
      replace:
        "    const context = { level: 'warning' as const, contexts: { recommendations: { product_id: id } } };\n    Sentry.captureException(error, { captureContext: context, mechanism: { type: 'generic', handled: false } });\n",
    },
    { fails: ['handled'], finds: ['handled/as-unhandled'] },
  ),
  mutant(
    'without-context',
    'The warning does not say for which product.',
    { file: IN_ROUTES, find: TOLD, replace: "    Sentry.captureException(error, { level: 'warning' });\n" },
    { fails: ['handled'], finds: ['handled/context'] },
  ),
  {
    id: 'product-of-the-module',
    story:
      'The product that is looked at is kept for the whole module: with two visitors at once it is that of the second.',
    edits: [
      {
        file: IN_ROUTES,
        find: "products.get('/:id/recommendations', async (req, res) => {\n  const { id } = await shop.catalogue.find(req.params.id);\n",
        replace:
          "let current = '';\nproducts.get('/:id/recommendations', async (req, res) => {\n  const { id } = await shop.catalogue.find(req.params.id);\n  current = id;\n",
      },
      { file: IN_ROUTES, find: 'product_id: id', replace: 'product_id: current' },
    ],
    ...alone('handled', 'context'),
  },
  {
    id: 'fallback-for-all',
    story: 'Whatever breaks behind the page, a database too, is a matter of the recommendations.',
    edits: [
      {
        file: IN_ROUTES,
        find: '  const { id } = await shop.catalogue.find(req.params.id);\n  try {\n',
        replace: '  const { id } = req.params;\n  try {\n    await shop.catalogue.find(id);\n',
      },
      {
        file: IN_ROUTES,
        find: '  } catch (error) {\n    Sentry.captureException(error, {',
        replace:
          '  } catch (error) {\n    if (error instanceof ShopError) throw error;\n    Sentry.captureException(error, {',
      },
    ],
    fails: ['captured-once'],
    finds: ['captured-once/answer'],
  },
  mutant(
    'empty-page',
    'The failure is told, and the customer gets nothing.',
    {
      file: IN_ROUTES,
      find: "res.json({ source: 'bestsellers', products: shop.recommendations.bestsellers() });",
      replace: "res.json({ source: 'bestsellers', products: [] });",
    },
    { fails: ['handled'], finds: ['handled/answer'] },
  ),
];
