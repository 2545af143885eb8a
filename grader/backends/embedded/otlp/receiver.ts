import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { OtlpRefusal, OtlpRequest } from '../../../evidence/otlp.ts';
import { watchConnections } from '../connections.ts';
import { createGrpc } from './grpc.ts';
import { createHttp } from './http.ts';
import { createIntake, DEFAULT_OTLP_LIMITS, type Intake, type OtlpLimits } from './intake.ts';

/** What a client that speaks HTTP/2 without asking sends first (RFC 9113, 3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** Takes in what services export, and keeps it in memory. */
export interface OtlpReceiver {
  /** On 127.0.0.1. It answers gRPC and HTTP, Protobuf and JSON. */
  readonly port: number;
  /** What was accepted, in the order in which it was complete. */
  received(): readonly OtlpRequest[];
  /** What was not. */
  refused(): readonly OtlpRefusal[];
  /** Whether more was sent than is kept. */
  exceeded(): boolean;
  /** Comes back when every connection is closed by those who opened it, at the latest after `withinMs`. */
  drained(withinMs: number): Promise<void>;
  /** Ends all connections, whatever they are in the middle of. Nothing more is kept. */
  close(): Promise<void>;
}

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
  const connections = watchConnections(server);
  server.maxConnections = intake.limits.connections;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let kept: Pick<OtlpReceiver, 'received' | 'refused' | 'exceeded'> | undefined;
  return {
    port,
    received: () => kept?.received() ?? [...intake.received],
    refused: () => kept?.refused() ?? [...intake.refused],
    exceeded: () => kept?.exceeded() ?? intake.exceeded(),
    drained: connections.drained,
    async close() {
      kept ??= freeze(intake);
      await connections.close();
    },
  };
}

/** What there is by now: what the end of the connections cuts short is nobody's fault. */
function freeze(intake: Intake): Pick<OtlpReceiver, 'received' | 'refused' | 'exceeded'> {
  const [received, refused, exceeded] = [[...intake.received], [...intake.refused], intake.exceeded()];
  return { received: () => received, refused: () => refused, exceeded: () => exceeded };
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
