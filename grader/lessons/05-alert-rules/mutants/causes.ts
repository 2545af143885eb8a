import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_BUSINESS, IN_RESOURCES, IN_SERVICES, mutant } from './edit.ts';

const TESTED = ['rule-tests'];
const CPU = '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.9\n        for: 10m';
const MEMORY = 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.1';
const DISK = 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.4';
const POOL = 'sum by (service) (db_pool_in_use) / sum by (service) (db_pool_size) > 0.9';
const CERTIFICATE = '/ 86400 < 30';
const LAST_WEEK = '/ sum(rate(order_processing_seconds_count[10m] offset 1w)) < 0.5';
const ENOUGH = 'and sum(rate(order_processing_seconds_count[10m] offset 1w)) > 0.1';
const LOGINS = 'sum by (service) (rate(login_attempts_total{outcome="failure"}[5m])) > 1';

/** Wrong rules that `service-down` must notice. */
export const serviceDown: Mutant[] = [
  mutant(
    'no-services',
    'The group has another name.',
    IN_SERVICES,
    [['name: service-down', 'name: targets']],
    along('service-down', ['no-rule'], ['conventions', ...TESTED]),
  ),
  mutant(
    'first-failure',
    'A single failed scrape is enough.',
    IN_SERVICES,
    [['for: 2m', 'for: 0m']],
    along('service-down', ['one-zero'], TESTED),
  ),
  mutant(
    'first-absence',
    'What is missing for a moment is gone.',
    IN_SERVICES,
    [['for: 3m', 'for: 0m']],
    alone('service-down', 'gap'),
  ),
  mutant(
    'down-for-long',
    'It must have been down for ten minutes.',
    IN_SERVICES,
    [['for: 2m', 'for: 10m']],
    along('service-down', ['down'], TESTED),
  ),
  mutant(
    'down-for-ever',
    'It goes on firing for an hour.',
    IN_SERVICES,
    [['for: 2m', 'for: 2m\n        keep_firing_for: 1h']],
    alone('service-down', 'lasting'),
  ),
  mutant(
    'gone-unseen',
    'One of the services was forgotten.',
    IN_SERVICES,
    [['            or absent(up{job="shop", service="payments"})\n', '']],
    alone('service-down', 'vanished'),
  ),
  mutant(
    'gone-nameless',
    'Any service may be gone, and none is named.',
    IN_SERVICES,
    [
      [
        '            or absent(up{job="shop", service="payments"})',
        '            or absent(up{job="shop", service=~"payments|payment"})',
      ],
    ],
    alone('service-down', 'subject'),
  ),
];

/** Wrong rules that `saturation` must notice. */
export const saturation: Mutant[] = [
  mutant(
    'cpu-a-little',
    'A quarter of the CPU time is enough.',
    IN_RESOURCES,
    [[CPU, CPU.replace('0.9', '0.25')]],
    alone('saturation', 'healthy'),
  ),
  mutant(
    'cpu-full',
    'Only all of the CPU time is enough.',
    IN_RESOURCES,
    [[CPU, CPU.replace('0.9', '0.99')]],
    alone('saturation', 'cpu'),
  ),
  mutant(
    'cpu-at-once',
    'A busy minute is enough.',
    IN_RESOURCES,
    [[CPU, 'max by (instance) (1 - rate(node_cpu_seconds_total{mode="idle"}[1m])) > 0.9\n        for: 0m']],
    alone('saturation', 'cpu-spike'),
  ),
  mutant(
    'memory-in-bytes',
    'A hundred megabytes, whatever the size.',
    IN_RESOURCES,
    [[MEMORY, 'node_memory_MemAvailable_bytes < 1e8']],
    alone('saturation', 'memory'),
  ),
  mutant(
    'disk-when-full',
    'Only a full disk is told.',
    IN_RESOURCES,
    [[DISK, DISK.replace('0.4', '0.02')]],
    alone('saturation', 'disk'),
  ),
  mutant(
    'disk-straight-on',
    'A straight line, through a jump.',
    IN_RESOURCES,
    [
      [DISK, DISK.replace('0.4', '0.9')],
      ['for: 30m', 'for: 10m'],
    ],
    alone('saturation', 'disk-drop'),
  ),
  mutant(
    'pool-of-eighty',
    'A pool of another size.',
    IN_RESOURCES,
    [[POOL, 'sum by (service) (db_pool_in_use) > 80']],
    alone('saturation', 'connections'),
  ),
  mutant(
    'pool-at-once',
    'A full minute is enough.',
    IN_RESOURCES,
    [['for: 5m', 'for: 0m']],
    alone('saturation', 'connections-peak'),
  ),
  mutant(
    'certificate-late',
    'Three days are enough to renew it.',
    IN_RESOURCES,
    [[CERTIFICATE, '/ 86400 < 3']],
    alone('saturation', 'certificate'),
  ),
  mutant(
    'certificate-early',
    'Ninety days ahead.',
    IN_RESOURCES,
    [[CERTIFICATE, '/ 86400 < 90']],
    alone('saturation', 'certificate-early'),
  ),
];

