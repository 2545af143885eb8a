import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openChannels, type Channels } from '../../../backends/embedded/channels/channels.ts';
import type { Alertmanager, Engines } from '../../../backends/engines.ts';
import { deriveConfig, type RouteNode } from './derive-config.ts';

/** A derived configuration, running. */
export interface Stage {
  alertmanager: Alertmanager;
  channels: Channels;
  nodes: RouteNode[];
}

/** The learner's configuration, and what is to be derived of it. */
export interface StagePlan {
  value: unknown;
  directory: string;
  engines: Engines;
  inhibition: boolean;
}

/** Starts an Alertmanager on what is derived of a configuration, for as long as something is done with it. @throws {ConfigRefused} */
export async function withStage<Outcome>(
  { value, directory, engines, inhibition }: StagePlan,
  act: (stage: Stage) => Promise<Outcome>,
): Promise<Outcome> {
  const channels = await openChannels();
  try {
    const { config, nodes } = deriveConfig(value, channels, { inhibition });
    // Beside the learner's: paths of templates begin there.
    const file = join(directory, `.three-am-alertmanager-${inhibition ? 'inhibition' : 'routing'}.json`);
    await writeFile(file, JSON.stringify(config));
    return await act({ alertmanager: await engines.alertmanager(file), channels, nodes });
  } finally {
    await channels.close();
  }
}
