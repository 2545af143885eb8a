import { gauge } from '../../../timeline/timeline.ts';
import { EVALUATION_SECONDS } from '../names.ts';
import { MINUTE, scraped, type Scenario } from './scenario.ts';

const START = 10;
const SERVICE = 'orders';

/** An alert of another group, firing for some stretches of minutes. */
const alerting = (severity: string, stretches: readonly (readonly [from: number, to: number])[], until: number) =>
  scraped(
    [
      gauge(
        'ALERTS',
        { alertname: 'ThreeAmProbe', alertstate: 'firing', severity, service: SERVICE, instance: 'orders-1:3000' },
        [[-1, 1]],
        stretches.map(([from, to]) => ({ from: from * MINUTE, to: to * MINUTE })),
      ),
    ],
    until,
    // As often as rules are evaluated, which is when Prometheus writes it.
    { stale: true, interval: EVALUATION_SECONDS },
  );

/** What the escalation rule in group `routing` is held to. */
export const escalation: Scenario[] = [
  {
    id: 'unacknowledged',
    group: 'routing',
    minutes: START + 70,
    series: () => alerting('critical', [[START, START + 60]], START + 70),
    expectations: [
      { state: 'quiet', from: 1, to: START + 14, code: 'escalates-early' },
      { state: 'firing', from: START + 45, to: START + 60, labels: { service: SERVICE }, code: 'not-escalated' },
      { state: 'quiet', from: START + 65, to: START + 70, code: 'escalates-for-ever' },
    ],
  },
  {
    // Two of ten minutes are none of twenty.
    id: 'short',
    group: 'routing',
    minutes: START + 60,
    series: () =>
      alerting(
        'critical',
        [
          [START, START + 10],
          [START + 30, START + 40],
        ],
        START + 60,
      ),
    expectations: [{ state: 'quiet', from: 1, to: START + 60, code: 'escalates-short' }],
  },
  {
    id: 'warning',
    group: 'routing',
    minutes: START + 50,
    series: () => alerting('warning', [[START, START + 48]], START + 50),
    expectations: [{ state: 'quiet', from: 1, to: START + 50, code: 'escalates-warning' }],
  },
];
