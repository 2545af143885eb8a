import { expect, test } from 'vitest';
import type { Frame } from '../../../dashboard/frame.ts';
import type { Check } from '../../lesson.ts';
import type { Answers, PanelAnswer } from '../answers.ts';
import { evidenceOf, framesOf, rightAnswers } from '../answers-by-hand.ts';
import type { ViewName } from '../days-model.ts';
import lesson from '../lesson.ts';
import { PANELS, type PanelKey } from '../names.ts';

/** All that the checks find in a right dashboard that was changed: check and code. */
function found(change: (answers: Answers) => void = () => undefined): string[] {
  const answers = rightAnswers();
  change(answers);
  const evidence = evidenceOf(answers);
  return lesson.checks.flatMap(({ id, judge }: Check) => judge(evidence).map(({ code }) => `${id}/${code}`));
}

const panel = ({ panels }: Answers, key: PanelKey): PanelAnswer => {
  const one = panels.find(({ id }) => id === PANELS[key].id);
  if (one === undefined) throw new Error(`no panel ${key}`);
  return one;
};

/** Changes what a panel shows; in one view, or in all. */
function redraw(answer: PanelAnswer, how: (frames: Frame[]) => Frame[], only?: ViewName): void {
  for (const { view, shown } of answer.shown) if (only === undefined || view === only) shown.frames = how(shown.frames);
}

const times =
  (factor: number) =>
  (frames: Frame[]): Frame[] =>
    frames.map((frame) => ({ ...frame, values: frame.values.map((value) => value * factor) }));
const rename =
  (name: (frame: Frame, index: number) => string) =>
  (frames: Frame[]): Frame[] =>
    frames.map((frame, index) => ({ ...frame, name: name(frame, index) }));

test('nothing is found in a right dashboard', () => {
  expect(found()).toEqual([]);
});

test.each<[string, (answers: Answers) => void, string[]]>([
  [
    'a panel under another id',
    (answers) => (panel(answers, 'requestRate').id = 99),
    ['rows/panel-missing', 'request-rate/missing'],
  ],
  ['a blank title', (answers) => (panel(answers, 'cpu').title = ' '), ['rows/title']],
  ['no description', (answers) => (panel(answers, 'cpu').description = ''), ['rows/description']],
  ['a foreign unit', (answers) => (panel(answers, 'cpu').unit = 'bytes'), ['rows/unit']],
  ['another scale than the unit says', (answers) => (panel(answers, 'latency').unit = 'ms'), ['rows/scale']],
  ['a panel in no row', (answers) => (panel(answers, 'users').row = null), ['rows/row']],
  ['a row without a title', (answers) => (panel(answers, 'users').row = { index: 3, title: '' }), ['rows/row']],
  [
    'rows in another order',
    ({ panels }) => {
      for (const one of panels) one.row = { index: 9 - Math.floor(one.id / 10), title: 'row' };
    },
    ['rows/row'],
  ],
])('rows: %s', (_, change, expected) => {
  expect(found(change)).toEqual(expected);
});

test.each<[string, PanelKey, (frames: Frame[]) => Frame[], string[]]>([
  ['one name for all', 'waiting', rename(() => 'waiting'), ['legends/same', 'legends/unnamed']],
  ['names without a group', 'waiting', rename((_frame, index) => `host ${index}`), ['legends/unnamed']],
  [
    'names that mention every group',
    'cpu',
    rename((_frame, index) => `shop-1 shop-2 payments-1 ${index}`),
    ['legends/unnamed'],
  ],
  ['names that mention every quantile', 'latency', rename((_, index) => `50 95 99 ${index}`), ['legends/unnamed']],
  [
    'quantiles under each other’s names',
    'latency',
    rename((_, index) => ['P99', 'P95', 'P50'][index] ?? ''),
    ['legends/swapped'],
  ],
  [
    'quantiles under names of another kind',
    'latency',
    rename((_, index) => ['median', '.95', '99th'][index] ?? ''),
    [],
  ],
  ['a quantile beside its objective', 'latency', rename(({ name }) => `${name} (0.5 s)`), []],
  ['a route that is the beginning of another', 'routeLatency', rename(({ name }) => `GET ${name}, P95`), []],
])('legends: %s', (_, key, how, expected) => {
  expect(found((answers) => redraw(panel(answers, key), how))).toEqual(expected);
});

test('legends: more series than an eye can follow', () => {
  const many = (frames: Frame[]): Frame[] =>
    frames.flatMap((frame) => Array.from({ length: 21 }, (_, index) => ({ ...frame, name: String(index) })));
  const extra = (answers: Answers): void => {
    answers.panels.push({ ...structuredClone(panel(answers, 'requestRate')), id: 99 });
    redraw(answers.panels.at(-1) as PanelAnswer, many);
  };
  expect(found(extra)).toEqual(['legends/too-many']);
});

