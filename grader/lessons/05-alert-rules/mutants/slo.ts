import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_SLO, mutant } from './edit.ts';

const FAST = 'service:http_errors:ratio_rate5m > 14.4 * 0.001';
const FAST_LONG = 'and service:http_errors:ratio_rate1h > 14.4 * 0.001';
const FAST_GUARD = 'and sum by (service) (increase(http_requests_total{status=~"5.."}[5m])) > 5';
const SLOW = 'service:http_errors:ratio_rate30m > 6 * 0.001';
const SLOW_LONG = 'and service:http_errors:ratio_rate6h > 6 * 0.001';
const SLOW_GUARD = '[30m])) > 20';
const SLOW_FOR = 'for: 15m';
const P99 = 'histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5';
const P99_FOR = 'for: 10m';
const TESTED = ['rule-tests'];

/** Wrong rules that `availability` must notice. */
export const availability: Mutant[] = [
  mutant(
    'renamed-group',
    'The group has another name, and nobody finds it.',
    IN_SLO,
    [['name: availability', 'name: errors']],
    along('availability', ['no-rule'], TESTED),
  ),
  mutant(
    'always-something',
    'Greater than or equal to nothing is always true.',
    IN_SLO,
    [
      [SLOW, 'service:http_errors:ratio_rate30m >= 0'],
      [SLOW_LONG, ''],
      ['and sum by (service) (increase(http_requests_total{status=~"5.."}[30m])) > 20', ''],
    ],
    along('availability', ['healthy'], TESTED),
  ),
  mutant(
    'only-outages',
    'A third of the requests must fail.',
    IN_SLO,
    [
      [FAST, 'service:http_errors:ratio_rate5m > 0.3'],
      [SLOW_FOR, 'for: 2h'],
    ],
    alone('availability', 'breach'),
  ),
  mutant(
    'keeps-firing',
    'It goes on firing for two hours, to be on the safe side.',
    IN_SLO,
    [[SLOW_FOR, 'for: 15m\n        keep_firing_for: 2h']],
    alone('availability', 'lasting'),
  ),
  mutant(
    'waits-too-long',
    'Ten minutes of an outage before anybody is called.',
    IN_SLO,
    [['for: 1m', 'for: 10m']],
    along('availability', ['outage', 'night'], TESTED),
  ),
  mutant(
    'customers-mistakes',
    'A wrong address counts as an error of the shop.',
    IN_SLO,
    [
      ['(rate(http_requests_total{status=~"5.."}[5m]))', '(rate(http_requests_total{status=~"[45].."}[5m]))'],
      ['(rate(http_requests_total{status=~"5.."}[1h]))', '(rate(http_requests_total{status=~"[45].."}[1h]))'],
      [
        '(increase(http_requests_total{status=~"5.."}[5m])) > 5',
        '(increase(http_requests_total{status=~"[45].."}[5m])) > 5',
      ],
    ],
    alone('availability', 'client-errors'),
  ),
  mutant(
    'rate-of-a-sum',
    'The counters are added up first: when one starts over, what the others have counted counts again.',
    IN_SLO,
    [
      [
        'sum by (service) (rate(http_requests_total{status=~"5.."}[5m]))',
        'rate(sum by (service) (http_requests_total{status=~"5.."})[5m:1m])',
      ],
      ['/ sum by (service) (rate(http_requests_total[5m]))', '/ rate(sum by (service) (http_requests_total)[5m:1m])'],
      [
        'sum by (service) (rate(http_requests_total{status=~"5.."}[1h]))',
        'rate(sum by (service) (http_requests_total{status=~"5.."})[1h:1m])',
      ],
      ['/ sum by (service) (rate(http_requests_total[1h]))', '/ rate(sum by (service) (http_requests_total)[1h:1m])'],
      [FAST_GUARD, ''],
    ],
    alone('availability', 'restart'),
  ),
  mutant(
    'every-blip',
    'More than the objective allows, in five minutes.',
    IN_SLO,
    [
      [FAST, 'service:http_errors:ratio_rate5m > 0.001'],
      [FAST_LONG, ''],
      ['for: 1m', 'for: 5m'],
    ],
    along('availability', ['blip'], TESTED),
  ),
  mutant(
    'nobody-there',
    'Where nobody asks, something must be wrong.',
    IN_SLO,
    [[FAST_GUARD, `${FAST_GUARD}\n            or sum by (service) (rate(http_requests_total[5m])) == 0`]],
    alone('availability', 'idle'),
  ),
  mutant(
    'two-are-enough',
    'Any error is enough where the ratio is high.',
    IN_SLO,
    [[SLOW_GUARD, '[30m])) > 0']],
    alone('availability', 'few-errors'),
  ),
  mutant(
    'service-of-last-time',
    'Only orders is watched: that is where it was on Christmas Eve.',
    IN_SLO,
    [
      [FAST, FAST.replace('5m', '5m{service="orders"}')],
      [SLOW, SLOW.replace('30m', '30m{service="orders"}')],
    ],
    alone('availability', 'breach', 'outage', 'night'),
  ),
  mutant(
    'all-are-named',
    'When one service fails, all are said to.',
    IN_SLO,
    [
      [FAST, 'service:http_errors:ratio_rate5m > 0 and on () max(service:http_errors:ratio_rate5m) > 14.4 * 0.001'],
      [
        FAST_LONG,
        FAST_LONG.replace('and service:http_errors:ratio_rate1h', 'and on () max(service:http_errors:ratio_rate1h)'),
      ],
      [FAST_GUARD, FAST_GUARD.replace('and sum by (service)', 'and on () sum')],
    ],
    alone('availability', 'other-service'),
  ),
  mutant(
    'of-which-service',
    'The worst of all services, which then has no name.',
    IN_SLO,
    [
      [FAST, 'max(service:http_errors:ratio_rate5m) > 14.4 * 0.001'],
      [FAST_LONG, 'and on () service:http_errors:ratio_rate1h > 14.4 * 0.001'],
      [FAST_GUARD, FAST_GUARD.replace('and', 'and on ()')],
    ],
    along('availability', ['subject'], TESTED),
  ),
];

