import type { Evidence } from '../../../evidence/evidence.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check, Finding } from '../../lesson.ts';
import { findingOf } from '../exhibit-departure.ts';
import { truthOf, verdictOf } from '../judging.ts';
import { PANELS, type PanelKey } from '../names.ts';

const CODES = ['missing', 'refused', 'not-run', 'no-data', 'series', 'value'];

/** A check of what panels show, in the main views. */
function panelsCheck(id: string, points: number, keys: readonly PanelKey[], codes: readonly string[] = []): Check {
  return { id, points, codes: [...CODES, ...codes], judge: (evidence) => judgePanels(evidence, keys) };
}

function judgePanels(evidence: Evidence, keys: readonly PanelKey[]): Finding[] {
  const findings = gatherFindings();
  for (const key of keys) {
    const verdict = verdictOf(evidence, key);
    if (verdict === undefined) findings.add('missing', { params: { panel: PANELS[key].id } });
    else if (verdict.departure !== undefined) {
      const { answer, departure } = verdict;
      findings.add(departure.code, findingOf({ key, answer, departure }, truthOf(evidence)));
    }
  }
  return findings.list();
}

/** The first panel of all says how many requests there are. */
export const requestRate = panelsCheck('request-rate', 8, ['requestRate']);

/** The share of requests that fail, which is 0, and not nothing, when none does. */
export const errorRatio = panelsCheck('error-ratio', 10, ['errorRatio'], ['healthy']);

/** Quantiles of the whole, never averaged. */
export const latencyQuantiles = panelsCheck('latency-quantiles', 10, ['latency']);

/** Which routes are busiest, and which slowest. */
export const endpoints = panelsCheck('endpoints', 10, ['busiest', 'slowest', 'routeLatency'], ['order', 'members']);

/** What the services run on: utilisation, saturation, errors. */
export const resources = panelsCheck('resources', 12, [
  'cpu',
  'load',
  'memory',
  'network',
  'networkErrors',
  'connections',
  'waiting',
  'connectionErrors',
]);

/** What the shop lives on. */
export const business = panelsCheck('business', 10, ['orders', 'users', 'failures', 'revenue', 'conversion']);
