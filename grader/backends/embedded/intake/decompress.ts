import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** Thrown for what is more than its limit when decompressed. */
export class TooLarge extends Error {}

/** Thrown for what does not decompress. */
export class BrokenEncoding extends Error {}

/** Relay's: https://develop.sentry.dev/sdk/foundations/transport/compression/ */
const DECOMPRESSORS = {
  identity: (body: Buffer, _options: { maxOutputLength: number }): Buffer => body,
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

export type ContentEncoding = keyof typeof DECOMPRESSORS;

/** A `Content-Encoding`; undefined for one that is not known. */
export function encodingOf(header = ''): ContentEncoding | undefined {
  const name = header.trim().toLowerCase() || 'identity';
  return Object.hasOwn(DECOMPRESSORS, name) ? (name as ContentEncoding) : undefined;
}

/**
 * At once and not in turns: so there is one decompressed body at a time, however many bombs arrive together.
 * @throws {TooLarge | BrokenEncoding}
 */
export function decompress(body: Buffer, encoding: ContentEncoding, limit: number): Buffer {
  const bytes = orBroken(() => DECOMPRESSORS[encoding](body, { maxOutputLength: limit }), limit);
  if (bytes.length > limit) throw new TooLarge(`more than ${limit} bytes`);
  return bytes;
}

function orBroken(work: () => Buffer, limit: number): Buffer {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge(`more than ${limit} bytes`);
    throw new BrokenEncoding(message);
  }
}
