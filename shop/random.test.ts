import { expect, test } from 'vitest';
import { createRandom, type Random } from './random.ts';

const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

/** Something of everything a source can draw. */
const draw = (random: Random) => ({
  int: random.int(-5, 5),
  pick: random.pick(['a', 'b', 'c']),
  text: random.text(12),
  digits: random.digits(6),
  shuffled: random.shuffle([1, 2, 3, 4, 5]),
  forked: random.fork().text(6),
});

test('the same seed draws the same', () => {
  for (const seed of [0, 1, 0x7fffffff]) expect(draw(createRandom(seed))).toEqual(draw(createRandom(seed)));
});

test('another seed draws something else, neighbours included', () => {
  const texts = [...SEEDS, 0x7ffffffe, 0x7fffffff].map((seed) => createRandom(seed).text(24));
  expect(new Set(texts).size).toBe(texts.length);
});

test('int gives every whole number of its range, both ends included, and none beyond', () => {
  const random = createRandom(7);
  const drawn = Array.from({ length: 500 }, () => random.int(-2, 2));
  expect([...new Set(drawn)].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  expect(random.int(3, 3)).toBe(3);
});

test('pick comes to every item', () => {
  const random = createRandom(7);
  expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']));
});

test('pick of nothing gives nothing: an app may list no products', () => {
  expect(createRandom(7).pick([])).toBeUndefined();
});

test('text has the wanted length and no characters that look alike', () => {
  for (const seed of SEEDS) expect(createRandom(seed).text(40)).toMatch(/^[a-km-np-z2-9]{40}$/);
  expect(createRandom(7).text(0)).toBe('');
  expect(new Set(createRandom(7).text(2000)).size).toBe(32);
});

test('digits has the wanted length, all ten digits and nothing else', () => {
  expect(createRandom(7).digits(300)).toMatch(/^\d{300}$/);
  expect(new Set(createRandom(7).digits(300)).size).toBe(10);
});

test('shuffle gives the same items in every order, and leaves the given ones alone', () => {
  const random = createRandom(7);
  const items = Object.freeze(['a', 'b', 'c']);
  const orders = Array.from({ length: 200 }, () => random.shuffle(items).join(''));
  expect([...new Set(orders)].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  expect(random.shuffle([])).toEqual([]);
  expect(random.shuffle(['a', 'a', 'b']).toSorted()).toEqual(['a', 'a', 'b']);
});

test('what is drawn from a fork changes nothing for its parent, and the other way round', () => {
  const [busy, idle] = [createRandom(7), createRandom(7)];
  const [busyFork, idleFork] = [busy.fork(), idle.fork()];
  busyFork.text(100);
  expect(busy.text(24)).toBe(idle.text(24));
  const [early, late] = [createRandom(8), createRandom(8)];
  const [earlyFork, lateFork] = [early.fork(), late.fork()];
  late.text(100);
  expect(earlyFork.text(24)).toBe(lateFork.text(24));
  expect(idleFork.text(24)).not.toBe(createRandom(7).text(24));
});

test('forks of one source differ', () => {
  const random = createRandom(7);
  expect(new Set(SEEDS.map(() => random.fork().text(24))).size).toBe(SEEDS.length);
});
