import { listenToGrader, reportToGrader } from './remote.ts';
import { openShop } from './shop.ts';

const opened = openShop(1, reportToGrader);
listenToGrader(opened);

/** The one shop of this process. */
export const shop = opened.shop;

export {
  DatabaseError,
  PaymentDeclined,
  PaymentGatewayError,
  RecommendationsError,
  ShopError,
  type ShopErrorCode,
} from './errors.ts';
export type { Shop } from './shop.ts';
export type { Account, Cart, CartItem, Category, Order, PaymentMethod, Product } from './world.ts';
export type { Around } from './around.ts';
export type { Checkout, Quote } from './checkout.ts';
export type { ConfirmationJob } from './confirmations.ts';
export type { Query, Statement } from './database.ts';
export type { Charge, Payment, Receipt } from './payments.ts';
