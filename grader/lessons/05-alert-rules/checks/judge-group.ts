import type { Evidence } from '../../../evidence/evidence.ts';
import type { Findings } from '../../findings.ts';
import type { Finding } from '../../lesson.ts';
import { answersOf, type Answers } from '../ask.ts';
import { drawStates } from '../axis.ts';
import type { GroupName } from '../names.ts';
import type { AlertStates } from '../rule-states.ts';
import { business } from '../scenarios/business.ts';
import type { Expectation } from '../scenarios/scenario.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { pointAtLine } from '../yaml-source.ts';

/** The codes of a group's expectations, and of what else can be wrong with it. */
export const codesOf = (group: GroupName): string[] => [
  'no-rule',
  ...new Set(scenariosOf(group).flatMap(({ expectations }) => expectations.map(({ code }) => code))),
  ...(scenariosOf(group).some(({ expectations }) => expectations.some(({ labels }) => subjectIn(labels) !== undefined))
    ? ['subject']
    : []),
];

interface Judged {
  id: string;
  minutes: number;
  expectations: readonly Expectation[];
}

const scenariosOf = (group: GroupName): readonly Judged[] =>
  group === 'business' ? business : SCENARIOS.filter((scenario) => scenario.group === group);

/** Tells where the alerts of a group are not as they must be. */
export function judgeGroup(evidence: Evidence, group: GroupName, findings: Findings): void {
  const answers = answersOf(evidence);
  const states = answers.states[group];
  if (states === undefined || states.refusal !== undefined) {
    const params = { group, reason: states?.refusal ?? '–' };
    findings.add('no-rule', { params, at: pointAtGroup(answers, group) });
    return;
  }
  for (const scenario of scenariosOf(group)) {
    const alerts = states.scenarios[scenario.id] ?? [];
    for (const expectation of scenario.expectations) {
      const wrong = departure(expectation, alerts);
      if (wrong === undefined) continue;
      const { code, minute } = wrong;
      const { minutes, expectations } = scenario;
      findings.add(code, {
        expected: `${expectation.state === 'firing' ? 'firing' : 'inactive'} ${expectation.from}–${expectation.to} min`,
        actual: told(alerts, expectation),
        at: pointAtCulprit(answers, group, expectation, alerts, minute),
        drawing: drawStates(expectations, alerts, { minutes, wrong: minute }),
      });
    }
  }
}

/** The first minute at which it is not so, and the code of that. */
function departure(
  expectation: Expectation,
  alerts: readonly AlertStates[],
): { code: string; minute: number } | undefined {
  const { state, from, to, labels = {}, code } = expectation;
  const first = (holds: (minute: number) => boolean): number | undefined => {
    for (let minute = from; minute <= to; minute += 1) if (!holds(minute)) return minute;
    return undefined;
  };
  const fires = (minute: number, wanted: Readonly<Record<string, string>>): boolean =>
    alerts.some(
      (alert) =>
        alert.states[minute] === 'f' && Object.entries(wanted).every(([name, value]) => alert.labels[name] === value),
    );
  if (state === 'quiet') {
    const minute = first((one) => !fires(one, {}));
    return minute === undefined ? undefined : { code, minute };
  }
  const minute = first((one) => fires(one, labels));
  if (minute === undefined) return undefined;
  const { service: _, instance: __, ...others } = labels;
  // It fires, and does not say for what.
  const isNameless = subjectIn(labels) !== undefined && first((one) => fires(one, others)) === undefined;
  return { code: isNameless ? 'subject' : code, minute };
}

const subjectIn = (labels: Expectation['labels']): string | undefined => labels?.['service'] ?? labels?.['instance'];

/** When which alert fired, of what overlaps the expectation. */
function told(alerts: readonly AlertStates[], { from, to }: Expectation): string {
  const stretches = alerts.flatMap(({ labels, states }) => {
    const seen = states.slice(from, to + 1);
    const [start, end] = [seen.indexOf('f'), seen.lastIndexOf('f')];
    return start === -1 ? [] : [`${labels['alertname'] ?? ''} firing ${from + start}–${from + end} min`];
  });
  return stretches.length === 0 ? '–' : stretches.join(', ');
}

/** The rule that fires where none should; else the group's first. */
function pointAtCulprit(
  answers: Answers,
  group: GroupName,
  { state }: Expectation,
  alerts: readonly AlertStates[],
  minute: number,
): NonNullable<Finding['at']> {
  const culprit = state === 'quiet' ? alerts.find(({ states }) => states[minute] === 'f') : undefined;
  return pointAtGroup(answers, group, culprit?.labels['alertname']);
}

/** Points at a group's alert, or its first one; at nothing where there is none. */
export function pointAtGroup({ rules }: Answers, group: string, name?: string): NonNullable<Finding['at']> {
  const own = rules.filter((rule) => rule.group === group && rule.alert !== undefined);
  const rule = own.find(({ alert }) => alert === name) ?? own[0];
  if (rule === undefined) return [];
  return [
    pointAtLine(rule.file, rule.line, `alert: ${rule.alert ?? ''}  expr: ${rule.expr.replaceAll(/\s+/g, ' ').trim()}`),
  ];
}
