import type { Evidence } from '../../../evidence/evidence.ts';
import type { Findings } from '../../findings.ts';
import { answersOf, type Answers } from '../ask.ts';
import { drawStates } from '../axis.ts';
import { RULES_FOLDER, type GroupName } from '../names.ts';
import type { AlertStates } from '../rule-states.ts';
import { business } from '../scenarios/business.ts';
import type { Expectation } from '../scenarios/scenario.ts';
import { scenariosOf } from '../scenarios/scenarios.ts';
import { pointAtLine } from '../yaml-source.ts';
import { departureFrom, isAbout, isNameless, isOfSubject, subjectOf } from './departure.ts';
import { pointAtFiring, pointAtGroup, pointAtSilent } from './point-at-rule.ts';

/** The codes of a group's expectations, and of what else can be wrong with it: the same for every seed. */
export function codesOf(group: GroupName): string[] {
  const expectations = judgedOf(group, 0).flatMap((scenario) => scenario.expectations);
  return [
    'no-rule',
    'unread',
    'not-evaluated',
    ...new Set(expectations.map(({ code }) => code)),
    ...(expectations.some(isOfSubject) ? ['subject'] : []),
  ];
}

interface Judged {
  id: string;
  minutes: number;
  expectations: readonly Expectation[];
}

const judgedOf = (group: GroupName, seed: number): readonly Judged[] =>
  group === 'business' ? business : scenariosOf(group, seed);

/** Tells where the alerts of a group are not as they must be. */
export function judgeGroup(evidence: Evidence, group: GroupName, findings: Findings): void {
  const answers = answersOf(evidence);
  const states = answers.states[group];
  if (states === undefined) {
    tellMissing(answers, group, findings);
    return;
  }
  if (states.refusal !== undefined) {
    findings.add('not-evaluated', { params: { group, reason: states.refusal }, at: pointAtGroup(answers, group) });
    return;
  }
  for (const { id, minutes, expectations } of judgedOf(group, evidence.seed)) {
    const alerts = states.scenarios[id] ?? [];
    for (const expectation of expectations) {
      const wrong = departureFrom(expectation, expectations, alerts);
      if (wrong === undefined) continue;
      const { code, minute } = wrong;
      const { labels = {} } = expectation;
      const shown = alerts.filter((alert) => isAbout(expectation, alert) || isNameless(expectations, alert));
      findings.add(code, {
        params: { subject: subjectOf(expectation) },
        expected: `${expectation.state === 'firing' ? '█' : '─'} ${stretch(expectation)}${labelSet(labels)}`,
        actual: told(shown, expectation),
        at:
          expectation.state === 'quiet'
            ? pointAtFiring(answers, group, shown, minute)
            : pointAtSilent(answers, group, code, alerts),
        drawing: drawStates(drawn(expectation, expectations), shown, { minutes, wrong: minute }),
      });
    }
  }
}

/** A group that is not there may stand in a file that cannot be read. */
function tellMissing({ troubles }: Answers, group: GroupName, findings: Findings): void {
  const unread = troubles.filter(({ file }) => file.startsWith(`${RULES_FOLDER}/`));
  if (unread.length === 0) findings.add('no-rule', { params: { group } });
  else
    findings.add('unread', {
      params: { group, files: unread.map(({ file }) => file).join(', ') },
      at: unread.map(({ file, line, text, column }) => pointAtLine(file, line, text, column)),
    });
}

/** Minutes as the drawing's axis has them. */
const stretch = ({ from, to }: { from: number; to: number }): string => `${from}m–${to}m`;

/** As PromQL writes it; nothing where there are none. */
const labelSet = (labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? '' : ` {${pairs.join(', ')}}`;
};

/** What belongs into one picture with an expectation: what is said of the same subject, and of none in particular. */
function drawn(expectation: Expectation, all: readonly Expectation[]): Expectation[] {
  const subject = subjectOf(expectation);
  return all.filter((one) => ['', subject].includes(subjectOf(one)));
}

/** When which alert fired, of what overlaps the expectation. */
function told(alerts: readonly AlertStates[], { from, to }: Expectation): string {
  const stretches = alerts.flatMap(({ labels, states }) => {
    const seen = states.slice(from, to + 1);
    const [start, end] = [seen.indexOf('f'), seen.lastIndexOf('f')];
    return start === -1 ? [] : [`${labels['alertname'] ?? ''} █ ${stretch({ from: from + start, to: from + end })}`];
  });
  return stretches.length === 0 ? '–' : stretches.join(', ');
}