/** Wrong rules that `business` must notice. */
export const business: Mutant[] = [
  mutant(
    'no-business',
    'The group has another name.',
    IN_BUSINESS,
    [['name: business', 'name: orders']],
    alone('business', 'no-rule'),
  ),
  mutant(
    'orders-all-gone',
    'Only no orders at all are too few.',
    IN_BUSINESS,
    [[LAST_WEEK, LAST_WEEK.replace('0.5', '0.1')]],
    alone('business', 'noon'),
  ),
  mutant(
    'orders-fewer',
    'Anything below one and a half of last week is too few.',
    IN_BUSINESS,
    [[LAST_WEEK, LAST_WEEK.replace('0.5', '1.5')]],
    alone('business', 'ordinary', 'weekend'),
  ),
  mutant(
    'orders-fixed',
    'A fixed limit, day and night.',
    IN_BUSINESS,
    [
      [LAST_WEEK, '< 0.4'],
      [ENOUGH, ''],
    ],
    alone('business', 'quiet-hour'),
  ),
  mutant(
    'orders-of-weekdays',
    'Saturday is compared with Friday, and a tenth fewer is enough.',
    IN_BUSINESS,
    [[LAST_WEEK, '/ sum(rate(order_processing_seconds_count[10m] offset 1d)) < 0.8']],
    alone('business', 'weekend'),
  ),
];

/** Wrong rules that `security` must notice. */
export const security: Mutant[] = [
  mutant(
    'no-security',
    'The group has another name.',
    IN_BUSINESS,
    [['name: security', 'name: logins']],
    along('security', ['no-rule'], TESTED),
  ),
  mutant(
    'logins-any',
    'A failed login is enough.',
    IN_BUSINESS,
    [[LOGINS, LOGINS.replace('> 1', '> 0.01')]],
    along('security', ['healthy', 'trickle'], TESTED),
  ),
  mutant(
    'logins-flood',
    'Fifty a second.',
    IN_BUSINESS,
    [[LOGINS, LOGINS.replace('> 1', '> 50')]],
    along('security', ['spike'], TESTED),
  ),
  mutant(
    'logins-lasting',
    'It goes on firing for two hours.',
    IN_BUSINESS,
    [['for: 2m', 'for: 2m\n        keep_firing_for: 2h']],
    alone('security', 'lasting'),
  ),
  mutant(
    'logins-counted',
    'A few mistakes, added up over an hour.',
    IN_BUSINESS,
    [
      [LOGINS, 'sum by (service) (increase(login_attempts_total{outcome="failure"}[1h])) / 60 > 4'],
      ['{{ $value | printf "%.1f" }} logins a second', '{{ $value | printf "%.1f" }} logins a minute'],
    ],
    along('security', ['trickle'], TESTED),
  ),
];
