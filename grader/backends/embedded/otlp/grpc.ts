import {
  createServer,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { OtlpRefusalCode } from '../../../evidence/otlp.ts';
import { collectBody } from '../intake/body.ts';
import { nameOf, pairsOf } from '../intake/requests.ts';
import { GRPC, GRPC_PATHS, STATUSES } from './answers.ts';
import type { Intake, Reason } from './intake.ts';

/** A message's flag and length stand before it (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
const PREFIX = 5;
const CONTENT_TYPES = ['application/grpc', 'application/grpc+proto'];

/**
 * The three unary methods of OTLP over gRPC, on HTTP/2 without TLS. It listens on nothing: connections are handed to it.
 *
 * Not a gRPC library's server, because that buffers and decompresses each call by itself: a hundred calls of eight kilobytes
 * made ours a gigabyte, and it says nothing of the calls that it turns away.
 */
export function createGrpc(intake: Intake): Http2Server {
  const server = createServer({ settings: { maxConcurrentStreams: 100, enablePush: false } });
  const proven = new WeakSet<Http2Session>();
  server.on('stream', (stream, headers, _flags, rawHeaders) => {
    if (stream.session !== undefined) proven.add(stream.session);
    stream.on('error', () => {}); // always followed by `close`
    void answer(stream as ServerHttp2Stream, headers, rawHeaders, intake);
  });
  server.on('sessionError', ({ code, message }: NodeJS.ErrnoException, session) => {
    // Connections end in all ways: Go's clients take their leave with a frame that breaks the protocol.
    if (code !== 'ERR_HTTP2_ERROR' || proven.has(session)) return;
    intake.refuse({ code: 'not-http', what: '', detail: message, status: null, grpc: true });
  });
  return server;
}

async function answer(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  intake: Intake,
): Promise<void> {
  const what = nameOf(headers[':method'] ?? '', headers[':path'] ?? '');
  const reason = findReason(headers, intake) ?? (await take(stream, headers, rawHeaders, intake));
  if (reason === undefined) return accept(stream);
  const { code, detail } = reason;
  // What is no gRPC is answered in HTTP.
  const grpc = code !== 'wrong-method' && code !== 'wrong-content-type';
  const status = stream.destroyed || stream.closed ? null : STATUSES[code][grpc ? 'grpc' : 'http'];
  intake.refuse({ code, what, detail, status, grpc });
  stream.resume();
  if (status === null) return;
  if (grpc) stream.respond(trailers(status, detail === '' ? code : `${code}: ${detail}`), { endStream: true });
  else stream.respond({ ':status': status }, { endStream: true });
}

function findReason(headers: IncomingHttpHeaders, intake: Intake): Reason | undefined {
  const because = (code: OtlpRefusalCode, detail = ''): Reason => ({ code, detail });
  const type = headers['content-type'] ?? '';
  if (!CONTENT_TYPES.includes(type.split(';', 1)[0]?.trim().toLowerCase() ?? ''))
    return because('wrong-content-type', type);
  if (headers[':method'] !== 'POST') return because('wrong-method');
  if (intake.exceeded()) return because('exceeded');
  if (!GRPC_PATHS.has(headers[':path'] ?? '')) return because('unknown-path');
  return undefined;
}

async function take(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  intake: Intake,
): Promise<Reason | undefined> {
  const body = await collectBody(stream, intake, () => !stream.aborted);
  if (typeof body === 'string') return { code: body, detail: '' };
  const [flag] = body;
  if (flag === undefined) return { code: 'malformed', detail: 'no message' };
  if (flag > 1) return { code: 'malformed', detail: `compressed flag ${flag}` };
  const left = body.length < PREFIX ? -1 : body.length - PREFIX - body.readUInt32BE(1);
  // Node's own client ends its stream before it cancels it.
  if (left < 0) return { code: 'cut-short', detail: '' };
  if (left > 0) return { code: 'malformed', detail: 'not one length-prefixed message' };
  const encoding = String(headers['grpc-encoding'] ?? 'identity');
  if (flag === 1 && encoding !== 'gzip') return { code: 'wrong-encoding', detail: encoding };
  return intake.take({
    signal: GRPC_PATHS.get(headers[':path'] ?? '') ?? 'traces',
    protocol: 'grpc',
    headers: pairsOf(rawHeaders),
    body: body.subarray(PREFIX),
    gzip: flag === 1,
  });
}

/** An empty message: everything was accepted, so there is no `partial_success`. */
function accept(stream: ServerHttp2Stream): void {
  if (stream.destroyed || stream.closed) return;
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(GRPC.ok) }));
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-accept-encoding': 'identity,gzip' },
    { waitForTrailers: true },
  );
  stream.end(Buffer.alloc(PREFIX));
}

/** An answer that is nothing but its trailers. */
function trailers(status: number, message: string): Record<string, string | number> {
  return {
    ':status': 200,
    'content-type': 'application/grpc',
    'grpc-accept-encoding': 'identity,gzip',
    'grpc-status': String(status),
    'grpc-message': encodeURIComponent(message.toWellFormed()),
  };
}
