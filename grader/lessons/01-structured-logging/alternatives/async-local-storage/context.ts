import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line about a request says of it. */
export interface RequestContext {
  request_id: string;
  trace_id: string | undefined;
  user_id?: string;
  /** Why the shop refused. */
  error_code?: string;
}

export const context = new AsyncLocalStorage<RequestContext>();

/** Adds to what the lines of the current request say from now on. */
export function learn(facts: Partial<RequestContext>): void {
  const current = context.getStore();
  if (current !== undefined) Object.assign(current, facts);
}
