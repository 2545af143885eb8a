import { inventory, orderProcessing, payments, usersCarts } from './mutants/business.ts';
import { errorsCounted, inFlight } from './mutants/endings.ts';
import { exposition } from './mutants/exposition.ts';
import { cardinality, database, runtime } from './mutants/inside.ts';
import { naming } from './mutants/naming.ts';
import { queries } from './mutants/queries.ts';
import { requestDuration, requestRate } from './mutants/requests.ts';

/** The wrong apps of lesson 02, by the check they are about. */
export default [
  ...exposition,
  ...naming,
  ...requestRate,
  ...requestDuration,
  ...errorsCounted,
  ...cardinality,
  ...inFlight,
  ...orderProcessing,
  ...inventory,
  ...payments,
  ...usersCarts,
  ...database,
  ...runtime,
  ...queries,
];
