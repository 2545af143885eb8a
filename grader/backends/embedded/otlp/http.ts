import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OtlpProtocol, OtlpRefusalCode } from '../../../evidence/otlp.ts';
import { collectBody } from '../intake/body.ts';
import { nameOf, pairsOf } from '../intake/requests.ts';
import { HTTP_PATHS, STATUSES } from './answers.ts';
import { encodeStatus } from './decode.ts';
import type { Intake, Reason } from './intake.ts';

const PROTOCOLS = new Map<string, OtlpProtocol>([
  ['application/x-protobuf', 'http/protobuf'],
  ['application/json', 'http/json'],
]);

/** The first byte of a TLS record that begins a handshake. */
const HANDSHAKE = 0x16;

/** What the parser has against bytes, where that is not that they are no HTTP. */
const PARSER_CODES = new Map<string, OtlpRefusalCode>([
  ['HPE_INVALID_EOF_STATE', 'cut-short'],
  ['HPE_HEADER_OVERFLOW', 'too-large'],
]);

/** OTLP over HTTP/1.1 (https://opentelemetry.io/docs/specs/otlp/#otlphttp). It listens on nothing: connections are handed to it. */
export function createHttp(intake: Intake): Server {
  const latest = new WeakMap<Duplex, IncomingMessage>();
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    latest.set(request.socket, request);
    void answer(request, response, intake);
  });
  return server.on('clientError', (error, socket) => {
    // A request that is under way names itself, when its connection goes.
    if (latest.get(socket)?.complete !== false) refuseBytes(error, socket, intake);
    socket.destroy();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, intake: Intake): Promise<void> {
  const protocol = PROTOCOLS.get(mediaTypeOf(request.headers['content-type']));
  request.on('error', () => {}); // `collectBody` sees it; what is refused unread does not matter
  const refusal = findReason(request, protocol, intake) ?? (await take(request, protocol ?? 'http/json', intake));
  if (refusal !== undefined) return refuse(request, response, refusal, intake);
  // An empty message: everything was accepted, so there is no `partial_success`.
  const isJson = protocol === 'http/json';
  response.writeHead(200, { 'Content-Type': isJson ? 'application/json' : 'application/x-protobuf' });
  response.end(isJson ? '{}' : undefined);
}

/** Why a request is not even read. */
function findReason(
  { url, method, headers }: IncomingMessage,
  protocol: OtlpProtocol | undefined,
  intake: Intake,
): Reason | undefined {
  const because = (code: OtlpRefusalCode, detail = ''): Reason => ({ code, detail });
  if (intake.exceeded()) return because('exceeded');
  if (!HTTP_PATHS.has(pathOf(url))) return because('unknown-path');
  if (method !== 'POST') return because('wrong-method');
  if (protocol === undefined) return because('wrong-content-type', headers['content-type'] ?? '');
  const encoding = encodingOf(headers['content-encoding']);
  if (encoding !== 'identity' && encoding !== 'gzip') return because('wrong-encoding', encoding);
  if (Number(headers['content-length']) > intake.limits.sentBytes) return because('too-large');
  return undefined;
}

async function take(request: IncomingMessage, protocol: OtlpProtocol, intake: Intake): Promise<Reason | undefined> {
  const body = await collectBody(request, intake, () => request.complete);
  if (typeof body === 'string') return { code: body, detail: '' };
  return intake.take({
    signal: HTTP_PATHS.get(pathOf(request.url)) ?? 'traces',
    protocol,
    headers: pairsOf(request.rawHeaders),
    body,
    gzip: encodingOf(request.headers['content-encoding']) === 'gzip',
  });
}

function refuse(request: IncomingMessage, response: ServerResponse, { code, detail }: Reason, intake: Intake): void {
  request.resume();
  const status = code === 'cut-short' ? null : STATUSES[code].http;
  const what = nameOf(request.method ?? '', request.url ?? '');
  intake.refuse({ code, what, detail, status, grpc: false });
  if (status === null) return;
  const isProtobuf = PROTOCOLS.get(mediaTypeOf(request.headers['content-type'])) === 'http/protobuf';
  const message = detail === '' ? code : `${code}: ${detail}`;
  response.writeHead(status, {
    'Content-Type': isProtobuf ? 'application/x-protobuf' : 'application/json',
    ...(code === 'wrong-method' ? { Allow: 'POST' } : {}),
  });
  response.end(
    isProtobuf ? encodeStatus(STATUSES[code].grpc, message) : JSON.stringify({ code: STATUSES[code].grpc, message }),
  );
}

/** What came is not HTTP, or not a whole head of it. */
function refuseBytes(error: Error & { code?: string; rawPacket?: Buffer }, socket: Duplex, intake: Intake): void {
  if (error.code?.startsWith('HPE_') !== true) return;
  const isTls = error.rawPacket?.[0] === HANDSHAKE;
  const code = PARSER_CODES.get(error.code) ?? (isTls ? 'tls' : 'not-http');
  const status = code === 'cut-short' ? null : STATUSES[code].http;
  intake.refuse({ code, what: '', detail: error.code, status, grpc: false });
  if (status === null || !socket.writable) return;
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function pathOf(url = ''): string {
  return url.split('?', 1)[0] ?? '';
}

function mediaTypeOf(type = ''): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function encodingOf(encoding = ''): string {
  return encoding.trim().toLowerCase() || 'identity';
}
