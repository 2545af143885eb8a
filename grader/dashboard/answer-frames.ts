import type { QuerySeries } from '../backends/engines.ts';
import { TIME, VALUE, type Cell, type DataFrame, type Field, type Grid } from './data-frame.ts';

/** The answer to one target: as Prometheus gave it, and what its series are called. */
export interface TargetAnswer {
  refId: string;
  query: string;
  format: string;
  grid?: Grid;
  series: { of: QuerySeries; name: string }[];
}

/** Makes data frames of answers, as Grafana's Prometheus datasource does: one for each series, or a table for each target. */
export function framesOf(answers: readonly TargetAnswer[]): DataFrame[] {
  const isTable = ({ format }: TargetAnswer): boolean => format === 'table';
  const refIds = new Set(answers.filter((answer) => isTable(answer)).map(({ refId }) => refId));
  const tables = [...refIds].flatMap((refId) => {
    const own = answers.filter((answer) => isTable(answer) && answer.refId === refId);
    const table = tableOf(own, refIds.size > 1 ? `${VALUE} #${refId}` : VALUE);
    return table === undefined ? [] : [table];
  });
  return [...answers.filter((answer) => !isTable(answer)).flatMap((answer) => seriesOf(answer)), ...tables];
}

const timeField = (values: Cell[]): Field => ({ name: TIME, type: 'time', labels: {}, values });

function seriesOf({ refId, query, grid, series }: TargetAnswer): DataFrame[] {
  return series.map(({ of: { labels, points }, name }) => ({
    refId,
    name,
    query,
    fields: [
      timeField(points.map(([time]) => time)),
      {
        name: VALUE,
        type: 'number',
        labels: withoutName(labels),
        values: points.map(([, value]) => numberOf(value)),
        fromSource: name,
      },
    ],
    ...(grid === undefined ? {} : { grid }),
  }));
}

/** Labels as columns, a row for each value of each series. */
function tableOf(answers: readonly TargetAnswer[], valueName: string): DataFrame | undefined {
  const [first] = answers;
  const rows = answers.flatMap(({ series }) =>
    series.flatMap(({ of: { labels, points } }) => points.map(([time, value]) => ({ time, value, labels }))),
  );
  if (first === undefined || rows.length === 0) return undefined;
  const labels = answers.flatMap(({ series }) => series.flatMap(({ of }) => Object.keys(of.labels).toSorted()));
  // Stable, as Grafana sorts: what came first stays first within a moment.
  const sorted = rows.toSorted((a, b) => a.time - b.time);
  const grid = answers.find((answer) => answer.grid !== undefined)?.grid;
  return {
    refId: first.refId,
    name: '',
    query: first.query,
    fields: [
      timeField(sorted.map(({ time }) => time)),
      ...[...new Set(labels)].map((name): Field => ({
        name,
        type: 'string',
        labels: {},
        values: sorted.map((row) => row.labels[name] ?? ''),
      })),
      { name: valueName, type: 'number', labels: {}, values: sorted.map(({ value }) => numberOf(value)) },
    ],
    ...(grid === undefined ? {} : { grid }),
  };
}

const withoutName = (labels: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => name !== '__name__'));

const numberOf = (value: string): number =>
  value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);
