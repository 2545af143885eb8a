import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';

test('a complaint names its file, and its line where there is one', () => {
  expect(printComplaint({ file: 'a.md', message: 'is empty: fill it' })).toBe('a.md: is empty: fill it');
  expect(printComplaint({ file: 'a.md', line: 3, message: 'is empty: fill it' })).toBe('a.md:3: is empty: fill it');
});

test('a complaint is one line, whatever is quoted in it', () => {
  expect(printComplaint({ file: 'a.ts', message: 'cannot be loaded (one\n  two): mend it' })).toBe(
    'a.ts: cannot be loaded (one two): mend it',
  );
});
