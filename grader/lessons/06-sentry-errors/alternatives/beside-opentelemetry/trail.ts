import type { Account, Shop } from '#shop';
import type { Breadcrumb, Event } from '@sentry/node';
import { requestSpans } from './tracing.ts';

const MOST_STEPS = 100;

/** Writes down whose request this is. */
export function rememberCustomer({ id }: Account): void {
  requestSpans.current()?.setAttribute('user.id', id);
}

/** Writes down each query and each charge of a request before it is tried. */
export function rememberSteps({ database, payments }: Pick<Shop, 'database' | 'payments'>): void {
  database.use(({ text }, run) => {
    requestSpans.current()?.addEvent('db.query', { text });
    return run();
  });
  payments.use(({ cartId, method, amountCents }, run) => {
    requestSpans.current()?.addEvent('payment', { cartId, method, amountCents });
    return run();
  });
}

/** Gives each event the customer and the steps of the request it happened in. */
export const trailIntegration = () => ({
  name: 'Trail',
  preprocessEvent(event: Event): void {
    const span = requestSpans.current();
    if (event.type !== undefined || span === undefined) return;
    const id = span.attributes['user.id'];
    if (typeof id === 'string') event.user = { id };
    event.breadcrumbs = span.events.slice(-MOST_STEPS).map(({ name, time, attributes }): Breadcrumb => {
      const { text, ...data } = attributes ?? {};
      return {
        category: name,
        timestamp: time[0] + time[1] / 1e9,
        ...(typeof text === 'string' ? { message: text } : { data }),
      };
    });
  },
});
