import { setTimeout as delay } from 'node:timers/promises';
import { EngineFailed, type Prometheus, type QueryResult, type QuerySeries } from '../engines.ts';

const READY_MS = 20_000;
const POLL_MS = 5;
const QUERY_MS = 10_000;

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
      return toResult((await response.json()) as ApiAnswer);
    } catch (error) {
      throw new EngineFailed(`Prometheus did not answer "${params['query']}": ${String(error)}`);
    }
  };
  return {
    query: (query, at) => ask('query', { query, time: String(at) }),
    queryRange: (query, { from, to, step }) =>
      ask('query_range', { query, start: String(from), end: String(to), step: String(step) }),
  };
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

/** Waits until the server says that it is ready. Gives why it is not, in its own last words, or undefined. */
export async function untilReady(port: number, exited: Promise<string>): Promise<string | undefined> {
  let last: string | undefined;
  void exited.then((words) => (last = words));
  const until = performance.now() + READY_MS;
  while (performance.now() < until) {
    const ready = await fetch(`http://127.0.0.1:${port}/-/ready`, { signal: AbortSignal.timeout(READY_MS) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.ok;
      },
      () => false,
    );
    if (last !== undefined) return last;
    if (ready) return undefined;
    await delay(POLL_MS);
  }
  return `it was not ready within ${READY_MS / 1000} s`;
}
