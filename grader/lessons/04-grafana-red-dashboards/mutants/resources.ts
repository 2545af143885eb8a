import type { Mutant } from '../../lesson.ts';
import { alone, CHOSEN, inQuery, withoutPanel } from './edit.ts';

const mutant = (id: string, code: string, story: string, find: string, replace: string): Mutant =>
  alone('resources', code, { id, story, edit: inQuery(find, replace) });

const IDLE = `1 - avg by (instance) (rate(node_cpu_seconds_total{${CHOSEN}, mode="idle"}[$__rate_interval]))`;
const WAITING = `sum by (instance) (db_pool_waiting{${CHOSEN}})`;

/** Wrong dashboards that `resources` must notice. */
export const resources: Mutant[] = [
  withoutPanel(38, 'resources'),
  mutant('cpu-parenthesis', 'refused', 'A parenthesis is missing.', IDLE, IDLE.slice(0, -1)),
  mutant('waiting-misspelt', 'no-data', 'A name that no family has.', WAITING, WAITING.replace('waiting', 'wait')),
  mutant(
    'cpu-of-all',
    'series',
    'One curve for all hosts: one that is dying is hidden by two that rest.',
    IDLE,
    IDLE.replace('avg by (instance)', 'avg'),
  ),
  mutant(
    'cpu-user-only',
    'value',
    'User time only: the system and the disks work for nothing.',
    IDLE,
    `avg by (instance) (rate(node_cpu_seconds_total{${CHOSEN}, mode="user"}[$__rate_interval]))`,
  ),
  mutant('cpu-summed', 'value', 'The sum over CPUs, as if there were one.', IDLE, IDLE.replace('avg', 'sum')),
  mutant(
    'load-as-it-is',
    'value',
    'The load, not for each CPU: 2 is much on one, and nothing on two.',
    ` / count by (instance) (node_cpu_seconds_total{${CHOSEN}, mode="idle"})`,
    '',
  ),
  mutant(
    'two-cpus',
    'value',
    'A number of CPUs that is written into the query: right on the host on which it was tried.',
    ` / count by (instance) (node_cpu_seconds_total{${CHOSEN}, mode="idle"})`,
    ' / 2',
  ),
  mutant(
    'free-for-available',
    'value',
    'Free memory: what caches would give back counts as gone.',
    'node_memory_MemAvailable_bytes',
    'node_memory_MemFree_bytes',
  ),
  mutant(
    'loopback',
    'value',
    'What a host says to itself counts as traffic.',
    `node_network_receive_bytes_total{${CHOSEN}, device!="lo"}`,
    `node_network_receive_bytes_total{${CHOSEN}}`,
  ),
  mutant(
    'received-twice',
    'value',
    'A line was copied: what is sent is what is received, and nobody sees it.',
    `node_network_transmit_bytes_total{${CHOSEN}, device!="lo"}`,
    `node_network_receive_bytes_total{${CHOSEN}, device!="lo"}`,
  ),
  mutant(
    'errors-below',
    'value',
    'All errors drawn below the axis, as if they were given back.',
    `sum by (instance) (rate(node_network_receive_errs_total{${CHOSEN}}[$__rate_interval])) + sum`,
    `-sum by (instance) (rate(node_network_receive_errs_total{${CHOSEN}}[$__rate_interval])) - sum`,
  ),
  mutant(
    'errors-in-only',
    'value',
    'Errors of what comes in, none of what goes out.',
    ` + sum by (instance) (rate(node_network_transmit_errs_total{${CHOSEN}}[$__rate_interval]))`,
    '',
  ),
  mutant(
    'pool-of-ten',
    'value',
    'A size that is written into the query, and not the same everywhere.',
    ` / sum by (instance) (db_pool_size{${CHOSEN}})`,
    ' / 10',
  ),
  mutant(
    'pool-as-it-was',
    'value',
    'The size that each pool had two hours ago; a version has been deployed since.',
    ` / sum by (instance) (db_pool_size{${CHOSEN}})`,
    ` / sum by (instance) (db_pool_size{${CHOSEN}} @ 1766542440)`,
  ),
  mutant(
    'rate-of-a-gauge',
    'value',
    'The rate of a gauge: how fast the queue grows, not how long it is.',
    WAITING,
    `sum by (instance) (rate(db_pool_waiting{${CHOSEN}}[$__rate_interval]))`,
  ),
  mutant(
    'errors-ever',
    'value',
    'All errors since the start, as if they were of now.',
    `sum by (instance) (rate(db_connection_errors_total{${CHOSEN}}[$__rate_interval]))`,
    `sum by (instance) (db_connection_errors_total{${CHOSEN}})`,
  ),
];
