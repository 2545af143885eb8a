import { business } from './mutants/business.ts';
import { endpoints } from './mutants/endpoints.ts';
import { engine } from './mutants/engine.ts';
import { legends, ranges, reset, variables } from './mutants/everywhere.ts';
import { errorRatio, latencyQuantiles, requestRate } from './mutants/overview.ts';
import { provisioning } from './mutants/provisioning.ts';
import { resources } from './mutants/resources.ts';
import { rows } from './mutants/rows.ts';

/** The wrong dashboards of lesson 04, by the check they are about. */
export default [
  ...provisioning,
  ...rows,
  ...requestRate,
  ...errorRatio,
  ...latencyQuantiles,
  ...endpoints,
  ...resources,
  ...business,
  ...variables,
  ...ranges,
  ...legends,
  ...reset,
  ...engine,
];
