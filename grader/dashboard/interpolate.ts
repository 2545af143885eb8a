/** What a variable stands for in a query. */
export interface VariableValue {
  values: string[];
  /** Whether several could be chosen, so that its values are written for a regular expression. */
  many: boolean;
  /** What is put in as it is, whatever the values: All with a value of its own. */
  raw?: string;
  /** Whether All is chosen. */
  isAll?: boolean;
}

/** `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name:format}`. */
const REFERENCE =
  /\$(?<bare>\w+)|\[\[(?<square>\w+)(?::(?<squareFormat>\w+))?\]\]|\$\{(?<curly>\w+)(?::(?<curlyFormat>\w+))?\}/g;

/** Puts variables into a text as Grafana's Prometheus datasource does. What is no variable stays as it stands. */
export function interpolate(
  text: string,
  variables: ReadonlyMap<string, VariableValue>,
  globals: Readonly<Record<string, string>>,
): string {
  return text.replaceAll(REFERENCE, (whole, ...rest) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const name = groups['bare'] ?? groups['square'] ?? groups['curly'] ?? '';
    const format = groups['squareFormat'] ?? groups['curlyFormat'];
    const own = globals[name];
    if (own !== undefined) return own;
    const variable = variables.get(name);
    return variable === undefined ? whole : written(variable, format);
  });
}

/** The names of the variables that a text refers to. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(
    ({ groups = {} }) => groups['bare'] ?? groups['square'] ?? groups['curly'] ?? '',
  );
}

function written({ values, many, raw }: VariableValue, format: string | undefined): string {
  if (raw !== undefined) return raw;
  switch (format) {
    case 'raw':
    case 'csv':
    case 'text':
      return values.join(',');
    case 'pipe':
      return values.join('|');
    case 'glob':
      return values.length === 1 ? (values[0] ?? '') : `{${values.join(',')}}`;
    case 'json':
      return JSON.stringify(values);
    case 'doublequote':
      return values.map((value) => JSON.stringify(value)).join(',');
    case 'singlequote':
      return values.map((value) => `'${value}'`).join(',');
    case 'regex':
      return alternatives(values.map((value) => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, String.raw`\$&`)));
    default:
      if (!many) return (values[0] ?? '').replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`);
      return alternatives(values.map((value) => forMatcher(value)));
  }
}

const alternatives = (values: string[]): string => (values.length === 1 ? (values[0] ?? '') : `(${values.join('|')})`);

/** Escaped for a regular expression, and once more for the quotes of PromQL. */
const forMatcher = (value: string): string =>
  value
    .replaceAll('\\', String.raw`\\\\`)
    .replaceAll(/[$^*{}[\]'+?.()|]/g, String.raw`\\$&`)
    .replaceAll('"', String.raw`\"`);
