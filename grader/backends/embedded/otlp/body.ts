import type { Readable } from 'node:stream';
import type { Intake } from './intake.ts';

/** A body, or why there is none. What is too large is read to its end all the same: a client that still writes may not see an answer. */
export type Body = Buffer | 'too-large' | 'busy' | 'cut-short';

/**
 * Collects the body of a request.
 * @param isWhole whether what has ended had come to its end
 */
export function collectBody(
  stream: Readable,
  { limits, reserve }: Pick<Intake, 'limits' | 'reserve'>,
  isWhole: () => boolean,
): Promise<Body> {
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
