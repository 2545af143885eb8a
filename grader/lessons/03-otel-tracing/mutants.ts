import type { Mutant } from '../lesson.ts';
import { exporting } from './mutants/export.ts';
import { resilience, shutdown } from './mutants/ends.ts';
import { concurrency, lifetimes, logCorrelation, privacy, spanErrors } from './mutants/failures.ts';
import { names } from './mutants/names.ts';
import { asyncWork, businessSpans, databaseSpans } from './mutants/steps.ts';
import { inboundContext, oneTrace, parentage, sampling } from './mutants/traces.ts';
import { DAY } from './names.ts';

/** What goes wrong by day goes wrong in the other runs as well, where fewer checks look. */
const byDay = (mutants: readonly Mutant[]): Mutant[] => mutants.map((mutant) => ({ ...mutant, runs: [DAY] }));

/** The wrong apps of lesson 03, by the check they are about. */
export default [
  ...exporting,
  ...byDay(oneTrace),
  ...byDay(parentage),
  ...inboundContext,
  ...byDay(names),
  ...byDay(businessSpans),
  ...byDay(databaseSpans),
  ...byDay(asyncWork),
  ...byDay(spanErrors),
  ...byDay(lifetimes),
  ...byDay(concurrency),
  ...sampling,
  ...byDay(privacy),
  ...shutdown,
  ...resilience,
  ...byDay(logCorrelation),
];
