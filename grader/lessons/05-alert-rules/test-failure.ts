/** The first thing that `promtool test rules` finds wrong, in its own words. */
export interface TestFailure {
  /** Which test, of what, and when; or why there was none. */
  reason: string;
  expected?: string;
  actual?: string;
}

const SIDES = /^ *exp: ?(?<expected>[^]*?)^ *got: ?(?<actual>[^]*)/m;
const NOTHING = /^$|^\[\s*\]$|^nil$/;

/** Reads what promtool prints of tests that fail. */
export function readTestFailure(output: string): TestFailure {
  const [, failed = output] = output.split(/^ *FAILED:\s*$/m);
  // The next complaint begins where the first does, or with an empty line.
  const [first = ''] = failed.replace(/^\s*\n/, '').split(/\n(?:\s*\n| {4}(?=expr:|name:|alertname:|rule:))/);
  const joined = first.startsWith('    name:') ? withNext(failed, first) : first;
  const sides = SIDES.exec(joined)?.groups;
  if (sides === undefined) return { reason: oneLine(joined) };
  const { expected = '', actual = '' } = sides;
  return {
    reason: oneLine(joined.slice(0, joined.indexOf('exp:'))).replace(/,$/, ''),
    ...differences(expected, actual),
  };
}

/** A test that has a name has it on a line of its own, before what it is about. */
function withNext(failed: string, name: string): string {
  const rest = failed.slice(failed.indexOf(name) + name.length + 1);
  const [next = ''] = rest.split(/\n(?:\s*\n| {4}(?=expr:|name:|alertname:|rule:))/);
  return `${name}\n${next}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const PAIR = /[a-zA-Z_]\w*="(?:[^"\\]|\\.)*"/g;

/** What was expected and what there was: of one alert against another no more than where they differ, so that it can be seen. */
function differences(expected: string, actual: string): { expected: string; actual: string } {
  const [one, other] = [expected, actual].map((side) => oneLine(side).replace(/,$/, ''));
  const short = (side = ''): string => (NOTHING.test(side.trim()) ? '–' : side.trim());
  const areSingle = [one, other].every((side) => (side ?? '').split('Labels:').length === 2);
  if (!areSingle) return { expected: short(one), actual: short(other) };
  const [wanted, had] = [pairsOf(one), pairsOf(other)];
  const only = (pairs: readonly string[], but: readonly string[]): string =>
    pairs.filter((pair) => !but.includes(pair)).join(', ') || '–';
  return { expected: only(wanted, had), actual: only(had, wanted) };
}

const pairsOf = (side = ''): string[] => [...side.matchAll(PAIR)].map(([pair]) => pair);
