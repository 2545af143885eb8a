import type { Pointer } from '../../../evidence/evidence.ts';
import type { Answers } from '../ask.ts';
import type { GroupName } from '../names.ts';
import type { AlertStates } from '../rule-states.ts';
import type { Rule } from '../submission-files.ts';
import { pointAtLine } from '../yaml-source.ts';

/** What a rule about a resource asks for, by the finding that it is missing. */
const METRICS: Readonly<Record<string, string>> = {
  cpu: 'node_cpu_',
  memory: 'node_memory_',
  disk: 'node_filesystem_',
  connections: 'db_pool_',
  certificate: 'probe_ssl_',
};

/** The rule that fires where none should. */
export function pointAtFiring(
  { rules }: Pick<Answers, 'rules'>,
  group: GroupName,
  alerts: readonly AlertStates[],
  minute: number,
): Pointer[] {
  const culprit = alerts.find(({ states }) => states[minute] === 'f')?.labels['alertname'];
  return pointAt(alertsOf(rules, group).find(({ alert }) => alert === culprit));
}

/** The rule that should have fired: one that was about to in the same scenario, else the one about this resource, else the only one. */
export function pointAtSilent(
  { rules }: Pick<Answers, 'rules'>,
  group: GroupName,
  code: string,
  alerts: readonly AlertStates[],
): Pointer[] {
  const own = alertsOf(rules, group);
  const stirred = new Set(alerts.map(({ labels }) => labels['alertname']));
  const metric = METRICS[code];
  const about = metric === undefined ? own : own.filter(({ expr }) => expr.includes(metric));
  const one = (some: readonly Rule[]): Rule | undefined => (some.length === 1 ? some[0] : undefined);
  return pointAt(one(about.filter(({ alert }) => stirred.has(alert))) ?? one(about));
}

/** The first rule of a group, as the place where the group is. */
export const pointAtGroup = ({ rules }: Pick<Answers, 'rules'>, group: GroupName): Pointer[] =>
  alertsOf(rules, group)
    .slice(0, 1)
    .map(({ file, line }) => pointAtLine(file, line, `groups: ${group}`));

const alertsOf = (rules: readonly Rule[], group: GroupName): Rule[] =>
  rules.filter((rule) => rule.group === group && rule.alert !== undefined);

const pointAt = (rule: Rule | undefined): Pointer[] =>
  rule === undefined
    ? []
    : [
        pointAtLine(
          rule.file,
          rule.line,
          `alert: ${rule.alert ?? ''}  expr: ${rule.expr.replaceAll(/\s+/g, ' ').trim()}`,
        ),
      ];
