/** The names of lesson 06, as its reading publishes them: the first is the one the reading uses, the others are accepted. */
export const NAMES = {
  queryCategory: ['query', 'db', 'db.query'],
  paymentCategory: ['payment'],
  cartId: ['cart_id', 'cartId'],
  method: ['method'],
  amountCents: ['amount_cents', 'amountCents'],
  productId: ['product_id', 'productId', 'product.id'],
  handledLevel: ['warning'],
  user: ['user.id'],
};

/** The runs: a day of the shop, one that ends in a crash, one without a DSN, and one whose Sentry never answers. */
export const DAY = 'default';
export const CRASH = 'crash';
export const NO_DSN = 'no-dsn';
export const SILENT = 'silent';

/** What a deployment is told of itself. */
export interface Deployment {
  release: string;
  environment: string;
  /** The sample rate of traces. */
  rate: number;
}

/** The runs that can be heard of in Sentry. No two have anything in common, so that nothing can be hard-coded. */
export const DEPLOYMENTS = {
  [DAY]: { release: 'shop@2.4.1', environment: 'staging', rate: 0.4 },
  [CRASH]: { release: 'shop@2.5.0-rc.1', environment: 'canary', rate: 0 },
} as const satisfies Record<string, Deployment>;

/** What the SDK reads by itself. */
export function environmentOf(run: keyof typeof DEPLOYMENTS): Record<string, string> {
  const { release, environment, rate } = DEPLOYMENTS[run];
  return { SENTRY_RELEASE: release, SENTRY_ENVIRONMENT: environment, SENTRY_TRACES_SAMPLE_RATE: String(rate) };
}

/** A transaction as it is compared: parameters may have any name, and a slash at the end is the same route. */
export function templateOf(transaction: string): string {
  const named = transaction.replaceAll(/:\w+|\{\w+\}/g, ':');
  return named.endsWith(' /') ? named : named.replace(/\/$/, '');
}
