import type { Evidence } from '../../../evidence/evidence.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf, type Answers } from '../ask.ts';
import { RUNBOOK_PARTS, SEVERITIES } from '../names.ts';
import type { Rule } from '../submission-files.ts';
import { pointAtLine } from '../yaml-source.ts';

const CAMEL_CASE = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/;
/** A value in what a template does, once texts and comments are taken out of it: the alert's own, or what a query gives. */
const VALUE = /\$value\b|(?:^|[\s(|$])\.Value\b|(?:^|[\s(|])query(?=\s+["(.$]|\s*$)/;
const ACTION = /\{\{-?([^]*?)-?\}\}/g;
const COMMENT = /\/\*[^]*?\*\//g;
const TEXT = /"(?:[^"\\]|\\.)*"|`[^`]*`/g;
const ANNOTATIONS = ['summary', 'description', 'runbook_url'];
/** What they tell is that something is so, not how much. */
const WITHOUT_VALUE = new Set(['service-down', 'routing']);

/** What a person needs to know at three in the morning stands in the alert. */
export const conventions: Check = {
  id: 'conventions',
  points: 8,
  codes: [
    'no-alerts',
    'name',
    'severity',
    'annotation',
    'subject',
    'value',
    'value-in-label',
    'runbook',
    'runbook-part',
  ],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const answers = answersOf(evidence);
    const alerts = answers.rules.filter(({ alert }) => alert !== undefined);
    if (alerts.length === 0) findings.add('no-alerts');
    for (const rule of alerts) judgeAlert(rule, answers, findings);
    judgeSubjects(answers, findings);
    return findings.list();
  },
};

function judgeAlert(rule: Rule, answers: Answers, findings: Findings): void {
  const { group, alert = '', labels, annotations } = rule;
  const at = [pointAtLine(rule.file, rule.line, `alert: ${alert}`)];
  const add = (code: string, params: Record<string, string> = {}): void =>
    findings.add(code, { params: { alert, ...params }, at });
  if (!CAMEL_CASE.test(alert)) add('name');
  const inLabel = Object.entries(labels).find(([, value]) => /\$value|\.Value\b/.test(value));
  if (inLabel !== undefined) add('value-in-label', { label: inLabel[0] });
  if (group === 'watchdog') return;
  const severity = labels['severity'] ?? '–';
  if (!SEVERITIES.includes(severity)) add('severity', { severity });
  for (const name of ANNOTATIONS) if ((annotations[name] ?? '').trim() === '') add('annotation', { annotation: name });
  const { description = '', runbook_url: runbook = '' } = annotations;
  if (description !== '' && !WITHOUT_VALUE.has(group) && !showsValue(description)) add('value');
  if (runbook !== '') judgeRunbook(runbook, answers, add);
}

/** Whether a description, as it is rendered, can have a number in it that is of this alert. */
const showsValue = (description: string): boolean =>
  [...description.matchAll(ACTION)].some(([, action = '']) =>
    VALUE.test(action.replaceAll(COMMENT, '').replaceAll(TEXT, '""').trim()),
  );

/** The runbook that an address leads to is there, and says what a runbook says. */
function judgeRunbook(
  url: string,
  { runbooks }: Answers,
  add: (code: string, params: Record<string, string>) => void,
): void {
  const [, name] = /(?:^|\/)runbooks\/([\w.-]+?)(?:\.md)?\/?(?:[#?].*)?$/.exec(url) ?? [];
  const text = name === undefined ? undefined : runbooks[`${name}.md`];
  if (text === undefined) {
    add('runbook', { url });
    return;
  }
  const sections = sectionsOf(text);
  for (const [part, beginnings] of Object.entries(RUNBOOK_PARTS)) {
    const isThere = sections.some(
      ({ heading, hasText }) => hasText && beginnings.some((beginning) => heading.toLowerCase().startsWith(beginning)),
    );
    if (!isThere) add('runbook-part', { runbook: `${name ?? ''}.md`, part });
  }
}

/** A Markdown text's headings, and whether something stands below each. */
function sectionsOf(markdown: string): { heading: string; hasText: boolean }[] {
  const sections: { heading: string; hasText: boolean }[] = [];
  let inFence = false;
  for (const line of markdown.split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    const heading = inFence ? undefined : /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    const last = sections.at(-1);
    if (heading !== undefined) sections.push({ heading: heading.replace(/^[\d.)\s]+/, ''), hasText: false });
    else if (last !== undefined && line.trim() !== '') last.hasText = true;
  }
  return sections;
}

/** As filled in, summary and description name the service or the instance that the alert is about. */
function judgeSubjects({ states, rules }: Answers, findings: Findings): void {
  for (const { rendered } of Object.values(states))
    for (const { labels, annotations } of rendered) {
      const { alertname = '', service, instance } = labels;
      const rule = rules.find(({ alert }) => alert === alertname);
      const subjects = [service, instance].filter((value) => value !== undefined && value !== '');
      const text = `${annotations['summary'] ?? ''} ${annotations['description'] ?? ''}`;
      if (rule === undefined || text.trim() === '' || subjects.length === 0) continue;
      if (subjects.some((subject) => text.includes(subject ?? ''))) continue;
      findings.add('subject', {
        params: { alert: alertname, subject: subjects.join(', ') },
        actual: text.trim(),
        at: [pointAtLine(rule.file, rule.line, `alert: ${alertname}`)],
      });
    }
}
