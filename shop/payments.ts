import { PaymentDeclined, ShopError } from './errors.ts';
import type { Gates } from './gates.ts';
import type { DeclineReason } from './protocol.ts';
import type { Cart, PaymentMethod } from './world.ts';

/** How a customer pays. */
export interface Payment {
  method: PaymentMethod;
  card?: { number: string; cvv: string };
}

const METHODS: readonly string[] = ['card', 'transfer', 'wallet'] satisfies PaymentMethod[];

/** The provider's test cards: numbers that end so are declined. */
const DECLINED_CARDS: Record<string, DeclineReason> = {
  '9995': 'insufficient_funds',
  '0069': 'card_expired',
  '0002': 'card_declined',
};

/**
 * Charges the payment provider for a cart.
 * @throws {ShopError} `invalid_request`; `payment_unavailable` when the provider does not answer
 * @throws {PaymentDeclined} when it says no
 * @throws {PaymentGatewayError} when its client breaks
 */
export async function charge(gates: Gates, cart: Cart, payment: Payment): Promise<void> {
  if (!METHODS.includes(payment?.method) || (payment.method === 'card' && !payment.card))
    throw new ShopError('invalid_request', 'a payment needs a method, and a card if it is by card');
  await gates.pass('payment', cart.id);
  const reason = DECLINED_CARDS[lastDigits(payment.card?.number)];
  if (reason !== undefined) throw new PaymentDeclined(reason);
}

// A request's body may hold anything where a card number should stand.
function lastDigits(number: unknown): string {
  return typeof number === 'string' ? number.slice(-4) : '';
}
