const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const NOT_A_NUMBER = /^nan$/i;
const WHOLE = /^\d+$/;

const MAX_INT64 = 2n ** 63n - 1n;
const INT64_DIGITS = 19;

/**
 * Reads a number as Prometheus does: what Go's `strconv.ParseFloat` takes, without underscores and without hexadecimal,
 * for which Go demands the exponent `p` that Prometheus refuses. Undefined for all else, and for what a float cannot hold.
 */
export function readNumber(text: string): number | undefined {
  if (DECIMAL.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? NaN : undefined;
}

/** Reads a timestamp of the text format, which is a whole number of milliseconds. Prometheus knows none before 1970. */
export function readMilliseconds(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  const digits = text.replace(/^0+/, '');
  return digits.length > INT64_DIGITS || BigInt(digits) > MAX_INT64 ? undefined : Number(digits);
}

/** Reads a timestamp of OpenMetrics, which is in seconds, as the milliseconds that Prometheus makes of it. */
export function readSeconds(text: string): number | undefined {
  const seconds = readNumber(text);
  if (seconds === undefined || Number.isNaN(seconds)) return undefined;
  const milliseconds = Math.trunc(seconds * 1000);
  return Math.abs(milliseconds) < Number(MAX_INT64) ? milliseconds : undefined;
}
