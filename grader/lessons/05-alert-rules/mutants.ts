import { security, serviceDown } from './mutants/causes.ts';
import { grouping, inhibition, ruleTests, watchdog } from './mutants/delivery.ts';
import { escalation } from './mutants/escalation.ts';
import { files } from './mutants/files.ts';
import { lazyOfBusiness, lazyOfResources, lazyOfSlo } from './mutants/lazy.ts';
import { output } from './mutants/output.ts';
import { business, saturation } from './mutants/resources.ts';
import { routing } from './mutants/routing.ts';
import { availability, latency } from './mutants/slo.ts';

/** The wrong submissions of lesson 05, by the check they are about. */
export default [
  ...files,
  ...output,
  ...availability,
  ...latency,
  ...lazyOfSlo,
  ...serviceDown,
  ...saturation,
  ...lazyOfResources,
  ...business,
  ...lazyOfBusiness,
  ...security,
  ...routing,
  ...escalation,
  ...grouping,
  ...inhibition,
  ...watchdog,
  ...ruleTests,
];
