import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  ConfigRefused,
  EngineFailed,
  type Alertmanager,
  type KnownAlert,
  type NotificationFailure,
  type PostedAlert,
} from '../engines.ts';
import { EnginesMissing } from './binaries/engines-missing.ts';
import { startServer, type ServerProcess } from './engine-process.ts';

const ANSWER_MS = 10_000;
const HOUR_MS = 3_600_000;
/** In megabytes: several times what it takes with a large configuration. A template can ask for any amount. */
const MEMORY = 3 * 1024;

/** Where the program is, what it is to read, and a folder of this Alertmanager's own. */
export interface AlertmanagerPlan {
  alertmanager: string;
  configFile: string;
  folder: string;
}

/** A running Alertmanager. */
export interface AlertmanagerProcess extends Alertmanager {
  close(): Promise<void>;
}

/** Starts an Alertmanager that looks for no others. @throws {ConfigRefused} @throws {EngineFailed} @throws {EnginesMissing} one that is not all there */
export async function startAlertmanager(plan: AlertmanagerPlan): Promise<AlertmanagerProcess> {
  await mkdir(plan.folder, { recursive: true });
  const server = await startServer({
    name: 'Alertmanager',
    path: plan.alertmanager,
    // One that was unpacked from a package has its templates beside it.
    cwd: dirname(plan.alertmanager),
    memory: MEMORY,
    args: (listen) => [
      `--config.file=${plan.configFile}`,
      `--storage.path=${join(plan.folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${listen}`,
      // Without an empty one it waits for its peers before it sends anything.
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
  }).catch((error: unknown) => {
    const { early, late = early } = REFUSAL.exec(String(error))?.groups ?? {};
    if (late === undefined) throw error;
    const reason = unquote(late);
    const { template } = OWN_TEMPLATE.exec(reason)?.groups ?? {};
    if (template === undefined) throw new ConfigRefused(reason);
    const params = { path: plan.alertmanager, template };
    throw new EnginesMissing(['alertmanager'], [{ engine: 'alertmanager', step: 'path', code: 'no-template', params }]);
  });
  return { ...askAlertmanager(server), failures: () => readFailures(server.output()), close: () => server.close() };
}

/** How its log tells that it does not take its configuration, from 0.25 to 0.34. */
const REFUSAL =
  /\berr="error loading configuration file: (?<early>(?:[^"\\]|\\.)*)"|msg="[^"]*(?:loading configuration file|apply new config)[^"]*".*\berr="(?<late>(?:[^"\\]|\\.)*)"/i;
/** What it brings along to write notifications with. Distributions put it beside the program, and the program does nothing without. */
const OWN_TEMPLATE = /open (?<template>\S*\bdefault\.tmpl): no such file/;
const GIVEN_UP = /msg="Notify for alerts failed".*\berr="((?:[^"\\]|\\.)*)"/g;
/** One for each receiver's configuration, with `; ` in between, or in later versions a new line. */
const FAILURE = /^(?<receiver>[^\s/]+)\/(?<integration>\w+)\[(?<index>\d+)\]: (?<reason>.*)$/s;
const NEXT_FAILURE = /(?:; |\n)(?=[^\s/]+\/\w+\[\d+\]: )/;

function readFailures(log: string): NotificationFailure[] {
  return [...log.matchAll(GIVEN_UP)]
    .flatMap(([, reasons = '']) => unquote(reasons).split(NEXT_FAILURE))
    .flatMap((text) => {
      const { receiver = '', integration = '', index, reason = '' } = FAILURE.exec(text)?.groups ?? {};
      return index === undefined ? [] : [{ receiver, integration, index: Number(index), reason }];
    });
}

/** Why a Go program ended that was not ended: what follows are its goroutines. */
const FATAL = /^(?:fatal error|panic): .*$/m;

/** Go quotes nearly as JSON does. */
function unquote(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** The parts of an alert that are read (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). */
interface ApiAlert {
  labels: Record<string, string>;
  fingerprint: string;
  receivers: { name: string }[];
  status: Pick<KnownAlert, 'state' | 'inhibitedBy' | 'silencedBy'>;
}

function askAlertmanager({ port, output }: ServerProcess): Omit<Alertmanager, 'failures'> {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v2/${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((error: unknown) => {
      const death = FATAL.exec(output())?.[0];
      if (death !== undefined) throw new ConfigRefused(`Alertmanager ended: ${death}`);
      throw new EngineFailed(`Alertmanager did not answer ${path}: ${String(error)}`);
    });
    const text = await response.text();
    if (!response.ok) throw new EngineFailed(`Alertmanager answered ${path} with ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    async post(alerts: readonly PostedAlert[]) {
      const body = alerts.map(({ startsAt, endsAt, ...alert }) => ({
        ...alert,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
      }));
      await ask('alerts', body);
    },
    async alerts() {
      const known = (await ask('alerts')) as ApiAlert[];
      return known.map(({ labels, fingerprint, receivers, status: { state, inhibitedBy, silencedBy } }) => ({
        labels,
        fingerprint,
        receivers: receivers.map(({ name }) => name),
        state,
        inhibitedBy,
        silencedBy,
      }));
    },
    async silence(labels) {
      await ask('silences', {
        matchers: Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true })),
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + HOUR_MS).toISOString(),
        createdBy: 'three-am',
        comment: 'acknowledged',
      });
    },
  };
}
