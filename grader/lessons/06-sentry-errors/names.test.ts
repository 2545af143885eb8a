import { expect, test } from 'vitest';
import { templateOf } from './names.ts';

test.each([
  ['GET /orders/:id', 'GET /orders/:orderId'],
  ['GET /orders/:id', 'GET /orders/{id}'],
  ['POST /orders', 'POST /orders/'],
  ['GET /products/:id/recommendations', 'GET /products/:product_id/recommendations/'],
  ['GET /', 'GET /'],
])('%s and %s are the same transaction', (one, other) => {
  expect(templateOf(one)).toBe(templateOf(other));
});

test.each([
  ['GET /orders/:id', 'GET /orders/o_1'],
  ['GET /orders/:id', 'POST /orders/:id'],
  ['GET /orders/:id', '/orders/:id'],
  ['GET /orders/:id', 'GET'],
])('%s and %s are not', (one, other) => {
  expect(templateOf(one)).not.toBe(templateOf(other));
});
