import type { GroupName } from '../names.ts';
import { availability } from './availability.ts';
import { escalation } from './escalation.ts';
import { latency } from './latency.ts';
import { saturation } from './saturation.ts';
import type { Scenario } from './scenario.ts';
import { security } from './security.ts';
import { serviceDown } from './service-down.ts';
import { watchdog } from './watchdog.ts';

/** All that promtool simulates; which service is in trouble when is the seed's choice, what comes of it never. */
export const scenariosFor = (seed: number): readonly Scenario[] => [
  ...availability(seed),
  ...latency(seed),
  ...serviceDown(seed),
  ...saturation,
  ...security,
  ...escalation,
  ...watchdog,
];

/** Those of one group. */
export const scenariosOf = (group: GroupName, seed: number): readonly Scenario[] =>
  scenariosFor(seed).filter((scenario) => scenario.group === group);
