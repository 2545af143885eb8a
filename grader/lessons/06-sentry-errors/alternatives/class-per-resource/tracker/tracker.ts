import type { Shop } from '#shop';
import * as Sentry from '@sentry/node';
import { Breakdown } from '../http/problems.ts';

/** Says who sent the request that is being handled. */
export function identify(accountId: string): void {
  Sentry.setUser({ id: accountId });
}

/** Tells of a failure that no customer noticed, because something else took its place. */
export function tellOfFallback(error: Error, about: Record<string, string>): void {
  Sentry.withScope((scope) => {
    scope.setLevel('warning');
    scope.setContext('fallback', about);
    Sentry.captureException(error);
  });
}

/** From now on each query and each charge leaves a breadcrumb with the request that asked for it. */
export function leaveTrail({ database, payments }: Pick<Shop, 'database' | 'payments'>): void {
  database.use(({ text }, run) => {
    Sentry.addBreadcrumb({ type: 'query', category: 'query', message: text });
    return run();
  });
  payments.use(({ cartId, method, amountCents }, run) => {
    Sentry.addBreadcrumb({ category: 'payment', data: { cart_id: cartId, method, amount_cents: amountCents } });
    return run();
  });
}

/** A breakdown knows what it is: from now on its kind is the issue, and a tag to search by. */
export function groupByKind(): void {
  Sentry.addEventProcessor((event, { originalException }) => {
    if (!(originalException instanceof Breakdown)) return event;
    const { kind } = originalException;
    return { ...event, fingerprint: [kind], tags: { ...event.tags, breakdown: kind } };
  });
}

/** Sends what has not been sent yet, if Sentry takes it in time. */
export async function closeTracker(): Promise<void> {
  await Sentry.close(2_000);
}
