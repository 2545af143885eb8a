import { createServer, type Socket } from 'node:net';
import type { OtlpRefusal, OtlpRequest } from '../../../evidence/otlp.ts';
import { receive, type Receiver } from '../intake/receive.ts';
import { createGrpc } from './grpc.ts';
import { createHttp } from './http.ts';
import { createIntake, DEFAULT_OTLP_LIMITS, type OtlpLimits } from './intake.ts';

/** What a client that speaks HTTP/2 without asking sends first (RFC 9113, 3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** Takes in what services export, by gRPC and HTTP, in Protobuf and JSON. */
export type OtlpReceiver = Receiver<OtlpRequest, OtlpRefusal>;

/** Opens a receiver on a port that is free. */
export async function openOtlpReceiver({ limits = {} }: { limits?: Partial<OtlpLimits> } = {}): Promise<OtlpReceiver> {
  const intake = createIntake({ ...DEFAULT_OTLP_LIMITS, ...limits });
  const [http, grpc] = [createHttp(intake), createGrpc(intake)];
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    peek(socket, (isHttp2) => {
      // HTTP/2 leaves a half-closed connection open for ever; HTTP/1 answers what is under way, and ends it.
      if (isHttp2) socket.allowHalfOpen = false;
      (isHttp2 ? grpc : http).emit('connection', socket);
    });
  });
  return await receive(server, intake, intake.limits.connections);
}

/** Reads as much of a new connection as tells HTTP/2 from HTTP/1, and puts it back. */
function peek(socket: Socket, hand: (isHttp2: boolean) => void): void {
  let head = Buffer.alloc(0);
  const end = (): void => void socket.end();
  function read(): void {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return;
    head = Buffer.concat([head, chunk]);
    const length = Math.min(head.length, PREFACE.length);
    const isPreface = head.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (isPreface && length < PREFACE.length) return;
    socket.off('readable', read);
    socket.off('end', end);
    socket.unshift(head);
    hand(isPreface);
  }
  socket.on('readable', read);
  socket.on('end', end);
}
