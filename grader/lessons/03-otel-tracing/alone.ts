import type { Traffic } from '../../observe/traffic.ts';
import { createCustomer } from './customer.ts';

const ORDERS = 12;

/** A shop whose collector is not there: enough orders for one complaint each to be too many. */
export async function driveAlone(traffic: Traffic): Promise<void> {
  const customer = await createCustomer(traffic, 'teapots', null);
  for (let order = 0; order < ORDERS; order += 1) await traffic.send({ ...customer.order('plain'), expect: null });
}
