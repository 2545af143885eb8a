import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { LIMITS } from '../names.ts';
import { pointAtInhibitRules } from '../routing-lines.ts';
import { codesOf, judgeGroup } from './judge-group.ts';
import { nodesOf, notificationsOf, pointAtNodes, requireRouting, sendsOf } from './routing-evidence.ts';

/** A heartbeat that tells when the alerting itself has died. */
export const watchdog: Check = {
  id: 'watchdog',
  points: 4,
  codes: ['not-loaded', ...codesOf('watchdog'), 'receiver', 'rare', 'muted', 'paused'],
  judge(evidence) {
    const findings = gatherFindings();
    judgeGroup(evidence, 'watchdog', findings);
    const routing = requireRouting(evidence, findings);
    const beat = routing?.alerts.find(({ role }) => role === 'watchdog');
    if (routing === undefined || beat === undefined) return findings.list();
    const nodes = nodesOf(routing, beat);
    const at = pointAtNodes(routing, nodes);
    const own = new Set(nodes.map(({ receiver }) => receiver));
    const shared = routing.alerts.filter(
      ({ role, nodes: places }) =>
        role !== 'watchdog' && places.some((node) => own.has(routing.nodes[node]?.receiver ?? '')),
    );
    const kinds = sendsOf(routing, beat).map(({ kind }) => kind);
    const arrives = notificationsOf(routing, beat, 'firing').some(({ kind }) => kind === 'webhook');
    if (!arrives || kinds.some((kind) => kind !== 'webhook') || shared.length > 0)
      findings.add('receiver', {
        expected: 'webhook',
        actual: `${[...own].join(', ')}: ${[...kinds, ...new Set(shared.map(({ role }) => role))].join(', ')}`,
        at,
      });
    const slowest = Math.max(
      ...nodes.flatMap(({ groupWait, groupInterval, repeatInterval }) => [groupWait, groupInterval, repeatInterval]),
    );
    if (slowest > LIMITS.heartbeat)
      findings.add('rare', { expected: `≤ ${LIMITS.heartbeat} s`, actual: `${slowest} s`, at });
    if (routing.inhibited['watchdog'] === true) findings.add('muted', { at: pointAtInhibitRules(routing.lines) });
    if (nodes.some(({ muted }) => muted)) findings.add('paused', { at });
    return findings.list();
  },
};
