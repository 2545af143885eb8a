import { shop } from '#shop';
import * as Sentry from '@sentry/node';

/**
 * Leaves a breadcrumb before each query and each charge: the steps that led to an error. Both are asked for inside a request, so
 * each lands on that request's own trail. Keys are left out: some are session tokens, some e-mail addresses.
 */
export function leaveBreadcrumbs(): void {
  shop.database.use((statement, run) => {
    Sentry.addBreadcrumb({ category: 'query', message: statement.text });
    return run();
  });
  shop.payments.use(({ cartId, method, amountCents }, run) => {
    Sentry.addBreadcrumb({
      category: 'payment',
      message: 'charging the customer',
      data: { cart_id: cartId, method, amount_cents: amountCents },
    });
    return run();
  });
}
