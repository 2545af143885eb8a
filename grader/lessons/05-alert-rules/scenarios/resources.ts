import type { Steps } from '../../../timeline/steps.ts';
import { counter, gauge, type TimelineSeries } from '../../../timeline/timeline.ts';
import { inMinutes, MINUTE } from './scenario.ts';

const GIGABYTE = 1e9;

/** Two machines that have nothing in common but their shares: what is little of one is more than the other has. */
const HOSTS = {
  'db-1:9100': { cpus: 2, memory: 16 * GIGABYTE, disk: 400 * GIGABYTE, mountpoint: '/var/lib/postgresql' },
  'web-1:9100': { cpus: 8, memory: GIGABYTE, disk: 20 * GIGABYTE, mountpoint: '/' },
};
export const INSTANCES = Object.keys(HOSTS);

/** The pools, by service: what is nearly all of one is little of another. The last is never in trouble. */
const POOLS = { orders: 20, gateway: 200, payments: 10 };
/** The services whose pools run dry, with the instance that has the pool. */
export const DRAINED = { orders: 'orders-1:3000', gateway: 'gateway-1:3000' };

const SHOP_URL = 'https://shop.example.com';

/** How it stands with the shop's resources, where it is not as always. Shares are from 0 to 1. */
export interface Resources {
  busy?: Steps;
  available?: Steps;
  free?(second: number): number;
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

/** The resources of the shop. */
export function resources({
  busy = always(CALM.busy),
  available = always(CALM.available),
  free = () => CALM.free,
  inUse = always(CALM.inUse),
  expiry = always(200 * DAY),
  allCpus = false,
}: Resources): TimelineSeries[] {
  const modes = { user: busy, idle: busy.map(([at, share]) => [at, 1 - share] as const) };
  const hosts = Object.entries(HOSTS).flatMap(([instance, { cpus, memory, disk, mountpoint }]) => {
    const node = { job: 'node', instance };
    const filesystem = { ...node, mountpoint, device: '/dev/sda1', fstype: 'ext4' };
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
        ...gauge('node_filesystem_avail_bytes', filesystem, []),
        at: (second: number) => Math.round(free(second) * disk),
      },
      gauge('node_filesystem_size_bytes', filesystem, always(disk)),
    ];
  });
  const pools = Object.entries(POOLS).flatMap(([service, size]) => {
    const labels = { job: 'shop', service, instance: `${service}-1:3000` };
    const used = service in DRAINED ? inUse : always(CALM.inUse);
    return [gauge('db_pool_in_use', labels, scaled(used, size)), gauge('db_pool_size', labels, always(size))];
  });
  return [...hosts, ...pools, gauge('probe_ssl_earliest_cert_expiry', { job: 'blackbox', instance: SHOP_URL }, expiry)];
}

const scaled = (shares: Steps, size: number): Steps => shares.map(([at, share]) => [at, Math.round(share * size)]);
