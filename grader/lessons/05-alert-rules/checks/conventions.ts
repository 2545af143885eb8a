import type { Evidence } from '../../../evidence/evidence.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf, type Answers } from '../ask.ts';
import { RUNBOOK_PARTS, RUNBOOKS_FOLDER, SEVERITIES } from '../names.ts';
import type { Rule } from '../submission-files.ts';
import { pointAtLine } from '../yaml-source.ts';
import { annotationOf, isTemplate, severitiesOf } from './fired-labels.ts';
import { readRunbook, type RunbookPart } from './runbook-text.ts';

const CAMEL_CASE = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/;
/** A value in what a template does, once texts and comments are taken out of it: the alert's own, or what a query gives. */
const VALUE = /\$value\b|(?:^|[\s(|$])\.Value\b|(?:^|[\s(|])query(?=\s+["(.$]|\s*$)/;
const ACTION = /\{\{-?([^]*?)-?\}\}/g;
const COMMENT = /\/\*[^]*?\*\//g;
const TEXT = /"(?:[^"\\]|\\.)*"|`[^`]*`/g;
const ANNOTATIONS = ['summary', 'description', 'runbook_url'];
/** What they tell is that something is so, not how much. */
const WITHOUT_VALUE = new Set(['service-down', 'routing']);
/** Below a heading: either of them is enough. */
const ENOUGH = { words: 3, characters: 15 };

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
    'runbook-thin',
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
  const severity = oddSeverity(rule, answers);
  if (severity !== undefined) add('severity', { severity });
  for (const name of ANNOTATIONS) if ((annotations[name] ?? '').trim() === '') add('annotation', { annotation: name });
  const { description = '', runbook_url: runbook = '' } = annotations;
  if (description !== '' && !WITHOUT_VALUE.has(group) && !showsValue(description)) add('value');
  if (runbook.trim() === '') return;
  for (const url of annotationOf(rule, 'runbook_url', answers)) judgeRunbook(url, answers, { add, findings });
}

/** A severity that no route knows: of the alerts that fired, or where none did, as it is written. */
function oddSeverity(rule: Rule, answers: Answers): string | undefined {
  const { severity = '–' } = rule.labels;
  const fired = severitiesOf(rule, answers);
  // One that nobody has seen filled in may become any of those that are in it.
  if (fired.length === 0 && isTemplate(severity) && SEVERITIES.some((one) => severity.includes(one))) return undefined;
  return (fired.length === 0 ? [severity] : fired).find((one) => !SEVERITIES.includes(one));
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
  { add, findings }: { add: (code: string, params: Record<string, string>) => void; findings: Findings },
): void {
  const [, name] = /(?:^|\/)runbooks\/([\w.-]+?)(?:\.md)?\/?(?:[#?].*)?$/.exec(url) ?? [];
  const file = `${name ?? ''}.md`;
  const text = name === undefined ? undefined : runbooks[file];
  if (text === undefined) {
    add('runbook', { url });
    return;
  }
  const sections = readRunbook(text);
  for (const [part, beginnings] of Object.entries(RUNBOOK_PARTS)) {
    const section = sections[part as RunbookPart];
    const params = { runbook: file, part: [part, beginnings.find((one) => /\p{sc=Hangul}/u.test(one))].join(' / ') };
    if (section === undefined) add('runbook-part', params);
    else if (section.words < ENOUGH.words && section.characters < ENOUGH.characters)
      findings.add('runbook-thin', {
        params: { ...params, ...ENOUGH },
        at: [pointAtLine(`${RUNBOOKS_FOLDER}/${file}`, section.line, text.split(/\r?\n/)[section.line - 1] ?? '')],
      });
  }
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