/** Wrong rules that `latency` must notice. */
export const latency: Mutant[] = [
  mutant(
    'no-latency',
    'The group has another name.',
    IN_SLO,
    [['name: latency', 'name: slow']],
    along('latency', ['no-rule'], TESTED),
  ),
  mutant(
    'anything-slow',
    'A tenth of a second is slow.',
    IN_SLO,
    [[P99, P99.replace('0.5', '0.05')]],
    along('latency', ['healthy', 'below'], TESTED),
  ),
  mutant(
    'one-second',
    'Half a second is fast enough.',
    IN_SLO,
    [[P99, P99.replace('> 0.5', '> 0.8')]],
    alone('latency', 'breach'),
  ),
  mutant(
    'slow-for-hours',
    'It goes on firing for two hours.',
    IN_SLO,
    [[P99_FOR, `${P99_FOR}\n        keep_firing_for: 2h`]],
    alone('latency', 'lasting'),
  ),
  mutant(
    'nearly-slow',
    'A limit below the objective.',
    IN_SLO,
    [[P99, P99.replace('> 0.5', '> 0.4')]],
    alone('latency', 'below'),
  ),
  mutant(
    'slow-moment',
    'Five slow minutes in a window of five.',
    IN_SLO,
    [[P99_FOR, 'for: 3m']],
    along('latency', ['blip', 'few-slow'], TESTED),
  ),
  mutant(
    'no-number',
    'What is not fast must be slow, and no number is not fast.',
    IN_SLO,
    [
      [
        P99,
        `sum by (service) (rate(http_request_duration_seconds_count[5m])) >= 0 unless ${P99.replace('> 0.5', '<= 0.5')}`,
      ],
      ['longer than {{ $value | humanizeDuration }}', 'longer ({{ $value }})'],
    ],
    along('latency', ['idle'], TESTED),
  ),
  mutant(
    'slow-last-time',
    'Only orders is watched.',
    IN_SLO,
    [[P99, P99.replace('bucket[5m]', 'bucket{service="orders"}[5m]')]],
    alone('latency', 'breach'),
  ),
  mutant(
    'all-are-slow',
    'When one service is slow, all are said to be.',
    IN_SLO,
    [[P99, `${P99.replace('> 0.5', '> 0')} and on () max(${P99.replace(' > 0.5', '')}) > 0.5`]],
    alone('latency', 'other-service'),
  ),
  mutant(
    'whose-latency',
    'All services in one quantile.',
    IN_SLO,
    [[P99, P99.replace('sum by (service, le)', 'sum by (le)')]],
    along('latency', ['subject'], TESTED),
  ),
];
