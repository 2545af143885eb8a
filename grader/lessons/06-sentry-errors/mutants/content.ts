import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { collecting, IN_INIT, IN_ROUTES, IN_SCRUB, IN_TRAIL, initWith, sendingWith } from './edit.ts';

/** Wrong apps that `identity` must notice. */
export const identity: Mutant[] = [
  mutant(
    'release-forgotten',
    'The release stands in the code, and nobody thinks of it when the next one is built.',
    initWith("release: 'shop@2.4.1'"),
    {
      fails: ['identity'],
      finds: ['identity/release'],
    },
  ),
  mutant(
    'environment-from-node-env',
    'The environment is taken from NODE_ENV, which is the same everywhere.',
    initWith("environment: process.env.NODE_ENV ?? 'production'"),
    { fails: ['identity'], finds: ['identity/environment'] },
  ),
  mutant(
    'release-taken-for-address',
    'The pattern for e-mail addresses is so wide that it takes the release for one, on every span.',
    {
      file: IN_SCRUB,
      find: String.raw`/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi`,
      replace: String.raw`/[\w.+-]+@[\w.-]+/gi`,
    },
    { fails: ['identity'], finds: ['identity/release'] },
  ),
];

/** Wrong apps that `scrubbing` must notice. */
export const scrubbing: Mutant[] = [
  mutant(
    'headers-collected',
    'All headers are collected, because the SDK filters the dangerous ones: those it knows.',
    collecting(
      "httpHeaders: { request: { allow: ['user-agent', 'content-type', 'content-length'] }, response: false }",
      'httpHeaders: true',
    ),
    { fails: ['scrubbing'], finds: ['scrubbing/header'] },
  ),
  mutant(
    'headers-denied',
    'Headers are collected but for a list of those that somebody has thought of.',
    collecting(
      "httpHeaders: { request: { allow: ['user-agent', 'content-type', 'content-length'] }, response: false }",
      "httpHeaders: { request: { deny: ['x-gift-card', 'x-api-key', 'forwarded', 'authorization', 'cookie'] }, response: false }",
    ),
    alone('scrubbing', 'header'),
  ),
  mutant(
    'query-denied',
    'Parameters are collected but for a list of those that somebody has thought of.',
    collecting("urlQueryParams: { allow: ['category'] }", "urlQueryParams: { deny: ['token', 'email', 'voucher'] }"),
    alone('scrubbing', 'query'),
  ),
  mutant(
    'cookies-collected',
    'Cookies are collected: the SDK filters those whose names it knows.',
    collecting('    cookies: false,\n', ''),
    { fails: ['scrubbing'], finds: ['scrubbing/header'] },
  ),
  mutant(
    'cookies-denied',
    'Cookies are collected but for those that somebody has thought of.',
    collecting('    cookies: false,\n', "    cookies: { deny: ['sid', 'basket'] },\n"),
    alone('scrubbing', 'header'),
  ),
  mutant('bodies-collected', 'Bodies are collected, as they are by default.', collecting('    httpBodies: [],\n', ''), {
    fails: ['scrubbing'],
    finds: ['scrubbing/body'],
  }),
  {
    id: 'bodies-scrubbed-in-events-only',
    story: 'Bodies are taken out of events; spans bring the same body, and never pass there.',
    edits: [collecting('    httpBodies: [],\n', ''), sendingWith('delete sent.request?.data;')],
    fails: ['scrubbing'],
    finds: ['scrubbing/body'],
  },
  mutant(
    'query-collected',
    'The query is collected: the SDK filters the parameters whose names it knows.',
    collecting("urlQueryParams: { allow: ['category'] }", 'urlQueryParams: true'),
    { fails: ['scrubbing'], finds: ['scrubbing/query'] },
  ),
  mutant(
    'addresses-collected',
    'The address of every customer is kept, as it is by default.',
    collecting('    userInfo: false,\n', ''),
    { fails: ['scrubbing'], finds: ['scrubbing/ip'] },
  ),
  mutant(
    'words-as-they-are',
    'The words of an error are sent as the database said them.',
    {
      file: IN_SCRUB,
      find: 'if (exception.value !== undefined) exception.value = scrubText(exception.value);',
      replace: 'if (exception.value === undefined) exception.value = scrubText(exception.type ?? "");',
    },
    { fails: ['scrubbing'], finds: ['scrubbing/message'] },
  ),
  mutant(
    'cards-of-one-kind',
    'A card number is taken to have sixteen digits and to begin with 4.',
    {
      file: IN_SCRUB,
      find: String.raw`/\b(?:\d[ -]?){12,18}\d\b/g`,
      replace: String.raw`/\b4\d{15}\b/g`,
    },
    alone('scrubbing', 'message'),
  ),
  mutant(
    'plain-addresses-only',
    'An e-mail address is taken to be a word, an @ and something with .com.',
    {
      file: IN_SCRUB,
      find: String.raw`/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi`,
      replace: String.raw`/[a-z0-9]+@\w+\.com/gi`,
    },
    alone('scrubbing', 'message'),
  ),
  mutant(
    'words-of-spans',
    'Errors are scrubbed, and the status of a span that failed quotes them.',
    {
      file: IN_INIT,
      find: '  beforeSendSpan: scrubSpan,\n',
      replace: '  beforeSendSpan: (span) => (span.is_segment ? scrubSpan(span) : span),\n',
    },
    { fails: ['scrubbing'], finds: ['scrubbing/message'] },
  ),
  mutant(
    'error-data-attached',
    'Whatever hangs on an error is sent along: the request it had made, with its credentials.',
    initWith('integrations: [Sentry.extraErrorDataIntegration({ depth: 6 })],\n  normalizeDepth: 8'),
    { fails: ['scrubbing'], finds: ['scrubbing/error'] },
  ),
  mutant(
    'body-as-extra',
    'The body is put on the event by hand, where no filter looks.',
    {
      file: IN_ROUTES,
      find: '  const { cartId, payment } = req.body;\n',
      replace: "  const { cartId, payment } = req.body;\n  Sentry.setContext('card', { ...payment?.card });\n",
    },
    { fails: ['scrubbing'], finds: ['scrubbing/body'] },
  ),
  mutant(
    'keys-on-the-trail',
    'A breadcrumb of a query tells what was looked up: sessions are looked up by their tokens, customers by their addresses.',
    {
      file: IN_TRAIL,
      find: "{ category: 'query', message: statement.text }",
      replace: "{ category: 'query', message: statement.text, data: { key: statement.key } }",
    },
    { fails: ['scrubbing'], finds: ['scrubbing/header', 'scrubbing/email'] },
  ),
  mutant(
    'user-with-email',
    'The customer is named with the e-mail address, as in many tutorials.',
    {
      file: IN_ROUTES,
      find: 'Sentry.setUser({ id: account.id });',
      replace: 'Sentry.setUser({ id: account.id, email: account.email });',
    },
    { fails: ['scrubbing', 'user-context'], finds: ['scrubbing/email', 'user-context/surplus'] },
  ),
];

