import type { Frame } from '../../dashboard/frame.ts';
import type { Context, Departure } from './departure.ts';
import { groupOf, hasAbove, type Group } from './groups.ts';
import type { PanelKey } from './names.ts';
import { comparePoints } from './points.ts';
import type { Truth } from './truth.ts';
import type { Direction } from './values.ts';

/** What comes in, and what goes out. */
export type Way = 'in' | 'out';

/** What each way is of the panels that may show both apart. */
export const WAYS: Partial<Record<PanelKey, Readonly<Record<Way, Direction>>>> = {
  network: { in: 'received', out: 'sent' },
  networkErrors: { in: 'errorsReceived', out: 'errorsSent' },
};

interface Pairing {
  truthAt(way: Way, second: number): Truth;
  context: Context;
}

/** Where both ways part from the truth that may stand for either of a group's two series. */
export function comparePair(pair: Group, pairing: Pairing): Departure | undefined {
  const [first, other] = pairsOf(pair).map((ways) => departureOf(pair, ways, pairing));
  if (first === undefined || other === undefined) return undefined;
  return pairing.context.key === 'networkErrors' && isSplit(pair, pairing) ? undefined : first;
}

/** Two series may as well be those of two devices, both ways together. */
function isSplit(pair: Group, { truthAt, context }: Pairing): boolean {
  const total = (second: number): Truth => {
    const [inward, outward] = [truthAt('in', second).get(pair.name), truthAt('out', second).get(pair.name)];
    if (inward === undefined || outward === undefined) return new Map();
    const [least, most] = [inward.least + outward.least, inward.most + outward.most];
    return new Map([[pair.name, { least, most, optional: inward.optional }]]);
  };
  return comparePoints([pair], total, context) === undefined;
}

/** Which of a group's two series is which way, by their values; undefined where either may be, as when both are 0. */
export function waysOf(pair: Group, pairing: Pairing): Record<Way, Frame> | undefined {
  const fitting = pairsOf(pair).filter((ways) => departureOf(pair, ways, pairing) === undefined);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function pairsOf({ frames }: Group): Record<Way, Frame>[] {
  const [first, second] = frames;
  if (first === undefined || second === undefined) return [];
  return [
    { in: first, out: second },
    { in: second, out: first },
  ];
}

function departureOf(
  { name, frames }: Group,
  ways: Record<Way, Frame>,
  { truthAt, context }: Pairing,
): Departure | undefined {
  // One of the two may be drawn below the axis.
  const isTurned = hasAbove(frames);
  const [inward, outward] = (['in', 'out'] as const).map((way) => {
    const { values, ...frame } = ways[way];
    const shown = { ...frame, values: isTurned ? values.map((value) => Math.abs(value)) : values };
    const ofPair = (second: number): Truth => new Map([...truthAt(way, second)].filter(([group]) => group === name));
    return comparePoints([groupOf(name, [shown], false)], ofPair, context);
  });
  return inward ?? outward;
}

const WORDS: Record<Way, RegExp> = {
  in: /\b(?:in|rx|recv|received?|ingress|inbound|incoming|download)\b|수신|받은|받는|들어오/i,
  out: /\b(?:out|tx|sent|send|transmit|transmitted|egress|outbound|outgoing|upload)\b|송신|보낸|보내|나가/i,
};

/** Which way a name says that its series is; undefined where it says neither, or both. */
export function wayIn(name: string): Way | undefined {
  const [isIn, isOut] = [WORDS.in.test(name), WORDS.out.test(name)];
  return isIn === isOut ? undefined : isIn ? 'in' : 'out';
}
