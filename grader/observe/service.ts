import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { execa } from 'execa';
import type { ProcessRecord } from '../evidence/evidence.ts';
import { capture } from './capture.ts';
import { appEnvironment } from './environment.ts';
import { endLeftovers, waitForGroup } from './leftovers.ts';
import type { Limits } from './limits.ts';
import { gated, superviseGroup } from './process-group.ts';
import { refuseWhenClosing } from './running.ts';
import { openShopChannel, type ShopChannel } from './shop-channel.ts';

/** How a process ended. Both are null when it could not even be started. */
export interface Exit {
  code: number | null;
  signal: string | null;
}

/** A running service of the submission: its own process group, its output, its IPC channel. */
export interface Service {
  readonly name: string;
  readonly port: number;
  /** Undefined when it could not even be started. */
  readonly pid: number | undefined;
  readonly shop: ShopChannel;
  /** Settles at the process's exit. */
  readonly exited: Promise<Exit>;
  hasExited(): boolean;
  /** The last of what it has written so far, stdout and then stderr. */
  output(): string;
  /** Whether it has been sent a signal. */
  wasSignalled(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Ends it and its whole process group at once. */
  kill(): void;
  markReady(): void;
  /** Waits for the exit until `graceMs` have passed, ends whatever is left of the process group, and gives the record. */
  end(): Promise<ProcessRecord>;
}

/** What to start, and how. */
export interface ServicePlan {
  name: string;
  /** The exercise's folder. */
  directory: string;
  /** A folder of this run's own: the app's HOME and TMPDIR. */
  home: string;
  /** The entry, relative to the folder. */
  entry: string;
  port: number;
  env: Record<string, string>;
  limits: Limits;
}

/**
 * The command that starts a service, as the contract has it: `node [--import ./instrument.ts] <service>.ts`, from the exercise's folder.
 * `npm run app` starts it the same way.
 */
export function startCommand(directory: string, entry: string): string[] {
  const instrument = existsSync(join(directory, 'instrument.ts')) ? ['--import', './instrument.ts'] : [];
  return [process.execPath, ...instrument, entry];
}

const OUTPUT_BYTES = 16 * 1024;

/** Starts a service in a process group of its own. */
export function startService({ name, directory, home, entry, port, env, limits }: ServicePlan): Service {
  refuseWhenClosing();
  const [command = '', ...args] = startCommand(directory, entry);
  const since = performance.now();
  let readyMs: number | null = null;
  let livedMs = 0;
  let exited = false;
  let asked = false;
  let killed = false;

  const child = execa(...gated(command, args), {
    cwd: directory,
    env: {
      ...appEnvironment(home, { PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production', ...env }),
      // Makes the fourth descriptor the child's IPC channel; see shop-channel.ts.
      NODE_CHANNEL_FD: '3',
      NODE_CHANNEL_SERIALIZATION_MODE: 'json',
    },
    extendEnv: false,
    detached: true,
    cleanup: false,
    forceKillAfterDelay: false,
    buffer: false,
    reject: false,
    stripFinalNewline: false,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const stdout = capture(child.stdio[1], limits.outputBytes, limits.outputLines);
  const stderr = capture(child.stdio[2], limits.outputBytes, limits.outputLines);
  const shop = openShopChannel(child.stdio[3] as Duplex);
  const { pid } = child;

  const { promise: exit, resolve: settle } = Promise.withResolvers<Exit>();
  child.nodeChildProcess.once('exit', (code, signal) => {
    livedMs = performance.now() - since;
    exited = true;
    settle({ code, signal });
  });
  void child.catch(() => undefined); // a failed spawn: the `error` event tells
  child.nodeChildProcess.once('error', () => {
    exited = true;
    settle({ code: null, signal: null });
  });

  const group = superviseGroup(child);

  return {
    name,
    port,
    pid,
    shop,
    exited: exit,
    hasExited: () => exited,
    output: () =>
      [stdout, stderr].map((one) => Buffer.from(one.bytes().slice(-OUTPUT_BYTES)).toString('utf8')).join('\n'),
    wasSignalled: () => asked,
    signal(signalName) {
      if (exited) return;
      asked = true;
      child.kill(signalName);
    },
    kill: group.kill,
    markReady() {
      readyMs = performance.now() - since;
    },
    async end() {
      const grace = setTimeout(() => {
        killed = true;
        group.kill();
      }, limits.graceMs);
      const { code, signal } = await exit;
      clearTimeout(grace);
      group.kill(); // what the app started and left in it
      if (pid !== undefined) await waitForGroup(pid);
      group.release();
      const leftovers = await endLeftovers(home);
      await Promise.race([Promise.all([stdout.ended, stderr.ended]), deadline(limits.graceMs)]);
      for (const stream of child.stdio) stream?.destroy(); // something that left the group may still hold them
      const endedBy = killed ? 'sigkill' : asked ? 'sigterm' : 'exit';
      return {
        service: name,
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
        dropped: { stdout: stdout.dropped(), stderr: stderr.dropped() },
        readyMs,
        livedMs,
        code,
        signal,
        endedBy,
        leftovers,
      };
    },
  };
}

function deadline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
