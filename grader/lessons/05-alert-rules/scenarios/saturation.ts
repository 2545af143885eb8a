import type { Steps } from '../../../timeline/steps.ts';
import { counter, gauge, type TimelineSeries } from '../../../timeline/timeline.ts';
import { inMinutes, MINUTE, scraped, type Expectation, type Scenario } from './scenario.ts';

const START = 25;
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

const quiet = (code: string, from: number, to: number): Expectation => ({ state: 'quiet', from, to, code });
const firing = (code: string, from: number, to: number): Expectation => ({ state: 'firing', from, to, code });

/** From the start of the trouble for some minutes. */
const meanwhile = (share: number, minutes: number, calm: number): Steps =>
  inMinutes([-1440, calm], [START, share], [START + minutes, calm]);

/** The disk fills by a fifth of its size an hour from here on, and is full after three hours. In minutes. */
const FILLING = 60;
const FULL = FILLING + 180;
const filling = (second: number): number => Math.max(0, 0.6 - (0.2 * Math.max(0, second - FILLING * MINUTE)) / 3600);

/** When, in the scenario in which nothing is to fire, the pool is full for a minute, and a large file is written. In minutes. */
const PEAK = START + 20;
const DROP = 65;

/** What `saturation` is held to. */
export const saturation: Scenario[] = [
  scenario('cpu', START + 30, { busy: meanwhile(0.97, 30, 0.3) }, [
    quiet('healthy', 5, START),
    firing('cpu', START + 20, START + 30),
  ]),
  scenario('memory', START + 30, { available: meanwhile(0.04, 30, 0.4) }, [firing('memory', START + 20, START + 30)]),
  scenario('disk', FULL, { free: filling }, [firing('disk', FULL - 60, FULL)]),
  scenario('connections', START + 20, { inUse: meanwhile(0.95, 20, 0.4) }, [
    firing('connections', START + 10, START + 20),
  ]),
  scenario('certificate', 40, { expiry: 25 * DAY }, [firing('certificate', 30, 40)]),
  scenario(
    'calm',
    DROP + 100,
    {
      expiry: 40 * DAY,
      busy: meanwhile(1, 2, 0.3),
      inUse: inMinutes([-1440, 0.4], [PEAK, 1], [PEAK + 1, 0.4]),
      free: (second) => (second < DROP * MINUTE ? 0.6 : 0.45),
    },
    [
      quiet('certificate-early', 5, START),
      quiet('cpu-spike', START + 1, PEAK),
      quiet('connections-peak', PEAK + 1, DROP),
      quiet('disk-drop', DROP + 1, DROP + 100),
    ],
  ),
];
