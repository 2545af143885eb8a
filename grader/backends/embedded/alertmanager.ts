import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EngineFailed, type Alertmanager, type KnownAlert, type PostedAlert } from '../engines.ts';
import { startServer } from './engine-process.ts';

const ANSWER_MS = 10_000;
const HOUR_MS = 3_600_000;

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

/** Starts an Alertmanager that looks for no others. @throws {EngineFailed} */
export async function startAlertmanager(plan: AlertmanagerPlan): Promise<AlertmanagerProcess> {
  await mkdir(plan.folder, { recursive: true });
  const { port, close } = await startServer({
    name: 'Alertmanager',
    path: plan.alertmanager,
    // One that was unpacked from a package has its templates beside it.
    cwd: dirname(plan.alertmanager),
    args: (listen) => [
      `--config.file=${plan.configFile}`,
      `--storage.path=${join(plan.folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${listen}`,
      // Without an empty one it waits for its peers before it sends anything.
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
  });
  return { ...askAlertmanager(port), close };
}

/** The parts of an alert that are read (https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml). */
interface ApiAlert {
  labels: Record<string, string>;
  fingerprint: string;
  receivers: { name: string }[];
  status: Pick<KnownAlert, 'state' | 'inhibitedBy' | 'silencedBy'>;
}

function askAlertmanager(port: number): Alertmanager {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v2/${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((error: unknown) => {
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
