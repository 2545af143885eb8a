import type { Answers } from '../ask.ts';
import type { Rule } from '../submission-files.ts';

/** Whether a text is filled in by Prometheus before anybody sees it. */
export const isTemplate = (text: string): boolean => text.includes('{{');

/** The severities that the alerts of a rule had when they fired; none where none fired, or nobody has filled in the label. */
export function severitiesOf({ group, ...rule }: Rule, { states }: Pick<Answers, 'states'>): string[] {
  const scenarios = Object.entries(states).find(([name]) => name === group)?.[1].scenarios ?? {};
  const fired = Object.values(scenarios)
    .flat()
    .filter(({ labels, states: minutes }) => minutes.includes('f') && isOf(rule, labels))
    .map(({ labels }) => labels['severity'] ?? '–');
  return [...new Set(fired)].filter((severity) => !isTemplate(severity));
}

/** What an annotation of a rule's alerts was filled in with; the text itself where it is the same for all, or was never seen. */
export function annotationOf({ group, ...rule }: Rule, name: string, { states }: Pick<Answers, 'states'>): string[] {
  const text = rule.annotations[name] ?? '';
  if (!isTemplate(text)) return [text];
  const rendered = Object.entries(states).find(([one]) => one === group)?.[1].rendered ?? [];
  const seen = rendered.filter(({ labels }) => isOf(rule, labels)).map(({ annotations }) => annotations[name] ?? '');
  return seen.length === 0 ? [text] : [...new Set(seen)];
}

/** Whether an alert can be one of a rule's: it has its name, and the labels that are the same for all of them. */
const isOf = (
  { alert, labels: own }: Pick<Rule, 'alert' | 'labels'>,
  labels: Readonly<Record<string, string>>,
): boolean =>
  labels['alertname'] === alert &&
  Object.entries(own).every(([name, value]) => isTemplate(value) || labels[name] === value);
