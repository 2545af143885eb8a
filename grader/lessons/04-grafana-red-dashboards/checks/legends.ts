import type { Evidence } from '../../../evidence/evidence.ts';
import type { Frame } from '../../../dashboard/frame.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf } from '../answers.ts';
import { pointAt } from '../exhibit-departure.ts';
import { VIEWS } from '../days-model.ts';
import { groupFrames, MEMBERS, mentioned, type Group } from '../groups.ts';
import { lookOf, truePanels, truthOf, verdictOf } from '../judging.ts';
import { PANELS, type PanelKey, type PanelSpec } from '../names.ts';
import { WINDOW } from '../compare.ts';
import { wayIn, WAYS, waysOf, type Way } from '../pairs.ts';
import type { Truth } from '../truth.ts';

const MOST_SERIES = 20;

/** Curves are told apart, by names that say what they are, and there are no more of them than an eye can follow. */
export const legends: Check = {
  id: 'legends',
  points: 4,
  after: ['request-rate', 'error-ratio', 'latency-quantiles'],
  codes: ['same', 'unnamed', 'swapped', 'too-many'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const answer of answersOf(evidence).panels) {
      const frames = (lookOf(answer, 'hour', {})?.shown.frames ?? []).filter(({ values }) =>
        values.some((value) => !Number.isNaN(value)),
      );
      const at = [pointAt(answer.place)];
      const params = { panel: answer.id, series: frames.length };
      const names = frames.map(({ name }) => name);
      if (frames.length > MOST_SERIES) findings.add('too-many', { params: { ...params, most: MOST_SERIES }, at });
      else if (new Set(names).size < names.length) findings.add('same', { params, actual: names.join(', '), at });
    }
    for (const { key, verdict } of truePanels(evidence)) {
      const { answer } = verdict;
      const { by }: PanelSpec = PANELS[key];
      const { groups } = groupFrames(key, lookOf(answer, 'hour', {})?.shown.frames ?? []);
      if (by === undefined || groups.length < 2) continue;
      const named = groups.flatMap(({ name, frames }) => frames.map((frame) => ({ group: name, frame })));
      const members = MEMBERS[by];
      const saidBy = ({ name }: Frame): string[] => (by === 'quantile' ? quantilesIn(name) : mentioned(name, members));
      const isNamed = ({ group, frame }: Named): boolean => saidBy(frame).includes(group);
      // A name that says all there is says nothing.
      const isVague = ({ group, frame }: Named): boolean =>
        named.some((other) => other.group !== group && saidBy(other.frame).join() === saidBy(frame).join());
      const unnamed = named.find((one) => !isNamed(one) || isVague(one));
      const turned = unnamed === undefined ? turnedIn(evidence, key, groups) : undefined;
      const wrong = unnamed ?? turned;
      if (wrong === undefined) continue;
      const isOthers = !isNamed(wrong) && named.some(({ group }) => isNamed({ group, frame: wrong.frame }));
      findings.add(turned !== undefined || isOthers ? 'swapped' : 'unnamed', {
        params: { panel: answer.id },
        expected: wrong.group,
        actual: wrong.frame.name === '' ? '–' : wrong.frame.name,
        at: [pointAt(answer.place)],
      });
    }
    return findings.list();
  },
};

interface Named {
  group: string;
  frame: Frame;
}

/** A series that is called by what goes the other way. */
function turnedIn(evidence: Evidence, key: PanelKey, groups: readonly Group[]): Named | undefined {
  const [quantities, verdict] = [WAYS[key], verdictOf(evidence, key)];
  if (quantities === undefined || verdict === undefined) return undefined;
  const { factor } = verdict;
  const { from } = VIEWS.hour;
  const context = { base: { view: 'hour', part: {}, query: '', factor }, key, factor } as const;
  const truthAt = (way: Way, at: number): Truth =>
    truthOf(evidence).within(quantities[way], { at, from, part: {}, window: WINDOW });
  for (const group of groups) {
    const ways = group.frames.length === 2 ? waysOf(group, { truthAt, context }) : undefined;
    if (ways === undefined) continue;
    const wrong = (['in', 'out'] as const).find((way) => (wayIn(ways[way].name) ?? way) !== way);
    if (wrong !== undefined) return { group: `${group.name} ${wrong}`, frame: ways[wrong] };
  }
  return undefined;
}

/** P50, p50, 50th, 0.5, 50 %, median. */
const NAMES: Record<string, RegExp> = {
  P50: /(?<![\d.])(?:50|0?\.50?)(?!\d)|median|중앙/i,
  P95: /(?<![\d.])(?:0?\.)?95(?!\d)/,
  P99: /(?<![\d.])(?:0?\.)?99(?!\d)/,
};

const quantilesIn = (name: string): string[] =>
  Object.entries(NAMES).flatMap(([quantile, pattern]) => (pattern.test(name) ? [quantile] : []));
