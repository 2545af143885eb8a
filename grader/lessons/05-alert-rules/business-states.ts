import pLimit from 'p-limit';
import { EngineFailed, type Engines, type Prometheus, type QueryResult } from '../../backends/engines.ts';
import { durationSeconds } from './promtool-output.ts';
import type { AlertStates, GroupStates } from './rule-states.ts';
import { business, ordersAsScraped, type BusinessScenario } from './scenarios/business.ts';
import { MINUTE } from './scenarios/scenario.ts';
import type { Group, Rule } from './submission-files.ts';

/** As many queries at once as Prometheus answers side by side, and how long all of them may take. */
const AT_ONCE = 4;
const WITHIN_MS = 20_000;

/** Evaluates the rules of `business` over two weeks of orders: on a real Prometheus, since promtool would take minutes. Absent where there are none. */
export async function simulateBusiness(groups: readonly Group[], engines: Engines): Promise<GroupStates | undefined> {
  const alerts = groups
    .filter(({ name }) => name === 'business')
    .flatMap(({ rules }) => rules.filter(({ alert }) => alert !== undefined));
  if (alerts.length === 0) return undefined;
  const prometheus = await engines.prometheus(ordersAsScraped());
  const states: GroupStates = { scenarios: {}, rendered: [] };
  const room = pLimit(AT_ONCE);
  const deadline = Date.now() + WITHIN_MS;
  for (const scenario of business) {
    const outcomes = await Promise.all(
      alerts.map((rule) =>
        room(() => (Date.now() > deadline ? `> ${WITHIN_MS / 1000} s` : evaluate(prometheus, rule, scenario))),
      ),
    );
    const refusal = outcomes.find((outcome) => typeof outcome === 'string');
    if (refusal !== undefined) return { ...states, refusal };
    states.scenarios[scenario.id] = outcomes.flat() as AlertStates[];
  }
  return states;
}

/** An alert's states, or why there are none. */
async function evaluate(
  prometheus: Prometheus,
  { alert = '', expr, for: pending, keepFiringFor, labels }: Rule,
  { from, minutes }: BusinessScenario,
): Promise<AlertStates[] | string> {
  const range = { from, to: from + minutes * MINUTE, step: MINUTE };
  const answer = await prometheus.queryRange(expr, range).catch((error: unknown): QueryResult => {
    // An expression that takes for ever is not the grader's fault.
    if (!(error instanceof EngineFailed)) throw error;
    return { ok: false, error: error.message };
  });
  if (!answer.ok) return answer.error;
  const waits = { pending: durationSeconds(pending) / MINUTE, keeping: durationSeconds(keepFiringFor) / MINUTE };
  return answer.series.map((series) => {
    const held = new Set(series.points.map(([at]) => Math.round((at - from) / MINUTE)));
    const states = statesOf((minute) => held.has(minute), minutes, waits);
    const { __name__: _, ...own } = series.labels;
    return { labels: { ...own, alertname: alert, ...labels }, states };
  });
}

/**
 * What Prometheus makes of an expression that holds in some minutes: pending until it has held for so long, and firing on for so long
 * after it held last (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/). Waits in minutes.
 */
export function statesOf(
  holds: (minute: number) => boolean,
  minutes: number,
  { pending, keeping }: { pending: number; keeping: number },
): string {
  let since: number | undefined;
  let over: number | undefined;
  let isFiring = false;
  const states = Array.from({ length: minutes + 1 }, (_, minute) => {
    if (holds(minute)) {
      since ??= minute;
      over = undefined;
      isFiring ||= minute - since >= pending;
      return isFiring ? 'f' : 'p';
    }
    over ??= minute;
    isFiring &&= minute - over < keeping;
    if (!isFiring) since = undefined;
    return isFiring ? 'f' : '.';
  });
  return states.join('');
}
