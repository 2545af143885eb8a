import type { Format } from './exposition.ts';

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const MEDIA_TYPE = new RegExp(`^\\s*(${TOKEN})/(${TOKEN})\\s*(?:;|$)`);
const PARAMETER = new RegExp(`;\\s*(${TOKEN})\\s*=\\s*(?:${TOKEN}|"(?:[^"\\\\\\r\\n]|\\\\.)*")\\s*`, 'y');

/**
 * The format as which Prometheus 3 reads a body with this `Content-Type`. Undefined where it refuses to: without one, with
 * one it cannot parse, and with any other type (2.x fell back to the text format). Undefined too for its protocol buffers,
 * which are not read here. It looks at no version.
 * @see https://prometheus.io/docs/prometheus/latest/migration/#scrape-protocols
 */
export function formatOf(contentType: string | undefined): Format | undefined {
  const [, type = '', subtype = ''] = MEDIA_TYPE.exec(contentType ?? '') ?? [];
  if (contentType === undefined || !hasGoodParameters(contentType)) return undefined;
  const mediaType = `${type}/${subtype}`.toLowerCase();
  if (mediaType === 'text/plain') return 'text';
  return mediaType === 'application/openmetrics-text' ? 'openmetrics' : undefined;
}

/** Each once, and each with a value. A last semicolon may stand alone. */
function hasGoodParameters(contentType: string): boolean {
  const seen = new Set<string>();
  const start = contentType.indexOf(';');
  if (start === -1) return true;
  PARAMETER.lastIndex = start;
  let end = start;
  for (let found = PARAMETER.exec(contentType); found !== null; found = PARAMETER.exec(contentType)) {
    const name = (found[1] ?? '').toLowerCase();
    if (seen.has(name)) return false;
    seen.add(name);
    end = PARAMETER.lastIndex;
  }
  return ['', ';'].includes(contentType.slice(end).trim());
}
