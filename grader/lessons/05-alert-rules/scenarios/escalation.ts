import { gauge } from '../../../timeline/timeline.ts';
import { MINUTE, scraped, type Scenario } from './scenario.ts';

const START = 10;
const SERVICE = 'orders';

/** An alert of another group, firing from the start for some minutes. */
const alerting = (severity: string, minutes: number, until: number) =>
  scraped(
    [
      gauge(
        'ALERTS',
        { alertname: 'ThreeAmProbe', alertstate: 'firing', severity, service: SERVICE, instance: 'orders-1:3000' },
        [[-1, 1]],
        [{ from: START * MINUTE, to: (START + minutes) * MINUTE }],
      ),
    ],
    until,
    { stale: true },
  );

/** What the escalation rule in group `routing` is held to. */
export const escalation: Scenario[] = [
  {
    id: 'unacknowledged',
    group: 'routing',
    minutes: START + 70,
    series: () => alerting('critical', 60, START + 70),
    expectations: [
      { state: 'quiet', from: 1, to: START + 14, code: 'escalates-early' },
      { state: 'firing', from: START + 45, to: START + 60, labels: { service: SERVICE }, code: 'not-escalated' },
      { state: 'quiet', from: START + 65, to: START + 70, code: 'escalates-for-ever' },
    ],
  },
  {
    id: 'warning',
    group: 'routing',
    minutes: START + 50,
    series: () => alerting('warning', 48, START + 50),
    expectations: [{ state: 'quiet', from: 1, to: START + 50, code: 'escalates-warning' }],
  },
];
