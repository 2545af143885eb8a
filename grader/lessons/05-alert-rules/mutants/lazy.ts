import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_BUSINESS, IN_RESOURCES, IN_SLO, mutant } from './edit.ts';

const ERRORS = 'http_requests_total{status=~"5.."}';
const FAST_5M = 'service:http_errors:ratio_rate5m > 14.4 * 0.001';
const SLOW_30M = 'service:http_errors:ratio_rate30m > 6 * 0.001';
const P99 = 'histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m]))) > 0.5';
const BY_SERVICE = 'sum by (service) (rate(';

/** An edit at each of the four windows of the recorded ratios. */
const atWindows = (edit: (window: string) => readonly [find: string, replace: string]) =>
  ['5m', '30m', '1h', '6h'].map((window) => edit(window));

/** The ratio of errors over a window, as the reference solution records it. */
const ratioOver = (window: string): string =>
  `${BY_SERVICE}${ERRORS}[${window}]))\n            / ${BY_SERVICE}http_requests_total[${window}]))`;

/** What is right as long as all services, instances and errors are alike. */
export const lazyOfSlo: Mutant[] = [
  mutant(
    'errors-averaged',
    'Each instance counts the same, however little it has to do.',
    IN_SLO,
    atWindows((window) => [
      ratioOver(window),
      `avg by (service) (${ratioOver(window).replaceAll('by (service)', 'by (service, instance)')})`,
    ]),
    alone('availability', 'small-instance', 'blip'),
  ),
  ...['orders-1:3000', 'orders-2:3000'].map((instance, index) =>
    mutant(
      `errors-without-${instance.slice(0, 8)}`,
      'One of two instances is not watched.',
      IN_SLO,
      atWindows((window) => [
        ratioOver(window),
        ratioOver(window)
          .replace('{', `{instance!="${instance}", `)
          .replace('total[', `total{instance!="${instance}"}[`),
      ]),
      alone('availability', index === 0 ? 'outage' : 'night'),
    ),
  ),
  mutant(
    'errors-of-buying',
    'Who only looks is not watched.',
    IN_SLO,
    atWindows((window) => [ratioOver(window), ratioOver(window).replace('{', '{method!="GET", ')]),
    alone('availability', 'breach', 'outage', 'night', 'leak'),
  ),
  mutant(
    'all-but-502',
    'Of all errors one was forgotten.',
    IN_SLO,
    atWindows((window) => [ratioOver(window), ratioOver(window).replace('"5.."', '"50[0134]"')]),
    alone('availability', 'breach', 'outage', 'night', 'leak'),
  ),
  mutant(
    'all-but-404',
    'What is neither a success nor a wrong address is an error.',
    IN_SLO,
    atWindows((window) => [ratioOver(window), ratioOver(window).replace('status=~"5.."', 'status!~"2..|404"')]),
    alone('availability', 'client-errors'),
  ),
  mutant(
    'one-in-ten',
    'Ten in a hundred must fail, and then it is an outage.',
    IN_SLO,
    [
      [FAST_5M, FAST_5M.replace('14.4 * 0.001', '0.1')],
      [SLOW_30M, SLOW_30M.replace('6 * 0.001', '0.1')],
    ],
    alone('availability', 'leak'),
  ),
  mutant(
    'slow-on-average',
    'The mean instead of the P99.',
    IN_SLO,
    [
      [
        P99,
        `${BY_SERVICE}http_request_duration_seconds_sum[5m])) / ${BY_SERVICE}http_request_duration_seconds_count[5m])) > 0.09`,
      ],
    ],
    along('latency', ['below', 'leak'], ['rule-tests']),
  ),
  mutant(
    'p95',
    'Another quantile than the one that is promised.',
    IN_SLO,
    [[P99, P99.replace('0.99', '0.96')]],
    along('latency', ['leak'], ['rule-tests']),
  ),
  mutant(
    'p99-averaged',
    'The mean of the quantiles of all instances.',
    IN_SLO,
    [
      [
        P99,
        `avg by (service) (${P99.replace('(service, le)', '(service, instance, le)').replace(' > 0.5', '')}) > 0.5`,
      ],
    ],
    alone('latency', 'breach'),
  ),
  ...['orders-1:3000', 'orders-2:3000'].map((instance) =>
    mutant(
      `slow-without-${instance.slice(0, 8)}`,
      'One of two instances is not watched.',
      IN_SLO,
      [[P99, P99.replace('bucket[', `bucket{instance!="${instance}"}[`)]],
      alone('latency', 'breach'),
    ),
  ),
];

const DISK = `node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.4
            and predict_linear(node_filesystem_avail_bytes[1h], 4 * 3600) < 0`;
const CERTIFICATE = '(probe_ssl_earliest_cert_expiry - time()) / 86400 < 30';

/** What is right as long as there is one of each resource. */
export const lazyOfResources: Mutant[] = [
  mutant(
    'cpu-of-programs',
    'Only what programs do themselves keeps a CPU busy.',
    IN_RESOURCES,
    [
      [
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.9',
        'avg by (instance) (rate(node_cpu_seconds_total{mode="user"}[5m])) > 0.9',
      ],
    ],
    alone('saturation', 'cpu'),
  ),
  mutant(
    'cpu-of-all-machines',
    'All machines are one.',
    IN_RESOURCES,
    [['1 - avg by (instance) (rate(node_cpu', '1 - avg(rate(node_cpu']],
    alone('saturation', 'subject'),
  ),
  mutant(
    'disks-added-up',
    'What is free on one disk is of use to the other.',
    IN_RESOURCES,
    [
      [
        DISK,
        `sum by (instance) (node_filesystem_avail_bytes) / sum by (instance) (node_filesystem_size_bytes) < 0.4
            and sum by (instance) (predict_linear(node_filesystem_avail_bytes[1h], 4 * 3600)) < 0`,
      ],
    ],
    alone('saturation', 'disk'),
  ),
  mutant(
    'disk-unforeseen',
    'A limit, whether or not the disk fills.',
    IN_RESOURCES,
    [[DISK, 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.4']],
    alone('saturation', 'disk-level'),
  ),
  mutant(
    'pools-added-up',
    'What is free in one pool is of use to another instance.',
    IN_RESOURCES,
    [
      [
        'db_pool_in_use / db_pool_size > 0.9',
        'sum by (service) (db_pool_in_use) / sum by (service) (db_pool_size) > 0.9',
      ],
    ],
    alone('saturation', 'connections'),
  ),
  mutant(
    'whose-certificate',
    'The first to expire, of whatever it is.',
    IN_RESOURCES,
    [[CERTIFICATE, CERTIFICATE.replace('(probe_ssl_earliest_cert_expiry', '(min(probe_ssl_earliest_cert_expiry)')]],
    alone('saturation', 'subject'),
  ),
];

const LAST_WEEK = 'offset 1w)) < 0.5';

/** What is right as long as one day is like the other. */
export const lazyOfBusiness: Mutant[] = [
  mutant(
    'orders-of-yesterday',
    'Compared with the day before.',
    IN_BUSINESS,
    [
      [LAST_WEEK, LAST_WEEK.replace('1w', '1d')],
      ['offset 1w)) > 0.1', 'offset 1d)) > 0.1'],
    ],
    alone('business', 'weekend'),
  ),
];
