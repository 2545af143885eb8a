import type { Readable } from 'node:stream';

/** A body, or why there is none. What is too large is read to its end all the same: a client that still writes may not see an answer. */
export type Body = Buffer | 'too-large' | 'busy' | 'cut-short';

/** Where there is room for bodies under way: an intake. */
interface Room {
  readonly limits: { readonly sentBytes: number };
  /** Makes room for a part of a body, or gives it back with a negative size; false when too much is under way. */
  reserve(bytes: number): boolean;
}

/**
 * Collects the body of a request.
 * @param isWhole whether what has ended had come to its end
 */
export function collectBody(stream: Readable, { limits, reserve }: Room, isWhole: () => boolean): Promise<Body> {
  const { promise, resolve } = Promise.withResolvers<Body>();
  let chunks: Buffer[] = [];
  let size = 0;
  function settle(body: Body): void {
    resolve(body);
    reserve(-size);
    size = 0;
    chunks = [];
    stream.removeAllListeners('data').resume();
  }
  stream.on('data', (chunk: Buffer) => {
    if (size + chunk.length > limits.sentBytes) return settle('too-large');
    if (!reserve(chunk.length)) return settle('busy');
    size += chunk.length;
    chunks.push(chunk);
  });
  stream.once('end', () => settle(isWhole() ? Buffer.concat(chunks) : 'cut-short'));
  stream.once('close', () => settle('cut-short'));
  stream.once('error', () => settle('cut-short'));
  return promise;
}
