import type { Frame } from '../../dashboard/frame.ts';
import { EMPTY_EVIDENCE } from '../../evidence/empty.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { encode, type Answers, type PanelAnswer } from './answers.ts';
import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { createDays } from './days.ts';
import { INSTANCES, PANELS, ROUTES, ROWS, SERVICES, type PanelKey, type PanelSpec } from './names.ts';
import { partsOf } from './parts.ts';
import { tellTruth, type Truths } from './truth.ts';
import type { Quantity } from './values.ts';

const SEED = 7;
const POINTS = 30;
const PLACE = { file: 'dashboards/shop.json', line: 1, column: 1, text: '{}' };

/** The truth that answers by hand are made of. */
export const TRUTHS: Truths = tellTruth(createDays(SEED));

/** A right dashboard's answers, to be changed. */
export const rightAnswers = (): Answers => structuredClone(RIGHT);

/** Made of the truth itself, without any Prometheus: averages of the last minutes. */
function makeAnswers(): Answers {
  const views = Object.keys(VIEWS) as ViewName[];
  const looks: { view: ViewName; part: Part }[] = [
    ...views.map((view) => ({ view, part: {} })),
    ...partsOf(SEED).map((part) => ({ view: 'burst' as const, part })),
  ];
  const panels = Object.entries(PANELS).map(([key, spec]: [string, PanelSpec]): PanelAnswer => ({
    id: spec.id,
    title: key,
    description: key,
    unit: Object.keys(spec.units)[0] ?? '',
    row: { index: ROWS.indexOf(spec.row), title: spec.row },
    place: PLACE,
    queries: [PLACE],
    shown: looks.map((look) => ({ ...look, shown: { queries: [key], frames: framesOf(key as PanelKey, look) } })),
  }));
  const variable = { multi: true, includeAll: true, place: PLACE };
  const variables = [
    { ...variable, name: 'service', options: SERVICES },
    { ...variable, name: 'route', options: ROUTES },
    { ...variable, name: 'instance', options: INSTANCES },
  ];
  return { problems: [], file: PLACE.file, panels, variables };
}

/** What was answered, as evidence. */
export const evidenceOf = (answers: Answers): Evidence => ({
  ...EMPTY_EVIDENCE,
  lesson: '04-grafana-red-dashboards',
  seed: SEED,
  answers: encode(answers),
});

const WHOLE: ReadonlySet<PanelKey> = new Set<PanelKey>(['revenue', 'conversion', 'busiest', 'slowest']);
const RANKED = 5;
/** As far as each value looks back: four scrapes, and at least to the point before. */
const SCRAPES = 4;

/** What a panel shows that is right. */
export function framesOf(
  key: PanelKey,
  { view, part }: { view: ViewName; part: Part },
  window?: number,
  quantity: Quantity = key,
): Frame[] {
  const { from, to, scrape } = VIEWS[view];
  const { by = '' }: { by?: string } = PANELS[key];
  const frame = { refId: 'A', query: key, unit: '' };
  const named = (name: string): Pick<Frame, 'name' | 'labels'> => ({ name, labels: name === '' ? {} : { [by]: name } });
  if (WHOLE.has(key)) {
    const all = [...TRUTHS.over(key, { from, to, part })].map(([name, { most }]) => ({ name, most }));
    return all
      .toSorted((a, b) => b.most - a.most)
      .slice(0, RANKED)
      .map(({ name, most }) => ({ ...frame, ...named(name), start: to, step: 0, values: [most] }));
  }
  const step = (to - from) / POINTS;
  const back = window ?? Math.min(600, Math.max(SCRAPES * scrape, step));
  const times = Array.from({ length: POINTS + 1 }, (_, index) => from + index * step);
  const truths = times.map((at) => TRUTHS.over(quantity, { from: at - back, to: at, part }));
  const groups = new Set(truths.flatMap((truth) => [...truth.keys()]));
  return [...groups].map((name) => ({
    ...frame,
    ...named(name),
    start: from,
    step,
    values: truths.map((truth) => truth.get(name)?.most ?? Number.NaN),
  }));
}

const RIGHT = makeAnswers();
