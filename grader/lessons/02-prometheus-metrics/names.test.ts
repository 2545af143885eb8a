import { expect, test } from 'vitest';
import { isRuntime, isTemplate, labelOf } from './names.ts';

test('a route of the shop is told from anything else', () => {
  expect(['/orders/{orderId}', '/carts/', '/products'].every((route) => isTemplate(route))).toBe(true);
  expect(['/', '/:id', '', 'unmatched', '/products/p_1', '/metrics'].some((route) => isTemplate(route))).toBe(false);
});

test("the runtime's families are known, with a prefix and without", () => {
  const own = ['http_requests_total', 'order_processing_seconds', 'shop_orders_total'];
  const runtime = [
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag_seconds',
    'shop_process_open_fds',
    'v8js_gc_duration',
    'target_info',
  ];
  expect(own.filter((name) => isRuntime(name))).toEqual([]);
  expect(runtime.filter((name) => !isRuntime(name))).toEqual([]);
});

test('an absent label is an empty one', () => {
  expect([labelOf({ a: 'b' }, 'a'), labelOf({}, 'a')]).toEqual(['b', '']);
});
