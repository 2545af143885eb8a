import type { Shopper } from '../shopper.ts';
import { payFor } from './visitor.ts';

/** What customers get wrong: nothing of it is the shop's fault. */
export async function makeMistakes(nobody: Shopper, customer: Shopper, products: string[]): Promise<void> {
  const { random } = nobody;
  const get = (path: string, route: string | null, expect: number) =>
    nobody.send({ method: 'GET', path, route, expect });
  await get(`/products/p_${random.text(9)}`, '/products/:id', 404);
  await get(`/products?category=${random.text(6)}`, '/products', 400);
  await get(`/orders/o_${random.text(8)}`, '/orders/:id', 401);
  await get(`/${random.text(7)}/${random.text(5)}`, null, 404);
  const credentials = { email: `${random.text(10)}@example.com`, password: `pw_${random.text(16)}` };
  await nobody.send({ method: 'POST', path: '/sessions', route: '/sessions', body: credentials, expect: 401 });
  await nobody.send({
    method: 'POST',
    path: '/accounts',
    route: null, // no route is reached by what is no JSON
    headers: [['Content-Type', 'application/json']],
    body: `{"password":"pw_${random.text(16)}","email":}`,
    expect: 400,
  });
  const again = { email: customer.email, password: `pw_${random.text(16)}` };
  await nobody.send({ method: 'POST', path: '/accounts', route: '/accounts', body: again, expect: 409 });
  const missing = { method: 'GET', path: `/orders/o_${random.text(8)}`, route: '/orders/:id', expect: 404 };
  await customer.send(missing);
  const cartId = await customer.fillCart([{ productId: random.pick(products), quantity: 1 }]);
  await customer.send({ ...payFor(customer, cartId, { method: 'card', ending: '0002' }), expect: 402 });
}
