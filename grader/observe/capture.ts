import type { Readable } from 'node:stream';

/** The bytes of a stream, kept up to a limit; what comes after is read and counted, so the writer never blocks. */
export interface Capture {
  bytes(): Uint8Array;
  /** Bytes read and not kept. */
  dropped(): number;
  /** Settles when the stream has ended. */
  ended: Promise<void>;
}

const NEWLINE = 0x0a;

/** Reads `stream` to its end and keeps its first `limit` bytes, or fewer if those are more than `maxLines` lines. */
export function capture(stream: Readable, limit: number, maxLines = Number.POSITIVE_INFINITY): Capture {
  const chunks: Buffer[] = [];
  let kept = 0;
  let lines = 0;
  let dropped = 0;
  const { promise, resolve } = Promise.withResolvers<void>();

  /** How many bytes of a chunk are kept: up to the limit, or up to the end of the last line allowed. */
  function roomFor(chunk: Buffer): number {
    if (lines >= maxLines) return 0;
    const room = Math.min(chunk.length, limit - kept);
    for (let end = chunk.indexOf(NEWLINE) + 1; end > 0 && end <= room; end = chunk.indexOf(NEWLINE, end) + 1) {
      lines += 1;
      if (lines >= maxLines) return end;
    }
    return room;
  }

  stream.on('data', (chunk: Buffer) => {
    const room = roomFor(chunk);
    dropped += chunk.length - room;
    if (room === 0) return;
    kept += room;
    // A copy of a partial chunk, so that a kept byte does not hold a whole buffer.
    chunks.push(room < chunk.length ? Buffer.from(chunk.subarray(0, room)) : chunk);
  });
  stream.once('error', () => resolve());
  stream.once('close', () => resolve());
  return { bytes: () => Buffer.concat(chunks), dropped: () => dropped, ended: promise };
}
