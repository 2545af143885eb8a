import { request, type Agent, type ClientRequest } from 'node:http';
import type { Exchange, Header } from '../evidence/evidence.ts';

/** One HTTP request, complete: nothing is added but Host and Content-Length. */
export interface HttpRequest {
  port: number;
  method: string;
  path: string;
  headers: readonly Header[];
  body: string | null;
  agent: Agent | false;
  /** Total time in milliseconds, whatever the server does with it. */
  deadlineMs: number;
  bodyBytes: number;
  /** Aborts the request from outside: the client hangs up, and the result is there when the server has noticed. */
  signal?: AbortSignal;
}

/** What came back. */
export type HttpResult = Pick<Exchange, 'outcome' | 'error' | 'status' | 'responseHeaders' | 'responseBody'>;

/** What came back, its body as it came over the wire. */
export type RawHttpResult = Omit<HttpResult, 'responseBody'> & {
  bytes: Buffer;
  /** Whether the body went on after what was kept. */
  cut: boolean;
};

/** How long a server may take to notice that its client has hung up, in milliseconds; then the connection is destroyed. */
const NOTICE_MS = 2_000;

/** Sends one request and never throws: what goes wrong is part of the result. */
export async function send(plan: HttpRequest): Promise<HttpResult> {
  const { bytes, cut: _, ...result } = await sendForBytes(plan);
  return { ...result, responseBody: bytes.toString('utf8') };
}

/** Like `send`, for a body that is no text until it is decoded. */
export function sendForBytes(plan: HttpRequest): Promise<RawHttpResult> {
  const { promise, resolve } = Promise.withResolvers<RawHttpResult>();
  const result = { status: null as number | null, responseHeaders: [] as Header[], bytes: Buffer.alloc(0), cut: false };
  let outgoing: ClientRequest | undefined;
  let isAborted = false;
  const giveUp = (): void => {
    settle('timeout', `no complete answer within ${plan.deadlineMs} ms`);
    outgoing?.destroy();
  };
  let deadline = setTimeout(giveUp, plan.deadlineMs);
  function settle(outcome: HttpResult['outcome'], error: string | null = null): void {
    clearTimeout(deadline);
    plan.signal?.removeEventListener('abort', hangUp);
    resolve({ ...result, ...(isAborted ? { outcome: 'aborted', error: null } : { outcome, error }) });
  }
  /**
   * Closes the client's half: a server that has noticed closes its own. Of a connection that is destroyed nothing comes back, and on a
   * busy machine the news of its end may be overtaken by what comes over others.
   */
  function hangUp(): void {
    isAborted = true;
    clearTimeout(deadline);
    deadline = setTimeout(giveUp, NOTICE_MS);
    outgoing?.socket?.end();
  }
  const length: Header[] = plan.body === null ? [] : [['Content-Length', String(Buffer.byteLength(plan.body))]];

  try {
    outgoing = request({
      host: '127.0.0.1',
      port: plan.port,
      method: plan.method,
      path: plan.path,
      agent: plan.agent,
      headers: [['Host', `127.0.0.1:${plan.port}`], ...plan.headers, ...length].flat(),
      setDefaultHeaders: false,
      joinDuplicateHeaders: true,
    });
  } catch (error) {
    // What HTTP cannot carry (a line end in a header, a space in a path) fails like what is not answered.
    settle('failed', (error as NodeJS.ErrnoException).code ?? String(error));
    return promise;
  }
  if (plan.signal?.aborted === true) {
    settle('aborted');
    outgoing.destroy();
  }
  plan.signal?.addEventListener('abort', hangUp);
  outgoing.on('response', (response) => {
    result.status = response.statusCode ?? null;
    result.responseHeaders = pairs(response.rawHeaders);
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      if (size < plan.bodyBytes) chunks.push(chunk.subarray(0, plan.bodyBytes - size));
      size += chunk.length;
    });
    response.on('end', () => {
      result.bytes = Buffer.concat(chunks);
      result.cut = size > plan.bodyBytes;
      settle('answered');
    });
    response.on('error', (error: NodeJS.ErrnoException) => settle('failed', error.code ?? error.message));
  });
  outgoing.on('error', (error: NodeJS.ErrnoException) => settle('failed', error.code ?? error.message));
  outgoing.end(plan.body ?? undefined);
  return promise;
}

function pairs(raw: readonly string[]): Header[] {
  return Array.from({ length: raw.length / 2 }, (_, index): Header => [raw[2 * index] ?? '', raw[2 * index + 1] ?? '']);
}
