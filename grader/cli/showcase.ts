import { openSinks } from '../backends/embedded/open-sinks.ts';
import type { Collected, SinkPlan, Sinks } from '../backends/sinks.ts';
import { eventsOf } from '../evidence/sentry-events.ts';
import { drawEvent } from '../evidence/sentry-view.ts';
import { drawTrace } from '../evidence/span-tree.ts';
import { spansOf } from '../evidence/spans.ts';
import { tracesOf } from '../evidence/traces.ts';
import type { Lesson } from '../lessons/lesson.ts';

/** What an app pushes that somebody tries out, drawn as it comes. */
export interface Showcase extends Pick<Sinks, 'env' | 'close'> {
  readonly isOpen: boolean;
}

const LOOK_MS = 300;
/** A trace to which nothing was added for so long is taken for whole. */
const QUIET_MS = 1_000;

/**
 * Takes in what a lesson's app sends where `env` does not say that it goes elsewhere, and draws it: traces as trees, events as
 * Sentry shows them.
 * @param draw writes some lines
 */
export async function openShowcase(
  { runs }: Lesson,
  env: NodeJS.ProcessEnv,
  services: readonly string[],
  draw: (lines: string[]) => void,
): Promise<Showcase> {
  const plans = Object.values(runs).map(({ sinks = {} }) => sinks);
  const plan: SinkPlan = {};
  if (plans.some(({ otlp }) => otlp !== undefined) && env['OTEL_EXPORTER_OTLP_ENDPOINT'] === undefined)
    plan.otlp = 'up';
  if (plans.some(({ sentry }) => sentry !== undefined) && env['SENTRY_DSN'] === undefined) plan.sentry = 'up';
  const sinks = await openSinks(plan, services);
  const shown = new Set<string>();
  const show = (isLast: boolean): void => {
    for (const { id, lines } of thingsIn(sinks.collected(), isLast)) {
      if (shown.has(id)) continue;
      shown.add(id);
      draw(lines());
    }
  };
  const looking = setInterval(() => show(false), LOOK_MS).unref();
  return {
    isOpen: plan.otlp !== undefined || plan.sentry !== undefined,
    env: sinks.env,
    async close() {
      clearInterval(looking);
      show(true);
      await sinks.close();
    },
  };
}

/** What is whole by now; it is drawn by who has not shown it yet. */
function thingsIn({ otlp, sentry }: Collected, isLast: boolean): { id: string; lines: () => string[] }[] {
  const traces = tracesOf(spansOf(otlp.requests)).flatMap((trace) => {
    const newest = Math.max(...[...trace.roots, ...trace.orphans].map(({ span }) => span.request.receivedAt));
    return isLast || Date.now() - newest > QUIET_MS ? [{ id: trace.traceId, lines: () => drawTrace(trace) }] : [];
  });
  const events = eventsOf(sentry.requests).map((event) => ({ id: event.eventId, lines: () => drawEvent(event) }));
  return [...traces, ...events];
}
