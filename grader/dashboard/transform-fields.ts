import { boundedRegex } from './bounded-regex.ts';
import { isCalled, nameOf, type DataFrame, type Field } from './data-frame.ts';
import { asData, asList, asNumber, asText, asTexts, dig } from '../evidence/lenient.ts';
import type { Transformer } from './transform.ts';
import { merge } from './transform-join.ts';

const LAST = Number.MAX_SAFE_INTEGER;

/** Columns: which, in which order, by which name. */
export const organize: Transformer = (frames, options) => {
  const flagged = (key: string): string[] =>
    Object.entries(asData(options[key])).flatMap(([name, is]) => (is === true ? [name] : []));
  const [excluded, included] = [flagged('excludeByName'), flagged('includeByName')];
  const orders = Object.entries(asData(options['indexByName']));
  const names = Object.entries(asData(options['renameByName']));
  const isAmong = (field: Field, list: readonly string[]): boolean =>
    list.some((name) => isCalled(field, name, frames));
  const orderOf = (field: Field): number =>
    asNumber(orders.find(([name]) => isCalled(field, name, frames))?.[1]) ?? LAST;
  return withFields(frames, (fields) =>
    fields
      .filter((field) => !isAmong(field, excluded) && (included.length === 0 || isAmong(field, included)))
      .toSorted((a, b) => orderOf(a) - orderOf(b))
      .map((field) => {
        const name = asText(names.find(([from]) => isCalled(field, from, frames))?.[1]);
        return name === '' ? field : { ...field, displayName: name };
      }),
  );
};

/** What is left of frames, with other fields; one that has none is gone. */
const withFields = (frames: DataFrame[], change: (fields: Field[]) => Field[]): DataFrame[] =>
  frames.map((frame) => ({ ...frame, fields: change(frame.fields) })).filter(({ fields }) => fields.length > 0);

/** Names in which a regular expression is replaced. */
export const renameByRegex: Transformer = (frames, options) => {
  const pattern = boundedRegex(asText(options['regex']) || '(.*)');
  const replacement = asText(options['renamePattern'] ?? '$1');
  return withFields(frames, (fields) => {
    const names = fields.map((field) => nameOf(field, frames));
    const matched = pattern.tests(names);
    const renamed = pattern.replaceIn(names, replacement);
    return fields.map((field, index) =>
      matched[index] === true ? { ...field, displayName: renamed[index] ?? '' } : field,
    );
  });
};

/** Fields that are named, or match a regular expression: only these, or all but these. */
export const filterFieldsByName: Transformer = (frames, options) => {
  if (options['byVariable'] === true) return undefined;
  const isIn = matcherOf(options['include'], frames);
  const isOut = matcherOf(options['exclude'], frames);
  if (isIn === undefined && isOut === undefined) return frames;
  return withFields(frames, (fields) =>
    fields.filter((field) => (isIn?.(field) ?? true) && !(isOut?.(field) ?? false)),
  );
};

function matcherOf(options: unknown, frames: readonly DataFrame[]): ((field: Field) => boolean) | undefined {
  const names = asTexts(asList(dig(options, 'names')));
  const pattern = asText(dig(options, 'pattern'));
  if (names.length === 0 && pattern === '') return undefined;
  return (field) =>
    names.some((name) => isCalled(field, name, frames)) ||
    (pattern !== '' && boundedRegex(pattern).tests([nameOf(field, frames)])[0] === true);
}

/** The frames of some targets: only these, or all but these. */
export const filterByRefId: Transformer = (frames, options) => {
  const isOf = (key: string, { refId }: DataFrame): boolean | undefined => {
    const wanted = asText(options[key]);
    if (wanted === '') return undefined;
    return wanted.startsWith('/') ? boundedRegex(wanted).tests([refId])[0] : wanted.split('|').includes(refId);
  };
  return frames.filter((frame) => (isOf('include', frame) ?? true) && !(isOf('exclude', frame) ?? false));
};

/** Labels as columns; series that are alike become rows of one table. */
export const labelsToFields: Transformer = (frames, options) => {
  if (asText(options['mode']) === 'rows') return undefined;
  const valueLabel = asText(options['valueLabel']);
  const kept = asTexts(options['keepLabels']);
  const made = frames.map((frame) => ({
    ...frame,
    name: '',
    fields: frame.fields.flatMap((field): Field[] => {
      const { fromSource: _, displayName: __, ...bare } = field;
      const labels = Object.entries(field.labels).filter(([name]) => kept.length === 0 || kept.includes(name));
      if (Object.keys(field.labels).length === 0) return [bare];
      const columns = labels.filter(([name]) => name !== valueLabel);
      return [
        ...columns.map(([name, value]): Field => ({
          name,
          type: 'string',
          labels: {},
          values: field.values.map(() => value),
        })),
        { ...bare, labels: {}, name: field.labels[valueLabel] ?? field.name },
      ];
    }),
  }));
  return merge(made, {});
};
