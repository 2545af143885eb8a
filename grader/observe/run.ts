import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../shop/random.ts';
import { openSinks } from '../backends/embedded/open-sinks.ts';
import type { Collected, Sinks } from '../backends/sinks.ts';
import { bootServices } from './boot.ts';
import type { ProcessRecord, Run, RunOutcome, Trouble } from '../evidence/evidence.ts';
import type { Limits } from './limits.ts';
import type { RunPlan } from './plan.ts';
import type { Service } from './service.ts';
import { ChannelClosed } from './shop-channel.ts';
import { scrapeLimit } from './scrape-limit.ts';
import { createTraffic, TrafficStopped, type TrafficRecord } from './create-traffic.ts';

/** What a run needs beside its plan. */
export interface RunContext {
  name: string;
  directory: string;
  /** Of this run alone, by service. */
  homes: Record<string, string>;
  services: Record<string, string>;
  seed: number;
  limits: Limits;
}

/** Starts the services, drives the traffic, ends everything, and tells what was seen. Never throws for what the app does. */
export async function observeRun(plan: RunPlan, context: RunContext): Promise<Run> {
  const startedAt = Date.now();
  const sinks = await openSinks(plan.sinks ?? {}, Object.keys(context.services));
  try {
    return await runWith(sinks, plan, context, startedAt);
  } finally {
    await sinks.close();
  }
}

async function runWith(sinks: Sinks, plan: RunPlan, context: RunContext, startedAt: number): Promise<Run> {
  const { services, trouble: bootTrouble } = await bootServices({
    ...context,
    env: (service) => ({ ...envOf(plan, service), ...sinks.env(service) }),
  });
  const { traffic, record, stop } = createTraffic({
    services,
    random: createRandom(context.seed),
    limits: context.limits,
    collected: sinks.collected,
  });
  let trouble = bootTrouble;
  try {
    trouble ??= await drive(plan, services, () => plan.drive(traffic), context.limits);
  } catch (error) {
    for (const service of services) service.kill(); // a fault of ours leaves no app behind either
    await Promise.all(services.map((service) => service.end()));
    throw error;
  } finally {
    stop();
  }
  for (const service of services) {
    if (bootTrouble !== undefined) service.kill();
    else if (plan.ends === 'sigterm' && !service.wasSignalled()) service.signal('SIGTERM');
  }
  const processes = await Promise.all(services.map((service) => service.end()));
  await sinks.drained(context.limits.graceMs);
  const collected = sinks.collected();
  trouble = findBreach({ processes, services, record, collected, limits: context.limits }) ?? trouble;
  return toRun({ name: context.name, services, processes, record, collected, trouble, startedAt });
}

/** What a run's plan says of one service's environment. */
export function envOf({ env = {} }: RunPlan, service: string): Record<string, string> {
  return typeof env === 'function' ? env(service) : env;
}

/** Runs the lesson's traffic against the deadline and the app's own end. */
async function drive(
  plan: RunPlan,
  services: readonly Service[],
  run: () => Promise<void>,
  limits: Limits,
): Promise<Trouble | undefined> {
  const { promise: expired, resolve: expire } = Promise.withResolvers<Trouble>();
  const deadline = setTimeout(
    () => expire({ code: 'run-timeout', params: { seconds: limits.runMs / 1000 } }),
    limits.runMs,
  );
  const { promise: crashed, resolve: crash } = Promise.withResolvers<Trouble>();
  for (const service of services)
    void service.exited.then(({ code, signal }) => {
      const planned = plan.ends === 'crash' || service.wasSignalled();
      if (!planned) crash({ code: 'crashed', params: { status: signal ?? String(code), service: service.name } });
    });
  const driven: Promise<Trouble | undefined> = run()
    .then(() => undefined)
    .catch(async (error: unknown) => {
      // The app's end shows in its exit; an error of our own must not pass for one of the app's.
      if (!(error instanceof ChannelClosed || error instanceof TrafficStopped)) throw error;
      if (error instanceof ChannelClosed && !(await oneExitsWithin(services, limits.graceMs)))
        return { code: 'channel-closed', params: {} } as const;
      return undefined;
    })
    // Traffic that ended because the app did: let the exit be told.
    .then(async (trouble) => {
      if (trouble !== undefined) return trouble;
      return anyExited(services) ? await Promise.race([crashed, turn(undefined)]) : undefined;
    });
  try {
    return await Promise.race([driven, crashed, expired]);
  } finally {
    clearTimeout(deadline);
    driven.catch(() => {});
  }
}

const anyExited = (services: readonly Service[]): boolean => services.some((service) => service.hasExited());

async function oneExitsWithin(services: readonly Service[], ms: number): Promise<boolean> {
  const deadline = new AbortController();
  const exits = services.map((service) => service.exited);
  await Promise.race([...exits, delay(ms, undefined, { signal: deadline.signal }).catch(() => {})]);
  deadline.abort();
  return anyExited(services);
}

interface Behaviour {
  processes: readonly ProcessRecord[];
  services: readonly Service[];
  record: TrafficRecord;
  collected: Collected;
  limits: Limits;
}

/** What no app may do, whatever else it does. */
function findBreach({ processes, services, record, collected, limits }: Behaviour): Trouble | undefined {
  const left = processes.reduce((sum, { leftovers }) => sum + leftovers, 0);
  if (left > 0) return { code: 'left-processes', params: { count: left } };
  if (processes.some(({ dropped }) => dropped.stdout + dropped.stderr > 0))
    return { code: 'output-limit', params: { megabytes: limits.outputBytes / 1024 / 1024, lines: limits.outputLines } };
  if (record.exceeded !== undefined) return scrapeLimit(record.exceeded, limits.scrapeBytes);
  if (collected.otlp.exceeded) return { code: 'otlp-limit', params: {} };
  if (collected.sentry.exceeded) return { code: 'sentry-limit', params: {} };
  return services.some(({ shop }) => shop.exceeded()) ? { code: 'channel-limit', params: {} } : undefined;
}

const OUTCOMES: Record<Trouble['code'], RunOutcome> = {
  'boot-unstarted': 'crashed',
  'boot-crashed': 'crashed',
  'boot-exited': 'crashed',
  'boot-silent': 'timeout',
  'boot-elsewhere': 'timeout',
  'boot-without-shop': 'timeout',
  crashed: 'crashed',
  'run-timeout': 'timeout',
  'output-limit': 'limit',
  'scrape-limit': 'limit',
  'scrape-series-limit': 'limit',
  'channel-limit': 'limit',
  'otlp-limit': 'limit',
  'sentry-limit': 'limit',
  'channel-closed': 'violation',
  'left-processes': 'violation',
};

interface Ended {
  name: string;
  services: readonly Service[];
  processes: readonly ProcessRecord[];
  record: TrafficRecord;
  collected: Collected;
  trouble: Trouble | undefined;
  startedAt: number;
}

function toRun({ name, services, processes, record, collected, trouble, startedAt }: Ended): Run {
  return {
    name,
    outcome: trouble === undefined ? 'ended' : OUTCOMES[trouble.code],
    ...(trouble === undefined ? {} : { trouble }),
    processes: Object.fromEntries(processes.map((process) => [process.service, process])),
    exchanges: record.exchanges.toSorted((a, b) => a.index - b.index),
    scrapes: record.scrapes.toSorted((a, b) => a.sentTick - b.sentTick),
    ...collected,
    facts: record.facts,
    ledger: services.flatMap(({ shop }) => shop.ledger()),
    startedAt,
    endedAt: Date.now(),
  };
}
