import { availability } from './availability.ts';
import { escalation } from './escalation.ts';
import { latency } from './latency.ts';
import { saturation } from './saturation.ts';
import type { Scenario } from './scenario.ts';
import { security } from './security.ts';
import { serviceDown } from './service-down.ts';
import { watchdog } from './watchdog.ts';

/** All that promtool simulates. */
export const SCENARIOS: readonly Scenario[] = [
  ...availability,
  ...latency,
  ...serviceDown,
  ...saturation,
  ...security,
  ...escalation,
  ...watchdog,
];
