import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { answeringWith, IN_APP, IN_ERRORS, IN_INIT, IN_ROUTES, initWith, sendingWith } from './edit.ts';

/** Wrong apps that `init-first` must notice. */
export const initFirst: Mutant[] = [
  {
    id: 'late-init',
    story: 'Sentry is initialised when Express is there already: errors come by the error handler, routes do not.',
    edits: [
      { file: IN_INIT, find: 'Sentry.init({', replace: 'export const startSentry = () => Sentry.init({' },
      {
        file: IN_APP,
        find: "import { log } from './logger.ts';",
        replace: "import { startSentry } from './instrument.ts';\nimport { log } from './logger.ts';",
      },
      { file: IN_APP, find: 'leaveBreadcrumbs();\n', replace: 'startSentry();\nleaveBreadcrumbs();\n' },
      {
        file: IN_APP,
        find: 'app.use(answerError);',
        replace: 'Sentry.setupExpressErrorHandler(app);\napp.use(answerError);',
      },
    ],
    fails: ['init-first'],
    finds: ['init-first/transaction', 'init-first/segment'],
  },
  mutant(
    'transaction-with-path',
    'The path is put into the transaction, to have the id at hand: every order is a transaction of its own.',
    sendingWith(
      "sent.transaction = `${sent.request?.method ?? 'GET'} ${new URL(sent.request?.url ?? 'http://x/').pathname}`;",
    ),
    { fails: ['init-first'], finds: ['init-first/transaction'] },
  ),
  mutant(
    'warning-with-path',
    'What has a fallback is told by hand, and so is its transaction: with the path.',
    sendingWith("if (sent.level === 'warning') sent.transaction = `GET ${new URL(sent.request?.url ?? '').pathname}`;"),
    alone('init-first', 'transaction'),
  ),
  mutant(
    'segment-named-after-service',
    'Every request has the same name: the service.',
    {
      file: IN_INIT,
      find: 'beforeSendSpan: scrubSpan',
      replace: "beforeSendSpan: (span) => scrubSpan({ ...span, name: 'shop' })",
    },
    { fails: ['init-first'], finds: ['init-first/segment'] },
  ),
  mutant(
    'never-initialised',
    'Sentry is imported, and never initialised.',
    { file: IN_INIT, find: 'Sentry.init({', replace: 'export const options = () => ({' },
    {
      fails: ['init-first', 'captured-once', 'identity', 'handled', 'sampling', 'flush'],
      finds: ['init-first/nothing', 'captured-once/missing', 'identity/none', 'sampling/no-segments'],
    },
  ),
];

/** Wrong apps that `captured-once` must notice. */
export const capturedOnce: Mutant[] = [
  mutant(
    'not-captured',
    'Whatever Express sees is left to the error handler, and that one forgets it.',
    initWith('integrations: [Sentry.expressIntegration({ shouldHandleError: false })]'),
    { fails: ['captured-once', 'flush', 'sampling'], finds: ['captured-once/missing', 'flush/stop-lost'] },
  ),
  mutant(
    'dropped-while-busy',
    'Only some of the errors that come at once are sent.',
    sendingWith('if (event.transaction === "POST /orders" && event.level !== "fatal") return null;'),
    { fails: ['captured-once', 'sampling'], finds: ['captured-once/missing', 'sampling/errors-sampled'] },
  ),
  mutant(
    'captured-and-wrapped',
    'The error is captured where it is caught, and what it is wrapped in where it arrives: two issues for one bug.',
    {
      file: IN_ROUTES,
      find: '    throw new OrderFailed(error);',
      replace: '    Sentry.captureException(error);\n    throw new OrderFailed(error);',
    },
    { fails: ['captured-once'], finds: ['captured-once/repeated'] },
  ),
  {
    id: 'message-beside-error',
    story: 'Beside the error a message about it is sent.',
    edits: answeringWith(
      "Sentry.captureMessage(`request failed: ${String(error)} ${String((error as Error).cause ?? '')}`, 'error');",
    ),
    fails: ['captured-once'],
    finds: ['captured-once/repeated'],
  },
  {
    id: 'captured-by-hand',
    story: 'The error handler captures, and so every crash of a request looks as if somebody had taken care of it.',
    edits: [
      initWith('integrations: [Sentry.expressIntegration({ shouldHandleError: false })]'),
      ...answeringWith('Sentry.captureException(error);'),
    ],
    fails: ['captured-once'],
    finds: ['captured-once/handled'],
  },
  {
    id: 'posted-by-hand',
    story: 'What an old tutorial says is done too: the error is posted to an endpoint that Sentry no longer has.',
    edits: answeringWith(
      "const { SENTRY_DSN } = process.env;\n    if (SENTRY_DSN) void fetch(`${new URL(SENTRY_DSN).origin}/api/42/store/`, { method: 'POST', body: '{}' }).catch(() => {});",
    ),
    fails: ['captured-once'],
    finds: ['captured-once/refused'],
  },
  mutant(
    'crash-told-again',
    'Beside the crash a message about it is sent.',
    {
      file: IN_APP,
      find: '  void Sentry.flush(',
      replace: '  Sentry.captureMessage(`crashed: ${String(thrown)}`, "fatal");\n  void Sentry.flush(',
    },
    alone('captured-once', 'repeated'),
  ),
  {
    id: 'crash-by-hand',
    story: "Sentry's own listener is taken out, and the app's captures: a crash that somebody took care of.",
    edits: [
      initWith("integrations: (all) => all.filter(({ name }) => name !== 'OnUncaughtException')"),
      {
        file: IN_APP,
        find: '  void Sentry.flush(',
        replace: '  Sentry.captureException(thrown);\n  void Sentry.flush(',
      },
    ],
    ...alone('captured-once', 'handled'),
  },
  mutant(
    'crash-without-stack',
    'What brings the process down is sent without its stack.',
    sendingWith(
      "if (sent.level === 'fatal') for (const value of sent.exception?.values ?? []) delete value.stacktrace;",
    ),
    alone('captured-once', 'stack'),
  ),
  mutant(
    'bad-carts-only',
    'What goes wrong with a cart is held to be the fault of whoever filled it.',
    {
      file: IN_ROUTES,
      find: 'await shop.carts.create(res.locals.account!, req.body.items);',
      replace:
        "await shop.carts.create(res.locals.account!, req.body.items).catch((error) => {\n    throw error instanceof ShopError ? error : new ShopError('invalid_request', 'no such cart');\n  });",
    },
    { fails: ['captured-once'], finds: ['captured-once/missing', 'captured-once/answer'] },
  ),
  mutant(
    'cause-dropped',
    'What the error is wrapped in does not know its cause: the stack ends where it was wrapped.',
    {
      file: IN_ERRORS,
      find: "super('the order could not be placed', { cause });",
      replace: "super(`the order could not be placed: ${cause instanceof Error ? cause.message : ''}`);",
    },
    { fails: ['captured-once'], finds: ['captured-once/stack'] },
  ),
  mutant(
    'stack-thrown-away',
    'Stacks are left out, to save on size.',
    sendingWith('for (const value of sent.exception?.values ?? []) delete value.stacktrace;'),
    { fails: ['captured-once'], finds: ['captured-once/stack'] },
  ),
  mutant(
    'event-id-for-customer',
    'The answer tells the error, so that customers can report it.',
    {
      file: IN_ERRORS,
      find: "res.status(500).json({ error: 'internal_error' });",
      replace: 'res.status(500).json({ error: String(error) });',
    },
    { fails: ['captured-once'], finds: ['captured-once/answer'] },
  ),
];
