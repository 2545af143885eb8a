import type { Mutant } from '../../lesson.ts';
import { alone, along, IN_BUSINESS, IN_SERVICES, mutant } from './edit.ts';

const TESTED = ['rule-tests'];
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
    'down-last-time',
    'Only orders is watched.',
    IN_SERVICES,
    [['up{job="shop"} == 0', 'up{job="shop", service="orders"} == 0']],
    alone('service-down', 'down'),
  ),
  mutant(
    'gone-for-ever',
    'What was once gone is gone, though it is back.',
    IN_SERVICES,
    [['for: 3m', 'for: 3m\n        keep_firing_for: 30d']],
    alone('service-down', 'lasting'),
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
