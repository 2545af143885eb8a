import type { Prometheus } from '../backends/engines.ts';
import { boundedRegex, RegexRefused } from './bounded-regex.ts';
import { interpolate, namesIn, type VariableValue } from './interpolate.ts';
import type { TimeRange } from './interval.ts';
import type { Dashboard, Variable } from './model.ts';

/** What somebody has chosen, by the variable's name; of others: All, or all that there is. */
export type Selection = Readonly<Record<string, readonly string[]>>;

/** The values that each variable offers, and what it stands for. */
export interface Resolved {
  options: Map<string, string[]>;
  values: Map<string, VariableValue>;
}

/** Fills the dashboard's variables for a time range, each after those that its own query refers to. */
export async function resolveVariables(
  dashboard: Dashboard,
  { range, selection, prometheus }: { range: TimeRange; selection: Selection; prometheus: Prometheus },
): Promise<Resolved> {
  const resolved: Resolved = { options: new Map(), values: new Map() };
  const waiting = [...dashboard.variables];
  for (let rounds = waiting.length; waiting.length > 0 && rounds >= 0; rounds -= 1) {
    const isFree = ({ query, name }: Variable): boolean =>
      !namesIn(query).some((word) => word !== name && waiting.some((other) => other.name === word));
    const index = waiting.findIndex((variable) => isFree(variable));
    const [variable] = waiting.splice(Math.max(0, index), 1);
    if (variable === undefined) break;
    const options = await optionsOf(variable, { range, prometheus, resolved });
    resolved.options.set(variable.name, options);
    resolved.values.set(variable.name, chosen(variable, options, selection[variable.name]));
  }
  return resolved;
}

function chosen(variable: Variable, options: string[], picked: readonly string[] | undefined): VariableValue {
  const many = variable.multi || variable.includeAll;
  if (picked !== undefined) return { values: [...picked], many };
  if (variable.type !== 'query' && variable.type !== 'custom')
    return { values: variable.current.length > 0 ? variable.current : options.slice(0, 1), many };
  if (variable.includeAll && variable.allValue !== '')
    return { values: options, many, raw: variable.allValue, isAll: true };
  // Without All: all that there is, as if it had one. That it has none is told elsewhere.
  return { values: options, many: true, isAll: variable.includeAll };
}

interface Asking {
  range: TimeRange;
  prometheus: Prometheus;
  resolved: Resolved;
}

async function optionsOf(variable: Variable, asking: Asking): Promise<string[]> {
  switch (variable.type) {
    case 'query':
      return filtered(await queried(variable, asking), variable.regex);
    case 'custom':
    case 'interval':
      return variable.query.split(',').map((word) => word.split(' : ').at(-1)?.trim() ?? '');
    case 'constant':
    case 'textbox':
      return [variable.query];
    default:
      return [];
  }
}

/** `label_values(label)`, `label_values(selector, label)` and `query_result(query)`: asked as instant queries over the range. */
async function queried({ query }: Variable, { range, prometheus, resolved }: Asking): Promise<string[]> {
  const seconds = Math.ceil(range.to - range.from);
  const text = interpolate(query, resolved.values, { __range: `${seconds}s`, __range_s: String(seconds) }).trim();
  const [, selector = '', label = ''] = /^label_values\((?:([\s\S]+),)?\s*([a-zA-Z_]\w*)\s*\)$/.exec(text) ?? [];
  if (label !== '') {
    const series = selector.trim() === '' ? `{${label}!=""}` : selector.trim();
    const result = await prometheus.query(`group by (${label}) (last_over_time(${series}[${seconds}s]))`, range.to);
    const values = result.ok ? result.series.map(({ labels }) => labels[label] ?? '') : [];
    return values.filter((value) => value !== '').toSorted();
  }
  const [, inner] = /^query_result\(([\s\S]+)\)$/.exec(text) ?? [];
  if (inner === undefined) return [];
  const result = await prometheus.query(inner, range.to);
  return result.ok
    ? result.series.map(({ labels: { __name__ = '', ...labels }, points }) => {
        const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
        return `${__name__}{${pairs.join(',')}} ${points[0]?.[1] ?? ''} ${range.to * 1000}`;
      })
    : [];
}

/** The values that match, or what a group takes out of them. */
function filtered(values: string[], regex: string): string[] {
  if (regex === '') return values;
  try {
    const found = boundedRegex(regex).firstIn(values);
    return [...new Set(found.map(({ value, first, input }) => value ?? first ?? input))];
  } catch (error) {
    if (error instanceof RegexRefused) return [];
    throw error;
  }
}
