import { createRandom } from '../../../../shop/random.ts';
import type { PostedAlert } from '../../../backends/engines.ts';
import { SEVERITIES } from '../names.ts';
import type { Rule } from '../submission-files.ts';
import { keyOf } from './notifications.ts';

/** An alert that the grader hands in, and by what the checks know it. */
export interface ProbeAlert {
  /** What it is an example of. */
  role: string;
  labels: Record<string, string>;
}

/** What a role's alert is called; it is neither the name of one of the learner's nor guessable. */
export interface ProbeAlerts {
  /**
   * Of each severity one for every service and one that has none; one of each of the learner's own rules; one of an unknown severity, one without; the learner's own watchdog, and
   * its escalation for every service; alerts that are silenced.
   */
  routing: ProbeAlert[];
  /** Twenty instances of one problem, twice. */
  groups: ProbeAlert[][];
  /** The silenced service. */
  silenced: Record<string, string>;
  /** What fires first, what then is muted or not, and which of both ends. */
  inhibition: { sources: ProbeAlert[]; targets: ProbeAlert[]; ending: ProbeAlert[] };
}

const INSTANCES = 20;
/** Those of the shop: the names that a learner's routes may know. */
const SERVICES = ['gateway', 'orders', 'payments'];

/** More than a learner has. */
const OWN_ALERTS = 60;

/** The learner's own rules, as far as they have alerts. */
export interface OwnRules {
  watchdog?: Rule;
  escalation?: Rule;
  /** All others. */
  others: readonly Rule[];
}

/** The alerts of one seed: other seeds have other names. */
export function createProbeAlerts(seed: number, own: OwnRules): ProbeAlerts {
  const random = createRandom(seed);
  const service = (name: string): string => `${name}-${random.text(4)}`;
  const alert = (role: string, severity: string | undefined, of?: string, instance = `${role}-1:3000`): ProbeAlert => ({
    role,
    labels: {
      alertname: `Probe${role.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      ...(severity === undefined ? {} : { severity }),
      ...(of === undefined ? {} : { service: of }),
      instance,
    },
  });
  const named = (role: string, rule: Rule | undefined, of?: string): ProbeAlert[] =>
    rule === undefined
      ? []
      : [
          {
            role,
            labels: {
              alertname: rule.alert ?? '',
              ...(of === undefined ? {} : { service: of }),
              // A rule's own label takes the place of the series'.
              ...staticLabels(rule.labels),
            },
          },
        ];
  const services = [service('cart'), ...SERVICES];
  const silenced = service('returns');
  const burning = service('checkout');
  const ofEach = (severity: string): ProbeAlert[] =>
    [...services, undefined].map((of) => alert(severity, severity, of));
  const many = (role: string, severity: string): ProbeAlert[] => {
    const of = service(role);
    return Array.from({ length: INSTANCES }, (_, index) =>
      alert(role, severity, of, `${role}-${random.text(5)}-${String(index + 1).padStart(2, '0')}:3000`),
    );
  };
  const source = alert('source', 'critical', burning);
  const escalation = named('escalation', own.escalation, burning);
  return {
    routing: [
      ...ofEach('critical'),
      ...ofEach('warning'),
      ...ofEach('info'),
      ...distinct(own.others.flatMap((rule) => ownAlert(rule))).slice(0, OWN_ALERTS),
      alert('unknown', 'page', service('stock')),
      alert('unlabelled', undefined, service('prices')),
      ...named('watchdog', own.watchdog),
      ...services.flatMap((of) => named('escalation', own.escalation, of)),
      alert('silenced-critical', 'critical', silenced),
      ...named('silenced-escalation', own.escalation, silenced),
    ],
    groups: [many('warning-group', 'warning'), many('critical-group', 'critical')],
    silenced: { service: silenced },
    inhibition: {
      sources: [source, alert('source-without-service', 'critical')],
      targets: [
        alert('same-service', 'warning', burning),
        alert('other-service', 'warning', service('reviews')),
        alert('without-service', 'warning'),
        alert('info', 'info', burning),
        ...escalation,
        ...named('watchdog', own.watchdog),
      ],
      ending: [source, ...escalation],
    },
  };
}

/** An alert of one of the learner's own rules, which is routed as any of its severity; none where that is not the same for all. */
function ownAlert({ alert, labels }: Rule): ProbeAlert[] {
  const own: Record<string, string> = {
    alertname: alert ?? '',
    service: 'orders',
    instance: 'orders-1:3000',
    ...staticLabels(labels),
  };
  const role = SEVERITIES.find((severity) => severity === own['severity']);
  return role === undefined ? [] : [{ role, labels: own }];
}

/** To Alertmanager alerts with the same labels are one. */
const distinct = (alerts: readonly ProbeAlert[]): ProbeAlert[] => [
  ...new Map(alerts.map((one) => [keyOf(one.labels), one])).values(),
];

/** Labels that are the same for every alert of a rule. */
const staticLabels = (labels: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => !value.includes('{{')));

const HOUR_MS = 3_600_000;
/** A little later than now: an alert that seems to have waited already is told at once, without those that come with it. */
const AHEAD_MS = 2_000;

/** An alert as it is handed in while it fires. */
export function firing({ labels }: ProbeAlert): PostedAlert {
  return {
    labels,
    annotations: { summary: `${labels['alertname']} of ${labels['service'] ?? ''} ${labels['instance'] ?? ''}` },
    startsAt: Date.now() + AHEAD_MS,
    endsAt: Date.now() + HOUR_MS,
  };
}
