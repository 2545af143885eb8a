import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SentryRefusalCode } from '../../../evidence/sentry.ts';
import { collectBody } from '../intake/body.ts';
import { encodingOf } from '../intake/decompress.ts';
import { nameOf, pairsOf } from '../intake/requests.ts';
import { STATUSES, type Answer } from './answers.ts';
import type { Intake, Reason } from './intake.ts';
import { keyOf } from './keys.ts';

/** The first byte of a TLS record that begins a handshake. */
const HANDSHAKE = 0x16;
const PATH = /^\/api\/(\d+)\/(?:envelope|(integration\/otlp)\/v1\/(?:traces|logs))\/?$/;

/** Sentry's endpoints of envelopes and of OTLP over HTTP/1.1. It does not listen yet. */
export function createHttp(intake: Intake): Server {
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => void answer(request, response, intake));
  return server.on('clientError', (error, socket) => refuseBytes(error, socket, intake));
}

async function answer(request: IncomingMessage, response: ServerResponse, intake: Intake): Promise<void> {
  request.on('error', () => {}); // `collectBody` sees it; what is refused unread does not matter
  const outcome = findReason(request, intake) ?? (await take(request, intake));
  if ('code' in outcome) return refuse(request, response, outcome, intake);
  send(response, outcome);
}

/** Why a request is not even read. */
function findReason(request: IncomingMessage, intake: Intake): Reason | undefined {
  const because = (code: SentryRefusalCode, detail = ''): Reason => ({ code, detail });
  const { path, key } = addressOf(request);
  const { credentials, limits } = intake;
  if (intake.exceeded()) return because('exceeded');
  const project = PATH.exec(path)?.[1];
  if (project === undefined) return because('unknown-path');
  if (request.method !== 'POST') return because('wrong-method');
  if (project !== credentials.project) return because('wrong-project');
  if (key !== undefined && key !== credentials.key) return because('wrong-key');
  const encoding = request.headers['content-encoding'];
  if (encodingOf(encoding) === undefined) return because('wrong-encoding', encoding);
  if (Number(request.headers['content-length']) > limits.sentBytes) return because('too-large');
  return undefined;
}

async function take(request: IncomingMessage, intake: Intake): Promise<Answer | Reason> {
  const body = await collectBody(request, intake, () => request.complete);
  if (typeof body === 'string') return { code: body, detail: '' };
  // What OpenTelemetry exports to Sentry is taken as Sentry takes it, and not looked at.
  const { path, key } = addressOf(request);
  if (PATH.exec(path)?.[2] !== undefined)
    return key === undefined ? { code: 'missing-key', detail: '' } : { status: 200, headers: {}, body: {} };
  return intake.take({
    headers: pairsOf(request.rawHeaders),
    key,
    body,
    encoding: encodingOf(request.headers['content-encoding']) ?? 'identity',
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, { code, detail }: Reason, intake: Intake): void {
  request.resume();
  const status = code === 'cut-short' ? null : STATUSES[code];
  intake.refuse({ code, what: nameOf(request.method ?? '', addressOf(request).path), detail, status });
  if (status === null) return;
  const headers: Record<string, string> = code === 'wrong-method' ? { Allow: 'POST' } : {};
  send(response, { status, headers, body: { detail: code, causes: detail === '' ? [] : [detail] } });
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** What came is not HTTP, or ceased to be. */
function refuseBytes(error: Error & { code?: string; rawPacket?: Buffer }, socket: Duplex, intake: Intake): void {
  // A connection that ends too early is no other language: the request that it cut short is named, if one had begun.
  if (error.code?.startsWith('HPE_') === true && error.code !== 'HPE_INVALID_EOF_STATE') {
    const code: SentryRefusalCode = error.rawPacket?.[0] === HANDSHAKE ? 'tls' : 'not-http';
    intake.refuse({ code, what: '', detail: error.code, status: STATUSES[code] });
    if (socket.writable) socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  }
  socket.destroy();
}

/** The path is told in refusals, the query is not: it holds a key. */
function addressOf({ url = '', headers }: IncomingMessage): { path: string; key: string | undefined } {
  const [path = '', query = ''] = url.split('?', 2);
  const header = headers['x-sentry-auth'];
  return { path, key: keyOf(Array.isArray(header) ? header[0] : header, new URLSearchParams(query)) };
}
