import type { Steps } from '../../../timeline/steps.ts';
import { counter, gauge, type TimelineSeries } from '../../../timeline/timeline.ts';
import { inMinutes, MINUTE } from './scenario.ts';

const GIGABYTE = 1e9;

/** Two machines that have nothing in common but their shares: what is little of one is more than the other has. */
const HOSTS = {
  'db-1:9100': {
    cpus: 2,
    memory: 16 * GIGABYTE,
    disk: { size: 400 * GIGABYTE, mountpoint: '/var/lib/postgresql', device: '/dev/sda1' },
    spare: { size: 4000 * GIGABYTE, mountpoint: '/backup', device: '/dev/sdb1' },
  },
  'web-1:9100': {
    cpus: 4,
    memory: GIGABYTE,
    disk: { size: 20 * GIGABYTE, mountpoint: '/', device: '/dev/sda1' },
    spare: { size: 500 * GIGABYTE, mountpoint: '/srv', device: '/dev/sdb1' },
  },
};
export const INSTANCES = Object.keys(HOSTS);

/** The pools, by instance: what is nearly all of one is little of another. */
const POOLS = [
  { service: 'orders', instance: 'orders-1:3000', size: 20 },
  { service: 'orders', instance: 'orders-2:3000', size: 20 },
  { service: 'gateway', instance: 'gateway-1:3000', size: 200 },
  { service: 'payments', instance: 'payments-1:3000', size: 10 },
];
/** Those that run dry: of orders, that has two, one does, and the other is as always. */
export const DRAINED = POOLS.filter(({ instance }) => ['orders-2:3000', 'gateway-1:3000'].includes(instance)).map(
  ({ service, instance }) => ({ service, instance }),
);

export const SHOP_URL = 'https://shop.example.com';

/** How it stands with the shop's resources, where it is not as always. Shares are from 0 to 1. */
export interface Resources {
  busy?: Steps;
  available?: Steps;
  free?(second: number): number;
  /** What is free of the disks that do not fill. */
  spareFree?: number;
  inUse?: Steps;
  /** When the certificate ends, in seconds after time 0. */
  expiry?: Steps;
  /** Whether each machine has all of its CPUs: many series, and where CPUs do not matter one will do. */
  allCpus?: boolean;
}

export const DAY = 86_400;
/** A share of what each resource has when all is well. */
export const CALM = { busy: 0.3, available: 0.4, free: 0.6, inUse: 0.4 };
const always = (value: number): Steps => inMinutes([-1440, value]);

/** What CPUs do that are busy, and how much of it each is. */
const BUSY_WITH = { user: 0.55, system: 0.3, steal: 0.14, iowait: 0.01 };

/** The resources of the shop. */
export function resources({
  busy = always(CALM.busy),
  available = always(CALM.available),
  free = () => CALM.free,
  spareFree = CALM.free,
  inUse = always(CALM.inUse),
  expiry = always(200 * DAY),
  allCpus = false,
}: Resources): TimelineSeries[] {
  const modes = Object.fromEntries([
    ...Object.entries(BUSY_WITH).map(([mode, part]) => [mode, busy.map(([at, share]) => [at, share * part] as const)]),
    ['idle', busy.map(([at, share]) => [at, 1 - share] as const)],
  ]) as Record<string, Steps>;
  const hosts = Object.entries(HOSTS).flatMap(([instance, { cpus, memory, disk, spare }]) => {
    const node = { job: 'node', instance };
    const filesystem = ({ mountpoint, device }: typeof disk) => ({ ...node, mountpoint, device, fstype: 'ext4' });
    return [
      ...Array.from({ length: allCpus ? cpus : 1 }, (_, cpu) =>
        Object.entries(modes).map(([mode, perSecond]) =>
          counter(
            'node_cpu_seconds',
            { ...node, cpu: String(cpu), mode },
            { perSecond, since: -1440 * MINUTE, resets: [] },
          ),
        ),
      ).flat(),
      gauge('node_memory_MemAvailable_bytes', node, scaled(available, memory)),
      gauge('node_memory_MemTotal_bytes', node, always(memory)),
      {
        ...gauge('node_filesystem_avail_bytes', filesystem(disk), []),
        at: (second: number) => Math.round(free(second) * disk.size),
      },
      gauge('node_filesystem_avail_bytes', filesystem(spare), always(spareFree * spare.size)),
      ...[disk, spare].map((one) => gauge('node_filesystem_size_bytes', filesystem(one), always(one.size))),
    ];
  });
  const pools = POOLS.flatMap(({ service, instance, size }) => {
    const labels = { job: 'shop', service, instance };
    const used = DRAINED.some((one) => one.instance === instance) ? inUse : always(CALM.inUse);
    return [gauge('db_pool_in_use', labels, scaled(used, size)), gauge('db_pool_size', labels, always(size))];
  });
  return [...hosts, ...pools, gauge('probe_ssl_earliest_cert_expiry', { job: 'blackbox', instance: SHOP_URL }, expiry)];
}

const scaled = (shares: Steps, size: number): Steps => shares.map(([at, share]) => [at, Math.round(share * size)]);
