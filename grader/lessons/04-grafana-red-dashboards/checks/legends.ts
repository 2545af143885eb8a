import type { Frame } from '../../../dashboard/frame.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf } from '../answers.ts';
import { pointAt } from '../exhibit-departure.ts';
import { groupFrames } from '../groups.ts';
import { lookOf, truePanels } from '../judging.ts';
import { PANELS, type PanelSpec } from '../names.ts';

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
      const pairs = groups.flatMap(({ name, frames }) => frames.map((frame) => ({ group: name, frame })));
      const isNamed = by === 'quantile' ? isOwnQuantile : isOwnGroup;
      const wrong = pairs.find((pair) => !isNamed(pair));
      if (wrong === undefined) continue;
      const isOthers = pairs.some(({ group }) => group !== wrong.group && isNamed({ group, frame: wrong.frame }));
      findings.add(isOthers ? 'swapped' : 'unnamed', {
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

const isOwnGroup = ({ group, frame }: Named): boolean => frame.name.includes(group);

/** P50, p50, 50th, 0.5, 50 %, median. */
const NAMES: Record<string, RegExp> = {
  P50: /(?<![\d.])(?:50|0?\.50?)(?!\d)|median|중앙/i,
  P95: /(?<![\d.])(?:0?\.)?95(?!\d)/,
  P99: /(?<![\d.])(?:0?\.)?99(?!\d)/,
};

const isOwnQuantile = ({ group, frame }: Named): boolean => NAMES[group]?.test(frame.name) ?? false;
