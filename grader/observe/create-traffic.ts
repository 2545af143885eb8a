import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Collected } from '../backends/sinks.ts';
import type { Gate } from '../../shop/protocol.ts';
import type { Random } from '../../shop/random.ts';
import type { Exchange, Header, Json, Scrape } from '../evidence/evidence.ts';
import { send, type HttpResult } from './http.ts';
import type { Limits } from './limits.ts';
import { waitUntilClosed } from './ready.ts';
import { scrape } from './scrape.ts';
import type { Service } from './service.ts';
import type { ArmedGate, GatePlan, RequestPlan, Traffic } from './traffic.ts';

const POLL_MS = 10;
/** A connection that was idle for so long is not used again: a Node.js server closes one after five seconds, and a request that is under way by then fails. */
const IDLE_MS = 2_000;

/** Thrown into a `drive` that goes on after its run is over. */
export class TrafficStopped extends Error {}

/** What one run's traffic left behind. */
export interface TrafficRecord {
  exchanges: Exchange[];
  scrapes: Scrape[];
  /** The scrape that was larger than any may be: the last one. */
  exceeded?: Scrape;
  facts: Record<string, Json>;
}

/** What the traffic of one run has to do with. */
export interface TrafficPlan {
  /** In the lesson's order: clients talk to the first. */
  services: readonly Service[];
  random: Random;
  limits: Limits;
  /** What the services have pushed so far. */
  collected(): Collected;
}

/** Gives the traffic of one run, and the record it fills. */
export function createTraffic({ services, random, limits, collected }: TrafficPlan): {
  traffic: Traffic;
  record: TrafficRecord;
  stop(): void;
} {
  const service = services[0] as Service; // a lesson has at least one
  const serviceNamed = (name: string | undefined): Service => services.find((one) => one.name === name) ?? service;
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  const record: TrafficRecord = { exchanges: [], scrapes: [], facts: {} };
  let requests = 0;
  let ticks = 0;
  let deliveries = 0;
  let gates = 0;
  let stopped = false;

  /** Sends, and records once the answer is in; `waitMs` is asked then. */
  async function exchange(plan: RequestPlan, waitMs: () => number, signal?: AbortSignal): Promise<Exchange> {
    if (stopped) throw new TrafficStopped('the run is over');
    const index = requests;
    requests += 1;
    const sentTick = (ticks += 1);
    const json = plan.body !== undefined && typeof plan.body !== 'string';
    const headers: Header[] = [
      ...(json ? [['Content-Type', 'application/json'] as const] : []),
      ...(plan.headers ?? []),
    ];
    const body = plan.body === undefined ? null : typeof plan.body === 'string' ? plan.body : JSON.stringify(plan.body);
    const { method, path, route } = plan;
    const result: HttpResult = await send({
      port: service.port,
      method,
      path,
      headers,
      body,
      // A request that names its connection's fate gets a connection of its own.
      agent: headers.some(([name]) => name.toLowerCase() === 'connection') ? false : agent,
      deadlineMs: limits.exchangeMs,
      bodyBytes: limits.bodyBytes,
      ...(signal === undefined ? {} : { signal }),
    });
    const { outcome, error, status, responseHeaders, responseBody } = result;
    const done: Exchange = {
      index,
      service: service.name,
      method,
      path,
      route,
      requestHeaders: headers,
      requestBody: body,
      outcome,
      error,
      status,
      responseHeaders,
      responseBody,
      expectedStatus: plan.expect,
      sentTick,
      endedTick: (ticks += 1),
      waitMs: waitMs(),
      facts: plan.facts ?? {},
    };
    record.exchanges.push(done);
    return done;
  }

  async function arm({ service: name, ...gate }: Omit<Gate, 'id'> & Pick<GatePlan, 'service'>): Promise<ArmedGate> {
    const { shop } = serviceNamed(name);
    gates += 1;
    const id = gates;
    shop.tell({ type: 'arm', gate: { id, ...gate } });
    await shop.heard((report) => report.type === 'armed' && report.id === id);
    const held = shop.heard((report) => report.type === 'held' && report.id === id);
    held.catch(() => {}); // not everyone who arms a gate waits for it
    return {
      held,
      release: () => shop.tell({ type: 'release', id }),
    };
  }

  /** Two round trips on new connections: when they are back, the app's event loop has seen all that came before. */
  async function fence(): Promise<void> {
    for (let trip = 0; trip < 2; trip += 1)
      await send({
        port: service.port,
        method: 'GET',
        path: '/healthz',
        headers: [['Connection', 'close']],
        body: null,
        agent: false,
        deadlineMs: limits.exchangeMs,
        bodyBytes: 0,
      });
  }

  const traffic: Traffic = {
    random,
    send: (plan) => exchange(plan, () => 0),
    async untilCollected(wanted, withinMs) {
      const until = performance.now() + withinMs;
      while (!wanted(collected())) {
        if (stopped || performance.now() > until) return false;
        await delay(POLL_MS);
      }
      return true;
    },
    note: (name, value) => void (record.facts[name] = value),

    async fail(gate) {
      await arm({ ...gate, hold: false });
    },

    arm: (gate) => arm({ ...gate, hold: true }),

    async scrape(name) {
      if (stopped) throw new TrafficStopped('the run is over');
      await fence();
      const [sentAt, sentTick] = [Date.now(), (ticks += 1)];
      const { exceeded, ...result } = await scrape(service.port, limits);
      const place = { name, service: service.name, sentAt, answeredAt: Date.now(), sentTick, endedTick: (ticks += 1) };
      const done: Scrape = { ...place, ...result };
      record.scrapes.push(done);
      if (exceeded) record.exceeded = done;
      // One that is too large, or never ends, says all; the next would only take as long again.
      if (exceeded || done.outcome === 'timeout')
        throw new TrafficStopped('nothing that came after it would be judged');
      return done;
    },

    async restock(productId, quantity) {
      deliveries += 1;
      const id = deliveries;
      service.shop.tell({ type: 'restock', id, productId, quantity });
      await service.shop.heard((report) => report.type === 'restocked' && report.id === id);
    },

    untilWaiting: (count) =>
      service.shop.heard(({ type, ...report }) => {
        const entry = type === 'ledger' && 'entry' in report ? report.entry : undefined;
        return entry?.kind === 'pool' && entry.waiting >= count;
      }),

    async hold(gate, plan) {
      const armed = await arm({ ...gate, hold: true });
      let heldAt: number | undefined;
      let waitMs = 0;
      const end = (): void => {
        if (heldAt !== undefined) waitMs = performance.now() - heldAt;
      };
      const aborter = new AbortController();
      const done = exchange(plan, () => waitMs, aborter.signal);
      const atGate = armed.held.then(
        () => (heldAt = performance.now()),
        () => undefined,
      );
      await Promise.race([atGate, done]);
      return {
        release() {
          end();
          armed.release();
          return done;
        },
        async abort() {
          end();
          aborter.abort();
          const aborted = await done;
          await fence();
          armed.release();
          return aborted;
        },
      };
    },

    async terminate(withinMs) {
      agent.destroy();
      service.signal('SIGTERM');
      await waitUntilClosed(service, withinMs);
    },

    async kill(name) {
      const killed = serviceNamed(name);
      killed.signal('SIGKILL');
      await killed.exited;
    },
  };
  return {
    traffic,
    record,
    stop() {
      stopped = true;
      agent.destroy();
    },
  };
}
