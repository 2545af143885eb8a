import { DatabaseError, PaymentGatewayError, RecommendationsError, ShopError, type ShopErrorCode } from '#shop';

const STATUS: Record<ShopErrorCode, number> = {
  unknown_category: 400,
  invalid_request: 400,
  invalid_credentials: 401,
  payment_declined: 402,
  product_not_found: 404,
  cart_not_found: 404,
  order_not_found: 404,
  email_taken: 409,
  out_of_stock: 409,
  payment_unavailable: 503,
};

/** What the shop answers instead of what was asked for. Its `status` tells everybody, Sentry too, whose turn it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, options?: ErrorOptions) {
    super(code, options);
    this.status = status;
    this.code = code;
  }
}

/** Something the shop stands on broke; the `cause` is what it said. */
export class Breakdown extends Error {
  override readonly name = 'Breakdown';
  readonly kind: 'database' | 'payment-client' | 'recommendations';

  constructor(kind: Breakdown['kind'], cause: Error) {
    super(`broken: ${kind}`, { cause });
    this.kind = kind;
  }
}

/** Gives what an error of the shop means to whoever waits for an answer; any other error stays what it is. */
export function problemOf(error: unknown): unknown {
  if (error instanceof ShopError) return new Refusal(STATUS[error.code], error.code, { cause: error });
  if (error instanceof DatabaseError) return new Breakdown('database', error);
  if (error instanceof PaymentGatewayError) return new Breakdown('payment-client', error);
  if (error instanceof RecommendationsError) return new Breakdown('recommendations', error);
  return error;
}
