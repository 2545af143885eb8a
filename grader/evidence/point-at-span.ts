import type { Pointer } from './evidence.ts';
import { excerptOf } from './excerpt.ts';
import type { Span } from './spans.ts';

/** Points at a span, and at one of its attributes if one is named. */
export function pointAtSpan(run: string, span: Span, attribute?: string): Pointer {
  const { name, sender, service, kind, status, attributes } = span;
  const words = [sender === '' ? service : sender, kind, ...(status.code === 'unset' ? [] : [status.code])];
  const head = `${name} (${words.join(', ')})`;
  const part = attribute === undefined ? '' : `${attribute}=${JSON.stringify(attributes[attribute])}`;
  const { excerpt, mark } = excerptOf(part === '' ? head : `${head} ${part}`, head.length + 1, part.length);
  return { channel: 'otlp', run, service: sender, excerpt, ...(mark === undefined ? {} : { mark }) };
}
