import { createAround, type Around } from './around.ts';
import { PaymentDeclined, ShopError } from './errors.ts';
import type { Gates } from './gates.ts';
import type { DeclineReason } from './protocol.ts';
import type { Cart, PaymentMethod, World } from './world.ts';

/** How a customer pays. */
export interface Payment {
  method: PaymentMethod;
  card?: { number: string; cvv: string };
}

/** One attempt to charge a customer, as it goes to the payment provider. */
export interface Charge {
  cartId: string;
  method: PaymentMethod;
  amountCents: number;
}

/** What the provider gives for a charge. */
export interface Receipt {
  id: string;
}

/** The payment provider's client. */
export interface Payments {
  /**
   * Charges the payment provider for a cart.
   * @throws {ShopError} `invalid_request`, before anything is sent; `payment_unavailable` when the provider does not answer
   * @throws {PaymentDeclined} when it says no
   * @throws {PaymentGatewayError} when its client breaks
   */
  charge(cart: Pick<Cart, 'id' | 'totalCents'>, payment: Payment): Promise<Receipt>;
  /** Wraps every charge that is sent from now on. */
  use(around: Around<Charge>): void;
}

const METHODS: readonly string[] = ['card', 'transfer', 'wallet'] satisfies PaymentMethod[];

/** The provider's test cards: numbers that end so are declined. */
const DECLINED_CARDS: Record<string, DeclineReason> = {
  '9995': 'insufficient_funds',
  '0069': 'card_expired',
  '0002': 'card_declined',
};

export function createPayments(gates: Gates, world: World): Payments {
  const around = createAround<Charge>();
  return {
    async charge({ id, totalCents }, payment) {
      if (!METHODS.includes(payment?.method) || (payment.method === 'card' && !payment.card))
        throw new ShopError('invalid_request', 'a payment needs a method, and a card if it is by card');
      await around.run({ cartId: id, method: payment.method, amountCents: totalCents }, async () => {
        await gates.pass('payment', id);
        const reason = DECLINED_CARDS[lastDigits(payment.card?.number)];
        if (reason !== undefined) throw new PaymentDeclined(reason);
      });
      return { id: `pay_${world.random.text(8)}` };
    },
    use: around.use,
  };
}

// A request's body may hold anything where a card number should stand.
function lastDigits(number: unknown): string {
  return typeof number === 'string' ? number.slice(-4) : '';
}
