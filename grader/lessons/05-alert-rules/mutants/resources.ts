import type { Mutant } from '../../lesson.ts';
import { alone, IN_BUSINESS, IN_RESOURCES, mutant } from './edit.ts';

const CPU = '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.9\n        for: 10m';
const MEMORY = 'node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.1';
const DISK = 'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.4';
const POOL = 'db_pool_in_use / db_pool_size > 0.9';
const CERTIFICATE = '/ 86400 < 30';
const LAST_WEEK = '/ sum(rate(order_processing_seconds_count[10m] offset 1w)) < 0.5';
const ENOUGH = 'and sum(rate(order_processing_seconds_count[10m] offset 1w)) > 0.1';

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
    'memory-of-last-year',
    'Less than a gigabyte, on a machine that has no more.',
    IN_RESOURCES,
    [[MEMORY, 'node_memory_MemAvailable_bytes < 1e9']],
    alone('saturation', 'healthy'),
  ),
  mutant(
    'memory-for-ever',
    'It goes on firing for a month.',
    IN_RESOURCES,
    [[`${MEMORY}\n        for: 10m`, `${MEMORY}\n        for: 10m\n        keep_firing_for: 30d`]],
    alone('saturation', 'lasting'),
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
    [[POOL, 'db_pool_in_use > 80']],
    alone('saturation', 'connections'),
  ),
  mutant(
    'pool-of-twenty',
    'Fifteen connections, of however many there are.',
    IN_RESOURCES,
    [[POOL, 'db_pool_in_use > 15']],
    alone('saturation', 'healthy'),
  ),
  mutant(
    'whose-pool',
    'The fullest of all pools, whose name is lost.',
    IN_RESOURCES,
    [[POOL, `max(${POOL.replace(' > 0.9', '')}) > 0.9`]],
    alone('saturation', 'subject'),
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
    'orders-between',
    'A fixed limit, and another below which it is night.',
    IN_BUSINESS,
    [
      [LAST_WEEK, '< 0.4'],
      [ENOUGH, 'and sum(rate(order_processing_seconds_count[10m])) > 0.1'],
    ],
    alone('business', 'ordinary'),
  ),
  mutant(
    'orders-for-ever',
    'It goes on firing for two hours.',
    IN_BUSINESS,
    [[`${ENOUGH}\n        for: 10m`, `${ENOUGH}\n        for: 10m\n        keep_firing_for: 2h`]],
    alone('business', 'lasting'),
  ),
];
