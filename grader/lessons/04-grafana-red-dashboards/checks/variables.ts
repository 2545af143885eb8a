import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answersOf } from '../answers.ts';
import type { Part } from '../days-model.ts';
import { findingOf, pointAt } from '../exhibit-departure.ts';
import { departureIn, lookOf, truePanels, truthOf, type PanelVerdict } from '../judging.ts';
import { INSTANCES, ROUTES, SERVICES, VARIABLES, type VariableName } from '../names.ts';
import { partsOf } from '../parts.ts';

const VALUES: Record<VariableName, readonly string[]> = { service: SERVICES, route: ROUTES, instance: INSTANCES };

/** What is chosen at the top is what every panel shows. */
export const variables: Check = {
  id: 'variables',
  points: 8,
  after: ['request-rate', 'error-ratio', 'latency-quantiles'],
  codes: ['missing', 'options', 'all-missing', 'unfiltered', 'subset'],
  judge(evidence) {
    const findings = gatherFindings();
    const answers = answersOf(evidence);
    for (const name of VARIABLES) {
      const variable = answers.variables.find((one) => one.name === name);
      if (variable === undefined) {
        findings.add('missing', { params: { variable: name } });
        continue;
      }
      const at = [pointAt(variable.place)];
      const absent = VALUES[name].filter((value) => !variable.options.includes(value));
      if (absent.length > 0)
        findings.add('options', {
          params: { variable: name },
          expected: VALUES[name].join(', '),
          actual: variable.options.length === 0 ? '–' : variable.options.join(', '),
          at,
        });
      if (!variable.includeAll) findings.add('all-missing', { params: { variable: name }, at });
    }
    for (const { key, verdict } of truePanels(evidence))
      for (const part of partsOf(evidence.seed)) {
        const departure = departureIn(evidence, { key, verdict, view: 'burst', part });
        if (departure === undefined) continue;
        const code = isAsBefore(verdict, part) ? 'unfiltered' : 'subset';
        findings.add(code, findingOf({ key, answer: verdict.answer, departure }, truthOf(evidence)));
        break;
      }
    return findings.list();
  },
};

/** Whether the choice changed nothing at all. */
function isAsBefore({ answer }: PanelVerdict, part: Part): boolean {
  const valuesOf = (of: Part): string =>
    JSON.stringify(lookOf(answer, 'burst', of)?.shown.frames.map(({ labels, values }) => [labels, values]));
  return valuesOf(part) === valuesOf({});
}
