import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { compareMovements, requireFamily } from '../families.ts';
import { FAMILIES } from '../names.ts';
import { created, partOf, placedOrders, usersByMethod } from '../truth.ts';

/** Accounts by the way of signing up, carts made and carts paid for: what the business asks first. */
export const usersCarts: Check = {
  id: 'users-carts',
  points: 5,
  after: ['exposition'],
  codes: ['missing', 'type', 'users', 'carts-created', 'carts-checked-out'],
  judge(evidence) {
    const findings = gatherFindings();
    const part = partOf(evidence, 'boot', 'end');
    const codes = { type: 'counter', missing: 'missing', wrongType: 'type' } as const;
    const has = (family: string): boolean => requireFamily(evidence, { family, ...codes }, findings) !== undefined;
    const wanted = [FAMILIES.users, FAMILIES.cartsCreated, FAMILIES.cartsCheckedOut].filter((family) => has(family));
    if (part === undefined) return findings.list();
    const all = (count: number): Map<string, number> => new Map([['', count]]);
    const { exchanges } = part;
    for (const family of wanted) {
      if (family === FAMILIES.users)
        compareMovements(
          { part, family, label: 'method', expected: usersByMethod(exchanges), code: 'users' },
          findings,
        );
      else if (family === FAMILIES.cartsCreated)
        compareMovements(
          { part, family, expected: all(created(exchanges, '/carts').length), code: 'carts-created' },
          findings,
        );
      else
        compareMovements(
          { part, family, expected: all(placedOrders(exchanges).length), code: 'carts-checked-out' },
          findings,
        );
    }
    return findings.list();
  },
};
