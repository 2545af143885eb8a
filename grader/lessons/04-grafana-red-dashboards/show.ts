import { drawPanel } from '../../dashboard/draw-panel.ts';
import { resolveVariables } from '../../dashboard/options.ts';
import { loadProvisioned } from '../../dashboard/provisioning.ts';
import { runPanel } from '../../dashboard/run-panel.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { DashboardView, QueryData } from '../lesson.ts';
import { STRETCHES, VIEWS, type ViewName } from './days-model.ts';
import { samplesOf } from './days-series.ts';
import { createDays } from './days.ts';
import { PANELS } from './names.ts';

const IDS: readonly number[] = Object.values(PANELS).map(({ id }) => id);

/** Draws the learner's panels: each as its queries answer for All. */
export const dashboard: DashboardView = {
  views: ['hour', ...Object.keys(VIEWS).filter((name) => name !== 'hour')],
  async draw({ directory, seed, engines, view, panel, width }) {
    const { dashboard: loaded } = await loadProvisioned(directory, IDS);
    if (loaded === undefined) return [];
    const prometheus = await engines.prometheus(samplesOf(createDays(seed)));
    const range = VIEWS[view as ViewName];
    const { values } = await resolveVariables(loaded.dashboard, { range, selection: {}, prometheus });
    const panels = loaded.dashboard.panels.filter(({ id, targets }) =>
      panel === undefined ? targets.length > 0 : id === panel,
    );
    return await Promise.all(
      panels.map(async (one) => {
        const shown = await runPanel(one, { range, variables: values, prometheus });
        return {
          id: one.id,
          title: one.title,
          row: one.row?.title ?? '',
          lines: drawPanel(shown, width),
          ...(shown.refused === undefined ? {} : { refused: shown.refused.reason }),
        };
      }),
    );
  },
};

const PLOTTED = 120;
/** A longer range ends where a shorter one does. */
const QUARTER = 900;

/** The two days, with the ends of the ranges as moments. */
export function twoDays({ seed }: Pick<Evidence, 'seed'>): QueryData {
  const short = Object.values(VIEWS).filter(({ from, to }) => to - from <= QUARTER);
  const moments = short.map(({ name, to }) => ({ name, at: to }));
  return {
    samples: samplesOf(createDays(seed)),
    moments: moments.toSorted((a, b) => a.at - b.at),
    step: 60,
    spans: STRETCHES.map(({ from, to, interval }) => ({
      from,
      to,
      step: Math.max(interval, Math.ceil((to - from) / PLOTTED)),
    })),
  };
}
