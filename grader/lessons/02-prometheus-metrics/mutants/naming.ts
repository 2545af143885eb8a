import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { adding, answering, renaming } from './edit.ts';

const alone = (code: string) => ({ fails: ['naming'], finds: [`naming/${code}`] });

/** Wrong apps that `naming` must notice. */
export const naming: Mutant[] = [
  mutant(
    'defaults-only',
    'The runtime is watched and the shop is not.',
    answering(
      "`${text.split('\\n\\n').filter((family) => /^# HELP (?:process|nodejs)_/.test(family)).join('\\n\\n').trimEnd()}\\n`",
    ),
    {
      fails: [
        'naming',
        'request-rate',
        'request-duration',
        'errors-counted',
        'cardinality',
        'in-flight',
        'order-processing',
        'inventory',
        'payments',
        'users-carts',
        'database',
      ],
      finds: ['naming/none', 'request-rate/missing', 'cardinality/nothing-counted', 'errors-counted/missing'],
    },
  ),
  mutant(
    'counter-without-total',
    'A counter whose name does not say that it only grows.',
    adding("new Counter({ name: 'logins', help: 'Logins.' });"),
    alone('total-missing'),
  ),
  mutant(
    'gauge-with-total',
    'A gauge that is called a total: somebody will take its rate.',
    adding("new Gauge({ name: 'open_sessions_total', help: 'Sessions that are open.' });"),
    alone('total-misplaced'),
  ),
  mutant(
    'age-in-milliseconds',
    'Milliseconds beside seconds: half of the dashboards are off by a thousand.',
    adding("new Gauge({ name: 'cache_age_ms', help: 'Age of the cache.' });"),
    alone('unit'),
  ),
  mutant(
    'time-without-unit',
    'A time, and nobody knows in what.',
    adding("new Gauge({ name: 'startup_time', help: 'How long the start took.' });"),
    alone('unit-missing'),
  ),
  mutant(
    'prefix-here-and-there',
    'One family carries the name of the service, its neighbours do not.',
    adding("new Counter({ name: 'shop_http_retries_total', help: 'Retries.' });"),
    alone('prefix'),
  ),
  mutant(
    'status-in-name',
    'A counter for each class of statuses, where a label would do.',
    adding("new Counter({ name: 'http_5xx_responses_total', help: 'Answers with 5xx.' });"),
    alone('value-in-name'),
  ),
  mutant(
    'method-in-name',
    'A counter for each payment method.',
    adding("new Counter({ name: 'orders_card_total', help: 'Orders paid by card.' });"),
    alone('value-in-name'),
  ),
  mutant(
    'camel-case',
    'JavaScript\u2019s habits in a metric\u2019s name.',
    adding("new Counter({ name: 'cacheHits_total', help: 'Hits.' });"),
    alone('case'),
  ),
  mutant(
    'other-name-for-requests',
    'The counter is there, under a name that no dashboard knows.',
    renaming('http_requests_total', 'http_server_hits_total'),
    {
      fails: ['request-rate', 'errors-counted', 'cardinality'],
      finds: ['request-rate/missing', 'errors-counted/missing', 'cardinality/nothing-counted'],
    },
  ),
];
