import type { Readable } from 'node:stream';

/** The bytes of a stream, kept up to a limit; what comes after is read and counted, so the writer never blocks. */
export interface Capture {
  bytes(): Uint8Array;
  /** Bytes read and not kept. */
  dropped(): number;
  /** Settles when the stream has ended. */
  ended: Promise<void>;
}

/** Reads `stream` to its end and keeps its first `limit` bytes. */
export function capture(stream: Readable, limit: number): Capture {
  const chunks: Buffer[] = [];
  let kept = 0;
  let dropped = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.on('data', (chunk: Buffer) => {
    const room = limit - kept;
    if (chunk.length > room) dropped += chunk.length - room;
    // A copy of a partial chunk, so that a kept byte does not hold a whole buffer.
    const part = chunk.length > room ? Buffer.from(chunk.subarray(0, room)) : chunk;
    if (part.length === 0) return;
    kept += part.length;
    chunks.push(part);
  });
  stream.once('error', () => resolve());
  stream.once('close', () => resolve());
  return { bytes: () => Buffer.concat(chunks), dropped: () => dropped, ended: promise };
}
