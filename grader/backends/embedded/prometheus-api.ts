import { EngineFailed, type Prometheus, type QueryResult, type QuerySeries } from '../engines.ts';

const QUERY_MS = 10_000;
const ALIVE_MS = 10_000;
/** A larger answer is not read. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The parts of the HTTP API's answer that are read (https://prometheus.io/docs/prometheus/latest/querying/api/). */
type ApiAnswer = { status: 'success'; data: ApiMany | ApiOne } | { status: 'error'; error: string };

interface ApiMany {
  resultType: 'vector' | 'matrix';
  result: ApiSeries[];
}

interface ApiOne {
  resultType: 'scalar' | 'string';
  result: [number, string];
}

interface ApiSeries {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

/** Asks the Prometheus that listens on a local port. @throws {EngineFailed} when it does not answer */
export function askPrometheus(port: number): Prometheus {
  const ask = async (path: string, params: Record<string, string>): Promise<QueryResult> => {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
        method: 'POST',
        body: new URLSearchParams(params),
        signal: AbortSignal.timeout(QUERY_MS),
      });
      const text = await readText(response);
      if (text === undefined) return { ok: false, error: `the answer has more than ${MOST_BYTES} bytes` };
      return toResult(JSON.parse(text) as ApiAnswer);
    } catch (error) {
      // One that is busy with a query that has no end answers everything else.
      if (isTimeout(error) && (await isAlive(port)))
        return { ok: false, error: `query timed out: no answer within ${QUERY_MS} ms` };
      throw new EngineFailed(`Prometheus did not answer "${params['query']}": ${String(error)}`);
    }
  };
  return {
    query: (query, at) => ask('query', { query, time: String(at) }),
    queryRange: (query, { from, to, step }) =>
      ask('query_range', { query, start: String(from), end: String(to), step: String(step) }),
  };
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

const isAlive = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/-/healthy`, { signal: AbortSignal.timeout(ALIVE_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** The text of an answer; undefined where it is too long. */
async function readText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function toResult(answer: ApiAnswer): QueryResult {
  if (answer.status === 'error') return { ok: false, error: answer.error };
  const { data } = answer;
  if (isMany(data)) return { ok: true, type: data.resultType, series: data.result.map((series) => toSeries(series)) };
  return { ok: true, type: data.resultType, series: [{ labels: {}, points: [data.result] }] };
}

const isMany = (data: ApiMany | ApiOne): data is ApiMany =>
  data.resultType === 'vector' || data.resultType === 'matrix';

function toSeries({ metric, value, values }: ApiSeries): QuerySeries {
  return { labels: metric, points: values ?? (value === undefined ? [] : [value]) };
}
