import { expect, test } from 'vitest';
import { templateOf } from './template.ts';

test.for([
  ['/products/:id', '/products/:id'],
  ['/products/{id}', '/products/:id'],
  ['/products/<id>/', '/products/:id'],
  ['/products/:productId', '/products/:id'],
  ['/products/', '/products'],
  ['/', '/'],
])('%s is the template %s', ([route = '', template]) => {
  expect(templateOf(route)).toBe(template);
});
