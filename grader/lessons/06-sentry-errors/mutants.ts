import { capturedOnce, initFirst } from './mutants/capture.ts';
import { identity, scrubbing, userContext } from './mutants/content.ts';
import { flush, noDsn, sampling } from './mutants/endings.ts';
import { expectedErrors } from './mutants/expected.ts';
import { grouping } from './mutants/grouping.ts';
import { breadcrumbs, handled } from './mutants/trail.ts';

/** The wrong apps of lesson 06, by the check they are about. */
export default [
  ...initFirst,
  ...capturedOnce,
  ...expectedErrors,
  ...identity,
  ...scrubbing,
  ...userContext,
  ...breadcrumbs,
  ...handled,
  ...grouping,
  ...sampling,
  ...flush,
  ...noDsn,
];
