import type { Steps } from '../../../timeline/steps.ts';
import { counter, gauge, type TimelineSeries } from '../../../timeline/timeline.ts';
import { inMinutes, MINUTE, scraped, type Expectation, type Scenario } from './scenario.ts';

const START = 70;
const NODE = { job: 'node', instance: 'db-1:9100' };
const DISK = { ...NODE, mountpoint: '/var/lib/postgresql', device: '/dev/sda1', fstype: 'ext4' };
const GIGABYTE = 1e9;
const MEMORY = 16 * GIGABYTE;
const DISK_SIZE = 400 * GIGABYTE;
const POOL = 20;
const CPUS = ['0', '1'];
const DAY = 86_400;

interface Resources {
  /** Shares, from 0 to 1. */
  busy?: Steps;
  available?: Steps;
  free?(second: number): number;
  inUse?: Steps;
  /** Seconds after time 0. */
  expiry?: number;
}

/** The resources of the shop: all well but for what is named. */
function resources({
  busy = inMinutes([-1440, 0.3]),
  available = inMinutes([-1440, 0.4]),
  free = () => 0.6,
  inUse = inMinutes([-1440, 0.4]),
  expiry = 200 * DAY,
}: Resources): TimelineSeries[] {
  const modes = { user: busy, idle: busy.map(([at, share]) => [at, 1 - share] as const) };
  const pool = { job: 'shop', service: 'orders', instance: 'orders-1:3000' };
  return [
    ...CPUS.flatMap((cpu) =>
      Object.entries(modes).map(([mode, perSecond]) => ({
        ...counter('node_cpu_seconds', { ...NODE, cpu, mode }, { perSecond, since: -1440 * MINUTE, resets: [] }),
      })),
    ),
    gauge(
      'node_memory_MemAvailable_bytes',
      NODE,
      available.map(([at, share]) => [at, share * MEMORY]),
    ),
    gauge('node_memory_MemTotal_bytes', NODE, [[-1, MEMORY]]),
    { ...gauge('node_filesystem_avail_bytes', DISK, []), at: (second) => Math.round(free(second) * DISK_SIZE) },
    gauge('node_filesystem_size_bytes', DISK, [[-1, DISK_SIZE]]),
    gauge(
      'db_pool_in_use',
      pool,
      inUse.map(([at, share]) => [at, Math.round(share * POOL)]),
    ),
    gauge('db_pool_size', pool, [[-1, POOL]]),
    gauge('probe_ssl_earliest_cert_expiry', { job: 'blackbox', instance: 'https://shop.example.com' }, [[-1, expiry]]),
  ];
}

const scenario = (id: string, minutes: number, trouble: Resources, expectations: Expectation[]): Scenario => ({
  id,
  group: 'saturation',
  minutes,
  series: scraped(resources(trouble), minutes),
  expectations,
});

const quiet = (code: string, to: number): Expectation => ({ state: 'quiet', from: 5, to, code });
const firing = (code: string, from: number, to: number): Expectation => ({ state: 'firing', from, to, code });

/** From the start of the trouble for some minutes. */
const meanwhile = (share: number, minutes: number, calm: number): Steps =>
  inMinutes([-1440, calm], [START, share], [START + minutes, calm]);

/** The disk fills by a tenth of its size an hour from minute 60 on, and is full after six hours. */
const FILLING_FROM = 60;
const PER_HOUR = 0.1;
const FULL_AT = FILLING_FROM + 360;
const filling = (second: number): number =>
  Math.max(0, 0.6 - (PER_HOUR * Math.max(0, second - FILLING_FROM * MINUTE)) / 3600);

/** What `saturation` is held to. */
export const saturation: Scenario[] = [
  scenario('cpu', START + 30, { busy: meanwhile(0.97, 30, 0.3) }, [
    quiet('healthy', START),
    firing('cpu', START + 20, START + 30),
  ]),
  scenario('cpu-spike', START + 30, { busy: meanwhile(1, 2, 0.3) }, [quiet('cpu-spike', START + 30)]),
  scenario('memory', START + 30, { available: meanwhile(0.04, 30, 0.4) }, [firing('memory', START + 20, START + 30)]),
  scenario('disk', FULL_AT, { free: filling }, [
    quiet('healthy', FILLING_FROM),
    firing('disk', FULL_AT - 120, FULL_AT),
  ]),
  scenario('disk-drop', START + 240, { free: (second) => (second < START * MINUTE ? 0.6 : 0.45) }, [
    quiet('disk-drop', START + 240),
  ]),
  scenario('connections', START + 20, { inUse: meanwhile(0.95, 20, 0.4) }, [
    firing('connections', START + 10, START + 20),
  ]),
  scenario('connections-peak', START + 20, { inUse: meanwhile(1, 1, 0.4) }, [quiet('connections-peak', START + 20)]),
  scenario('certificate', 80, { expiry: 25 * DAY }, [firing('certificate', 60, 80)]),
  scenario('certificate-early', 80, { expiry: 40 * DAY }, [quiet('certificate-early', 80)]),
];
