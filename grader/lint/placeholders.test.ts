import { expect, test } from 'vitest';
import { placeholderMismatch } from './placeholders.ts';

test('the same placeholders in another order agree', () => {
  expect(placeholderMismatch('{request} answered {status}', '{status}: {request}, {request}')).toBeUndefined();
});

test('what must be added and what removed', () => {
  expect(placeholderMismatch('{request} answered {status}', '{요청} answered {status}')).toBe('add {request}');
  expect(placeholderMismatch('{request} answered', '{reqest} {status}')).toBe(
    'add {request} and remove {reqest}, {status}',
  );
});