/** Wrong apps that `user-context` must notice. */
export const userContext: Mutant[] = [
  mutant(
    'user-for-all',
    'The user is set for the whole process: every error is that of whoever came last.',
    {
      file: IN_ROUTES,
      find: 'Sentry.setUser({ id: account.id });',
      replace: 'Sentry.getGlobalScope().setUser({ id: account.id });',
    },
    { fails: ['user-context'], finds: ['user-context/foreign', 'user-context/nobody'] },
  ),
  mutant(
    'user-unknown',
    'Nobody says whose request it was.',
    { file: IN_ROUTES, find: '  Sentry.setUser({ id: account.id });\n', replace: '' },
    { fails: ['user-context'], finds: ['user-context/missing'] },
  ),
  mutant(
    'user-with-name',
    'The customer has a name too: the part of the e-mail address in front of the @.',
    {
      file: IN_ROUTES,
      find: 'Sentry.setUser({ id: account.id });',
      replace: "Sentry.setUser({ id: account.id, username: account.email.split('@')[0] ?? '' });",
    },
    alone('user-context', 'surplus'),
  ),
  mutant(
    'address-by-request',
    'No address is sent, and Sentry is asked to write down the one that it sees.',
    {
      file: IN_ROUTES,
      find: 'Sentry.setUser({ id: account.id });',
      replace: "Sentry.setUser({ id: account.id, ip_address: '{{auto}}' });",
    },
    alone('user-context', 'surplus'),
  ),
  mutant(
    'guest-of-the-fallback',
    'Where a page falls back, the visitor is called anonymous.',
    sendingWith("if (sent.level === 'warning') sent.user = { id: 'anonymous' };"),
    alone('user-context', 'nobody'),
  ),
  mutant(
    'guest',
    'Who is not logged in is called guest: one customer with thousands of errors.',
    sendingWith("sent.user ??= { id: 'guest' };"),
    { fails: ['user-context'], finds: ['user-context/nobody'] },
  ),
];
