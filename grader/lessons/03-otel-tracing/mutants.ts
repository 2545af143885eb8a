import { exporting } from './mutants/export.ts';
import { resilience, shutdown } from './mutants/ends.ts';
import { concurrency, lifetimes, logCorrelation, privacy, spanErrors } from './mutants/failures.ts';
import { names } from './mutants/names.ts';
import { asyncWork, businessSpans, databaseSpans } from './mutants/steps.ts';
import { inboundContext, oneTrace, parentage, sampling } from './mutants/traces.ts';

/** The wrong apps of lesson 03, by the check they are about. */
export default [
  ...exporting,
  ...oneTrace,
  ...parentage,
  ...inboundContext,
  ...names,
  ...businessSpans,
  ...databaseSpans,
  ...asyncWork,
  ...spanErrors,
  ...lifetimes,
  ...concurrency,
  ...sampling,
  ...privacy,
  ...shutdown,
  ...resilience,
  ...logCorrelation,
];
