import { context, propagation, SpanKind, trace, type Attributes } from '@opentelemetry/api';
import type { Request } from 'express';
import { traced } from '../tracing/traced.ts';
import { Refused, Unreachable } from './errors.ts';

interface Question {
  /** Where the template's `:id` is. */
  id?: string;
  query?: Request['query'];
  /** Sent as JSON, by POST. */
  body?: unknown;
}

/**
 * Asks another service, in a client span: `template` is the route there, and names the span.
 * @throws {Refused} when it answers with an error
 * @throws {Unreachable} when it does not answer
 */
export const ask = traced(
  async (service: string, template: string, question: Question = {}): Promise<unknown> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    propagation.inject(context.active(), headers);
    const { response, answer } = await fetchJson(addressOf(service, template, question), {
      method: methodOf(question),
      headers,
      ...(question.body !== undefined && { body: JSON.stringify(question.body) }),
    });
    trace.getActiveSpan()?.setAttribute('http.response.status_code', response.status);
    if (response.ok) return answer;
    throw new Refused(response.status, answer);
  },
  {
    name: (_service, template, question = {}) => `${methodOf(question)} ${template}`,
    kind: SpanKind.CLIENT,
    before: describe,
    failed(error, span) {
      if (error instanceof Refused) span.setAttribute('error.type', String(error.status));
      else span.recordException(error);
    },
  },
);

function describe(service: string, template: string, question: Question = {}): Attributes {
  const { origin, pathname, hostname, port } = addressOf(service, template, question);
  return {
    'http.request.method': methodOf(question),
    'url.full': origin + pathname,
    'url.template': template,
    'server.address': hostname,
    'server.port': Number(port) || 80,
  };
}

async function fetchJson(url: URL, init: RequestInit): Promise<{ response: Response; answer: unknown }> {
  try {
    const response = await fetch(url, init);
    return { response, answer: await response.json() };
  } catch (error) {
    throw new Unreachable(error as Error);
  }
}

function methodOf({ body }: Question): string {
  return body === undefined ? 'GET' : 'POST';
}

function addressOf(service: string, template: string, { id = '', query = {} }: Question): URL {
  const url = new URL(
    template.replace(':id', () => encodeURIComponent(id)),
    service,
  );
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') url.searchParams.set(name, value);
  return url;
}
