import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../../shop/random.ts';
import type { ProcessRecord, Run, RunOutcome, Trouble } from '../evidence/evidence.ts';
import { freePort } from './free-port.ts';
import type { Limits } from './limits.ts';
import type { RunPlan } from './plan.ts';
import { accepts, waitUntilReady } from './ready.ts';
import { startService, type Service } from './service.ts';
import { ChannelClosed } from './shop-channel.ts';
import { scrapeLimit } from './scrape-limit.ts';
import { createTraffic, TrafficStopped, type TrafficRecord } from './create-traffic.ts';

/** What a run needs beside its plan. */
export interface RunContext {
  name: string;
  directory: string;
  /** Of this run alone. */
  home: string;
  services: Record<string, string>;
  seed: number;
  limits: Limits;
}

/** Starts the services, drives the traffic, ends everything, and tells what was seen. Never throws for what the app does. */
export async function observeRun(plan: RunPlan, context: RunContext): Promise<Run> {
  const startedAt = Date.now();
  const [[name, entry] = ['', '']] = Object.entries(context.services);
  const { service, trouble: bootTrouble } = await boot(name, entry, plan, context);
  const { traffic, record, stop } = createTraffic(service, createRandom(context.seed), context.limits);
  let trouble = bootTrouble;
  try {
    trouble ??= await drive(plan, service, () => plan.drive(traffic), context.limits);
  } catch (error) {
    service.kill(); // a fault of ours leaves no app behind either
    await service.end();
    throw error;
  } finally {
    stop();
  }
  if (bootTrouble !== undefined) service.kill();
  else if (plan.ends === 'sigterm' && !service.wasSignalled()) service.signal('SIGTERM');
  const process = await service.end();
  trouble = findBreach({ process, service, record, limits: context.limits }) ?? trouble;
  return toRun({ name: context.name, service, process, record, trouble, startedAt });
}

async function boot(
  name: string,
  entry: string,
  plan: RunPlan,
  context: RunContext,
): Promise<{ service: Service; trouble: Trouble | undefined }> {
  const { directory, home, seed, limits } = context;
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const service = startService({ name, directory, home, entry, port, env: plan.env ?? {}, limits });
    const trouble = await waitUntilReady(service, seed, limits);
    // Somebody else took the port in the meantime: not the app's fault, once.
    const portTaken = service.hasExited() && (/EADDRINUSE/.test(service.output()) || (await accepts(port)));
    if (!portTaken || attempt === 2 || !existsSync(join(directory, entry))) return { service, trouble };
    await service.end();
  }
}

/** Runs the lesson's traffic against the deadline and the app's own end. */
async function drive(
  plan: RunPlan,
  service: Service,
  run: () => Promise<void>,
  limits: Limits,
): Promise<Trouble | undefined> {
  const { promise: expired, resolve: expire } = Promise.withResolvers<Trouble>();
  const deadline = setTimeout(
    () => expire({ code: 'run-timeout', params: { seconds: limits.runMs / 1000 } }),
    limits.runMs,
  );
  const { promise: crashed, resolve: crash } = Promise.withResolvers<Trouble>();
  void service.exited.then(({ code, signal }) => {
    const planned = plan.ends === 'crash' || service.wasSignalled();
    if (!planned) crash({ code: 'crashed', params: { status: signal ?? String(code) } });
  });
  const driven: Promise<Trouble | undefined> = run()
    .then(() => undefined)
    .catch(async (error: unknown) => {
      // The app's end shows in its exit; an error of our own must not pass for one of the app's.
      if (!(error instanceof ChannelClosed || error instanceof TrafficStopped)) throw error;
      if (error instanceof ChannelClosed && !(await exitsWithin(service, limits.graceMs)))
        return { code: 'channel-closed', params: {} } as const;
      return undefined;
    })
    // Traffic that ended because the app did: let the exit be told.
    .then(async (trouble) => {
      if (trouble !== undefined) return trouble;
      return service.hasExited() ? await Promise.race([crashed, turn(undefined)]) : undefined;
    });
  try {
    return await Promise.race([driven, crashed, expired]);
  } finally {
    clearTimeout(deadline);
    driven.catch(() => {});
  }
}

async function exitsWithin(service: Service, ms: number): Promise<boolean> {
  const deadline = new AbortController();
  await Promise.race([service.exited, delay(ms, undefined, { signal: deadline.signal }).catch(() => {})]);
  deadline.abort();
  return service.hasExited();
}

interface Behaviour {
  process: ProcessRecord;
  service: Service;
  record: TrafficRecord;
  limits: Limits;
}

/** What no app may do, whatever else it does. */
function findBreach({ process, service, record, limits }: Behaviour): Trouble | undefined {
  const { dropped, leftovers } = process;
  if (leftovers > 0) return { code: 'left-processes', params: { count: leftovers } };
  if (dropped.stdout + dropped.stderr > 0)
    return { code: 'output-limit', params: { megabytes: limits.outputBytes / 1024 / 1024, lines: limits.outputLines } };
  if (record.exceeded !== undefined) return scrapeLimit(record.exceeded, limits.scrapeBytes);
  return service.shop.exceeded() ? { code: 'channel-limit', params: {} } : undefined;
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
  'channel-closed': 'violation',
  'left-processes': 'violation',
};

interface Ended {
  name: string;
  service: Service;
  process: ProcessRecord;
  record: TrafficRecord;
  trouble: Trouble | undefined;
  startedAt: number;
}

function toRun({ name, service, process, record, trouble, startedAt }: Ended): Run {
  return {
    name,
    outcome: trouble === undefined ? 'ended' : OUTCOMES[trouble.code],
    ...(trouble === undefined ? {} : { trouble }),
    processes: { [service.name]: process },
    exchanges: record.exchanges.toSorted((a, b) => a.index - b.index),
    scrapes: record.scrapes.toSorted((a, b) => a.sentTick - b.sentTick),
    facts: record.facts,
    ledger: service.shop.ledger(),
    startedAt,
    endedAt: Date.now(),
  };
}
