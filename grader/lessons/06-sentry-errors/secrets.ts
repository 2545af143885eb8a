import { factText, headerOf, type Exchange, type Run } from '../../evidence/evidence.ts';
import { sentField, textField } from '../shopper.ts';
import { bearerOf } from './truth.ts';

/** Something that must not leave the shop. */
export interface Secret {
  kind: 'header' | 'body' | 'query' | 'message' | 'error' | 'email' | 'ip';
  /** What people call it: `cookie`, `card.number`. */
  name: string;
  value: string;
}

/** A parameter of the shop's own: everybody may know it. */
const PUBLIC_PARAMETER = 'category';

/** Headers that everybody may know, as the reading lists them. */
const PUBLIC_HEADER =
  /^(?:user-agent|content-(?:type|length)|x-request-id|host|accept(?:-.*)?|connection|sentry-trace|baggage)$/i;

/** Headers that are several secrets in one, or of another kind than the rest. */
const SPECIAL_HEADER = /^(?:authorization|cookie|x-forwarded-for)$/i;

/** All that a run's requests, and the errors they met, had in them that is nobody's business. Each once. */
export function secretsOf(run: Run): Secret[] {
  const secrets = run.exchanges.flatMap((exchange) => [
    ...inHeaders(exchange),
    ...inQuery(exchange),
    ...inBody(exchange),
    ...inError(exchange),
  ]);
  return [...new Map(secrets.filter(({ value }) => value !== '').map((secret) => [secret.value, secret])).values()];
}

function inHeaders(exchange: Exchange): Secret[] {
  const header = (name: string): string => headerOf(exchange.requestHeaders, name) ?? '';
  const cookies = header('cookie')
    .split('; ')
    .map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [
    { kind: 'header', name: 'authorization', value: bearerOf(exchange) },
    ...cookies.map((value): Secret => ({ kind: 'header', name: 'cookie', value })),
    ...exchange.requestHeaders
      .filter(([name]) => !PUBLIC_HEADER.test(name) && !SPECIAL_HEADER.test(name))
      .map(([name, value]): Secret => ({ kind: 'header', name: name.toLowerCase(), value })),
    { kind: 'ip', name: 'x-forwarded-for', value: header('x-forwarded-for') },
  ];
}

function inQuery({ path }: Exchange): Secret[] {
  return [...new URLSearchParams(path.split('?')[1] ?? '')]
    .filter(([name]) => name !== PUBLIC_PARAMETER)
    .map(([name, value]) => ({ kind: 'query', name, value }));
}

function inBody(exchange: Exchange): Secret[] {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const { card } = (sentField(exchange, 'payment') as { card?: { number?: string; cvv?: string } } | undefined) ?? {};
  return [
    { kind: 'email', name: 'email', value: text(sentField(exchange, 'email')) },
    { kind: 'body', name: 'password', value: passwordIn(exchange) },
    { kind: 'body', name: 'card.number', value: text(card?.number) },
    { kind: 'body', name: 'card.cvv', value: text(card?.cvv) },
    { kind: 'body', name: 'apiKey', value: textField(exchange, 'apiKey') },
    { kind: 'body', name: 'token', value: textField(exchange, 'token') },
    { kind: 'body', name: 'token', value: text(sentField(exchange, 'token')) },
  ];
}

/** Also of a body that is no JSON. */
const passwordIn = ({ requestBody }: Exchange): string => /"password":"([^"]+)"/.exec(requestBody ?? '')?.[1] ?? '';

function inError({ facts }: Exchange): Secret[] {
  return [
    ...quotedIn(facts).map((value): Secret => ({ kind: 'message', name: 'message', value })),
    { kind: 'error', name: 'config.headers.authorization', value: factText(facts, 'secret') },
  ];
}

/** What an error's message quotes; of an address also its parts, since half of it is still somebody's. */
function quotedIn({ quoted }: Exchange['facts']): string[] {
  const texts = Array.isArray(quoted) ? quoted.filter((text) => typeof text === 'string') : [];
  return texts.flatMap((text) => [text, ...(text.includes('@') ? (text.split('@')[0] ?? '').split(/[.+]/) : [])]);
}