/** Received and sent apart, drawn under these names and in these signs; what is received is a fifth. */
const ways =
  (received: string, sent: string, [inward, outward]: readonly [number, number] = [1, 1]) =>
  (answers: Answers): void => {
    const answer = panel(answers, 'network');
    for (const look of answer.shown)
      look.shown.frames = look.shown.frames.flatMap((frame) => {
        const [into, out] = [framesOfWay(look, 'in', frame), framesOfWay(look, 'out', frame)];
        return [
          { ...into, name: `${frame.name} ${received}`, values: into.values.map((value) => value * inward) },
          { ...out, name: `${frame.name} ${sent}`, values: out.values.map((value) => value * outward) },
        ];
      });
  };
const framesOfWay = (look: PanelAnswer['shown'][number], way: 'in' | 'out', { labels }: Frame): Frame => {
  const all = framesOf('network', look, undefined, way === 'in' ? 'received' : 'sent');
  return all.find((frame) => frame.labels['instance'] === labels['instance']) as Frame;
};

test.each<[string, (answers: Answers) => void, string[]]>([
  ['apart', ways('in', 'out'), []],
  ['apart, one below the axis', ways('수신', '송신', [1, -1]), []],
  ['under words of one’s own', ways('←', '→'), []],
  ['under each other’s names', ways('tx', 'rx'), ['legends/swapped']],
  ['both below the axis', ways('in', 'out', [-1, -1]), ['resources/value']],
  ['one of them twice', (answers) => redraw(panel(answers, 'network'), times(2)), ['resources/value']],
  ['with too much on one side, and too little on the other', ways('in', 'out', [2, 0.79]), ['resources/value']],
  [
    'by device',
    (answers) => {
      const devices = (frames: Frame[]): Frame[] =>
        frames.flatMap((frame) => [
          { ...frame, name: `${frame.name} eth0` },
          { ...frame, name: `${frame.name} lo`, values: frame.values.map(() => 0) },
        ]);
      redraw(panel(answers, 'networkErrors'), devices);
    },
    [],
  ],
  ['in a sum below the axis', (answers) => redraw(panel(answers, 'networkErrors'), times(-1)), ['resources/value']],
])('what is received and what is sent: %s', (_, change, expected) => {
  expect(found(change)).toEqual(expected);
});

test.each<[string, (answers: Answers) => void, string[]]>([
  ['without a variable', ({ variables }) => variables.splice(1, 1), ['variables/missing']],
  ['with a value that is not offered', ({ variables }) => variables[2]?.options.pop(), ['variables/options']],
  ['without All', ({ variables }) => (variables[0] ? (variables[0].includeAll = false) : 0), ['variables/all-missing']],
  [
    'with a panel that does not ask',
    (answers) => {
      const { shown } = panel(answers, 'users');
      const all = shown.find(({ view, part }) => view === 'burst' && Object.keys(part).length === 0);
      for (const look of shown) if (look.view === 'burst' && all !== undefined) look.shown = all.shown;
    },
    ['variables/unfiltered'],
  ],
  [
    'with a panel that is wrong for a choice',
    (answers) => {
      for (const look of panel(answers, 'users').shown)
        if (look.part.instance !== undefined) look.shown.frames = times(0.5)(look.shown.frames);
    },
    ['variables/subset'],
  ],
  [
    'with a zero where there is nothing to divide by',
    (answers) => {
      for (const look of panel(answers, 'errorRatio').shown)
        if (look.shown.frames.length === 0)
          look.shown.frames = times(0)(framesOf('errorRatio', { view: look.view, part: {} }));
    },
    ['variables/subset'],
  ],
])('variables: %s', (_, change, expected) => {
  expect(found(change)).toEqual(expected);
});

test.each([
  ['hour', 'ranges/late'],
  ['day-burst', 'ranges/interval'],
  ['day-six-hours', 'ranges/range'],
  ['day', 'ranges/range'],
  ['deploy', 'reset/spike'],
] as const)('a panel that is wrong in %s alone fails %s alone', (view, code) => {
  const slow = (answers: Answers): void => {
    const frames = framesOf('users', { view: 'hour', part: {} }, 540);
    redraw(panel(answers, 'users'), view === 'hour' ? () => frames : times(1.5), view);
  };
  expect(found(slow)).toEqual([code]);
});

test('a panel that is right in another scale is judged in that', () => {
  const inMilliseconds = (answers: Answers): void => {
    redraw(panel(answers, 'latency'), times(1000));
    panel(answers, 'latency').unit = 'ms';
  };
  expect(found(inMilliseconds)).toEqual([]);
});
