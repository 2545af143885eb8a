import type { DeclineReason } from './protocol.ts';

/** What can go wrong in a shop in an ordinary way: expected, and the customer's business, not an operator's. */
export type ShopErrorCode =
  | 'unknown_category'
  | 'invalid_request'
  | 'product_not_found'
  | 'cart_not_found'
  | 'order_not_found'
  | 'email_taken'
  | 'invalid_credentials'
  | 'out_of_stock'
  | 'payment_declined'
  | 'payment_unavailable';

/** An expected failure of the shop. `code` is stable; `message` is for people. */
export class ShopError extends Error {
  readonly code: ShopErrorCode;

  constructor(code: ShopErrorCode, message: string) {
    super(message);
    this.name = 'ShopError';
    this.code = code;
  }
}

/** The payment provider said no. */
export class PaymentDeclined extends ShopError {
  readonly reason: DeclineReason;

  constructor(reason: DeclineReason) {
    super('payment_declined', `the payment was declined: ${reason}`);
    this.name = 'PaymentDeclined';
    this.reason = reason;
  }
}

/**
 * An unexpected failure of the payment provider's client. Like the errors of many HTTP clients it carries
 * the whole request it had made, credentials included.
 */
export class PaymentGatewayError extends Error {
  readonly config: { method: string; url: string; headers: Record<string, string> };

  constructor(message: string, secret: string) {
    super(message);
    this.name = 'PaymentGatewayError';
    this.config = {
      method: 'POST',
      url: 'https://payments.example/v1/charges',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    };
  }
}

/** The recommendations do not answer: annoying, and no reason to show a customer an empty page. */
export class RecommendationsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RecommendationsError';
  }
}

/** An unexpected failure of the database. */
export class DatabaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DatabaseError';
  }
}
