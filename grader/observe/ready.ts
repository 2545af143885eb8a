import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Trouble } from '../evidence/evidence.ts';
import { send } from './http.ts';
import type { Limits } from './limits.ts';
import { portsOf } from './listening.ts';
import type { Service } from './service.ts';

const POLL_MS = 5;

/**
 * Waits until the service's shop is seeded and `GET /healthz` answers 200.
 * Gives what kept it from that, or undefined when it is ready.
 */
export async function waitUntilReady(service: Service, seed: number, limits: Limits): Promise<Trouble | undefined> {
  const until = performance.now() + limits.bootMs;
  const timeLeft = (): number => until - performance.now();
  const bootDeadline = new AbortController();
  service.shop.tell({ type: 'seed', seed });
  const seeded = await Promise.race([
    service.shop
      .heard((report) => report.type === 'seeded')
      .then(
        () => true,
        () => service.exited.then(() => false),
      ),
    delay(limits.bootMs, false, { signal: bootDeadline.signal }).catch(() => false),
  ]);
  bootDeadline.abort();
  while (seeded && !service.hasExited() && timeLeft() > 0) {
    if (await isHealthy(service.port, timeLeft())) {
      service.markReady();
      return undefined;
    }
    await delay(POLL_MS);
  }
  if (service.hasExited()) return await explainExit(service);
  return await explainSilence(service, limits);
}

/** Waits until a local port no longer accepts connections, or the service is gone, or `withinMs` have passed. */
export async function waitUntilClosed(service: Service, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while (!service.hasExited() && performance.now() < until && (await accepts(service.port))) await delay(POLL_MS);
}

async function explainExit(service: Service): Promise<Trouble> {
  const { code, signal } = await service.exited;
  if (code === null && signal === null) return { code: 'boot-unstarted', params: {} };
  return code === 0
    ? { code: 'boot-exited', params: {} }
    : { code: 'boot-crashed', params: { status: signal ?? String(code) } };
}

async function explainSilence(service: Service, limits: Limits): Promise<Trouble> {
  const params = { seconds: limits.bootMs / 1000, port: service.port };
  if (await isHealthy(service.port, limits.exchangeMs)) return { code: 'boot-without-shop', params };
  const others = (await portsOf(service.pid ?? 0)).filter((port) => port !== service.port);
  if (others.length > 0) return { code: 'boot-elsewhere', params: { ...params, ports: others.join(', ') } };
  return { code: 'boot-silent', params };
}

/** Whether `GET /healthz` on a local port answers 200. */
export async function isHealthy(port: number, deadlineMs: number): Promise<boolean> {
  const { outcome, status } = await send({
    port,
    method: 'GET',
    path: '/healthz',
    headers: [['Connection', 'close']],
    body: null,
    agent: false,
    deadlineMs,
    bodyBytes: 0,
  });
  return outcome === 'answered' && status === 200;
}

/** Whether something accepts connections on a local port. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
