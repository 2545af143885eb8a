import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf, type PanelAnswer } from '../answers.ts';
import { pointAt } from '../exhibit-departure.ts';
import { verdictOf } from '../judging.ts';
import { PANELS, ROWS, type PanelKey, type PanelSpec } from '../names.ts';

/** The named panels stand in four rows, and each says what it is and in which unit. */
export const rows: Check = {
  id: 'rows',
  points: 8,
  codes: ['panel-missing', 'row', 'title', 'description', 'unit', 'scale'],
  judge(evidence) {
    const findings = gatherFindings();
    const { panels } = answersOf(evidence);
    const found = Object.entries(PANELS).map(([key, spec]: [string, PanelSpec]) => ({
      key: key as PanelKey,
      spec,
      panel: panels.find(({ id }) => id === spec.id),
    }));
    for (const { key, spec, panel } of found) {
      if (panel === undefined) {
        findings.add('panel-missing', { params: { panel: spec.id, row: spec.row } });
        continue;
      }
      const at = [pointAt(panel.place)];
      if (panel.title.trim() === '') findings.add('title', { params: { panel: spec.id }, at });
      if (panel.description.trim() === '') findings.add('description', { params: { panel: spec.id }, at });
      const verdict = verdictOf(evidence, key);
      const own = spec.units[panel.unit];
      const expected = Object.keys(spec.units).join(', ');
      const actual = panel.unit === '' ? '–' : panel.unit;
      const isOwn = panel.unit.startsWith('suffix:') && Object.values(spec.units).every((factor) => factor === 1);
      if (own === undefined && !isOwn) findings.add('unit', { params: { panel: spec.id }, expected, actual, at });
      else if (own !== undefined && verdict?.departure === undefined && verdict?.factor !== own)
        findings.add('scale', { params: { panel: spec.id, unit: panel.unit }, at });
    }
    judgeRows(found, findings);
    return findings.list();
  },
};

/** The panels of each row stand together, and the rows in their order, each with a title. */
function judgeRows(found: { spec: PanelSpec; panel: PanelAnswer | undefined }[], findings: Findings): void {
  let last = -1;
  for (const name of ROWS) {
    const present = found.flatMap(({ spec, panel }) => (spec.row === name && panel !== undefined ? [panel] : []));
    const [first] = present;
    if (first === undefined) continue;
    const index = first.row?.index ?? -1;
    const stray = present.find(({ row }) => row === null || row.index !== index || row.title.trim() === '');
    const wrong = stray ?? (index <= last ? first : undefined);
    if (wrong !== undefined)
      findings.add('row', {
        params: { panel: wrong.id, row: name, title: wrong.row?.title ?? '–' },
        at: [pointAt(wrong.place)],
      });
    last = Math.max(last, index);
  }
}
