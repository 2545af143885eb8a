import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Trouble } from '../evidence/evidence.ts';
import { freePort } from './free-port.ts';
import type { Limits } from './limits.ts';
import { accepts, waitUntilReady } from './ready.ts';
import { startService, type Service } from './service.ts';

/** What is started, and how. */
export interface BootPlan {
  directory: string;
  /** Each service's own folder, its HOME, by the service's name. */
  homes: Readonly<Record<string, string>>;
  /** The file that starts each service, by its name. */
  services: Readonly<Record<string, string>>;
  /** Each service's environment, by its name. */
  env(service: string): Record<string, string>;
  seed: number;
  limits: Limits;
}

/** The services of a run, in the lesson's order, and what kept the first of them that is not ready from it. */
export interface Booted {
  services: Service[];
  trouble: Trouble | undefined;
}

/** Starts all services of a run at once. Each is told where the others listen, as `<NAME>_URL`. */
export async function bootServices(plan: BootPlan): Promise<Booted> {
  for (let attempt = 1; ; attempt += 1) {
    const { services, troubles, portTaken } = await bootOnce(plan);
    if (!portTaken || attempt === 2) return { services, trouble: troubles.find((trouble) => trouble !== undefined) };
    for (const service of services) service.kill();
    await Promise.all(services.map((service) => service.end()));
  }
}

async function bootOnce({ directory, homes, services, env, seed, limits }: BootPlan) {
  const names = Object.keys(services);
  const ports = await Promise.all(names.map(() => freePort()));
  const started = Object.entries(services).map(([name, entry], index) =>
    startService({
      name,
      entry,
      directory,
      home: homes[name] ?? '',
      port: ports[index] ?? 0,
      env: { ...env(name), ...addressesFor(name, names, ports) },
      limits,
    }),
  );
  const troubles = await Promise.all(started.map((service) => waitUntilReady(service, seed, limits)));
  // Somebody else took a port in the meantime: not the app's fault, once.
  const taken = await Promise.all(
    started.map(async (service) => {
      if (!service.hasExited() || !existsSync(join(directory, services[service.name] ?? ''))) return false;
      return /EADDRINUSE/.test(service.output()) || (await accepts(service.port));
    }),
  );
  return { services: started, troubles, portTaken: taken.includes(true) };
}

/** Where a service finds the others, but for the first, which nobody calls: `<NAME>_URL`. */
export function addressesFor(own: string, names: readonly string[], ports: readonly number[]): Record<string, string> {
  const [front] = names;
  return Object.fromEntries(
    names.flatMap((name, index): [string, string][] =>
      name === own || name === front ? [] : [[`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[index]}`]],
    ),
  );
}
