import { expect, test } from 'vitest';
import { EMPTY_RUN } from '../../evidence/empty.ts';
import type { Exchange } from '../../evidence/evidence.ts';
import { secretsOf } from './secrets.ts';

const EXCHANGE: Exchange = {
  index: 0,
  service: 'shop',
  method: 'POST',
  path: '/orders',
  route: '/orders',
  requestHeaders: [],
  requestBody: null,
  outcome: 'answered',
  error: null,
  status: 201,
  responseHeaders: [],
  responseBody: '',
  expectedStatus: 201,
  sentTick: 1,
  endedTick: 2,
  waitMs: 0,
  facts: {},
};

/** Kind, name and value of each secret of one request. */
function secrets(exchange: Partial<Exchange>): string[] {
  const run = { ...EMPTY_RUN, exchanges: [{ ...EXCHANGE, ...exchange }] };
  return secretsOf(run).map(({ kind, name, value }) => `${kind} ${name} ${value}`);
}

test('headers: each cookie, the token without its scheme, the address', () => {
  expect(
    secrets({
      requestHeaders: [
        ['Authorization', 'Bearer ses_1'],
        ['Cookie', 'sid=a1; basket=b2'],
        ['X-Gift-Card', 'gift_1'],
        ['X-Forwarded-For', '2001:db8::1'],
        ['X-Request-ID', 'req_1'],
        ['User-Agent', 'curl'],
      ],
    }),
  ).toEqual([
    'header authorization ses_1',
    'header cookie a1',
    'header cookie b2',
    'header x-gift-card gift_1',
    'ip x-forwarded-for 2001:db8::1',
  ]);
});

test('the query: all but the category', () => {
  expect(secrets({ path: '/products?category=lamps&token=t_1&email=a%40example.com' })).toEqual([
    'query token t_1',
    'query email a@example.com',
  ]);
});

test('bodies: what was sent, and what was answered', () => {
  const body = {
    email: 'a@example.com',
    password: 'pw_1',
    payment: { method: 'card', card: { number: '42', cvv: 'c' } },
  };
  expect(secrets({ requestBody: JSON.stringify(body), responseBody: '{"id":"u_1","apiKey":"key_1"}' })).toEqual([
    'email email a@example.com',
    'body password pw_1',
    'body card.number 42',
    'body card.cvv c',
    'body apiKey key_1',
  ]);
});

test('a password in a body that is no JSON', () => {
  expect(secrets({ requestBody: '{"password":"pw_1","email":}' })).toEqual(['body password pw_1']);
});

test('errors: what they quote, an address in parts as well, and what hangs on them', () => {
  const quoted = ['ada.lovelace+shop@example.com', '4242424242424'];
  expect(secrets({ facts: { quoted, secret: 'sk_1', token: 't' } })).toEqual([
    'message message ada.lovelace+shop@example.com',
    'message message ada',
    'message message lovelace',
    'message message shop',
    'message message 4242424242424',
    'error config.headers.authorization sk_1',
  ]);
});
