import { context, propagation, SpanKind } from '@opentelemetry/api';
import { fail, inSpan } from './step.ts';

/** What came back, read to its end. */
export interface Answer {
  ok: boolean;
  status: number;
  text: string;
}

/**
 * `fetch` in a client span, which the other side's spans will be below of. `template` is the path as it is without ids.
 * @throws {FetchFailed} when there is no answer, or only half of one
 */
export async function tracedFetch(url: URL, template: string, init: RequestInit): Promise<Answer> {
  const method = init.method ?? 'GET';
  const attributes = {
    'http.request.method': method,
    'url.full': `${url.origin}${url.pathname}`,
    'url.template': template,
    'server.address': url.hostname,
    'server.port': Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
  };
  return await inSpan(`${method} ${template}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    const headers: Record<string, string> = { ...(init.headers as Record<string, string> | undefined) };
    propagation.inject(context.active(), headers);
    try {
      const response = await fetch(url, { ...init, headers });
      span.setAttribute('http.response.status_code', response.status);
      const text = await response.text();
      if (!response.ok) fail(span, String(response.status));
      return { ok: response.ok, status: response.status, text };
    } catch (error) {
      throw new FetchFailed(error as Error);
    }
  });
}

/** There was no answer; `code` says how that came. */
export class FetchFailed extends Error {
  readonly code: string | undefined;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.name = 'FetchFailed';
    this.code = (cause.cause as { code?: string } | undefined)?.code;
  }
}
