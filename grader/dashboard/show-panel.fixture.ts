import type { Prometheus, QuerySeries } from '../backends/engines.ts';
import type { VariableValue } from './interpolate.ts';
import { readClassic } from './read-classic.ts';
import { runPanel } from './run-panel.ts';

export const GAP = Number.NaN;
const RANGE = { from: 900, to: 945, scrape: 15 };
/** What it answers: two routes, with a gap and what is no number. */
export const OF_ALL: QuerySeries[] = [
  {
    labels: { route: '/a' },
    points: [
      [900, '1'],
      [915, '2'],
      [945, '4'],
    ],
  },
  {
    labels: { route: '/b' },
    points: [
      [900, '9'],
      [915, '8'],
      [930, 'NaN'],
      [945, '+Inf'],
    ],
  },
];

/** A Prometheus that gives each series to whoever asks, and refuses what says so. */
function answering(series = OF_ALL) {
  const asked: string[] = [];
  const answer = (query: string, at: number | undefined) => {
    asked.push(query);
    if (query.includes('refuse')) return Promise.resolve({ ok: false as const, error: 'in its own words' });
    const own = series.map(({ labels, points }) => ({
      labels,
      points: at === undefined ? points : points.filter(([time]) => time === at),
    }));
    return Promise.resolve({ ok: true as const, type: 'matrix' as const, series: own });
  };
  const prometheus: Prometheus = {
    query: (query, at) => answer(query, at),
    queryRange: (query) => answer(query, undefined),
  };
  return { prometheus, asked };
}

/** What it is asked. */
export const TARGET = { refId: 'A', expr: 'x{route=~"$route"}[$__rate_interval]', legendFormat: '{{route}}' };

/** What a panel of the classic model shows. */
export async function show(
  panel: object,
  more: { variables?: Map<string, VariableValue>; series?: QuerySeries[]; conditions?: unknown[] } = {},
) {
  const [read] = readClassic({ panels: [{ id: 1, type: 'timeseries', targets: [TARGET], ...panel }] }).panels;
  if (read === undefined) throw new Error('there is no panel');
  const { prometheus, asked } = answering(more.series);
  const { variables = new Map<string, VariableValue>(), conditions = [] } = more;
  return { ...(await runPanel({ ...read, conditions }, { range: RANGE, variables, prometheus })), asked };
}

/** Names and values. */
export const briefly = ({ frames }: { frames: { name: string; values: number[] }[] }) =>
  frames.map(({ name, values }) => [name, values]);
