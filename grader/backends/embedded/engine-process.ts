import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { freePort } from '../../observe/free-port.ts';
import { gated, superviseGroup } from '../../observe/process-group.ts';
import { EngineFailed } from '../engines.ts';

const LAST_OUTPUT = 2_000;
/** Of what a server writes, the end is kept. */
const MAX_OUTPUT = 1024 * 1024;
const READY_MS = 20_000;
const POLL_MS = 5;
const ATTEMPTS = 3;
/** In the words of Go. */
const PORT_TAKEN = 'address already in use';

/** A server that is to be started on a local port. */
export interface ServerPlan {
  /** What it is called in a complaint. */
  name: string;
  path: string;
  args(port: number): string[];
  env?: Record<string, string>;
  cwd?: string;
  /** How much address space it may take, in megabytes, where the system can be told. */
  memory?: number;
}

/** A server that is ready. */
export interface ServerProcess {
  port: number;
  /** What it has written so far. */
  output(): string;
  close(): Promise<void>;
}

/** Starts a server and waits until `GET /-/ready` says so. @throws {EngineFailed} in its own last words */
export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const { ready, ...server } = launch(plan, port);
    const failure = await ready;
    if (failure === undefined) return { port, ...server };
    await server.close();
    // Somebody else may have taken the port in the meantime.
    if (attempt < ATTEMPTS && failure.includes(PORT_TAKEN)) continue;
    throw new EngineFailed(`${plan.name} did not start: ${failure}`);
  }
}

/** Starts the server; `ready` gives why it is not, or undefined. */
function launch(
  { path, args, env = {}, cwd, memory }: ServerPlan,
  port: number,
): { ready: Promise<string | undefined> } & Omit<ServerProcess, 'port'> {
  const [program, own] = memory === undefined ? [path, []] : limited(path, memory);
  const child = execa(...gated(program, [...own, ...args(port)]), {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    all: true,
    buffer: false,
  });
  const group = superviseGroup(child);
  let written = '';
  child.all.setEncoding('utf8').on('data', (text: string) => (written = (written + text).slice(-MAX_OUTPUT)));
  const exited = child.then(({ shortMessage }) => written.slice(-LAST_OUTPUT) || (shortMessage ?? ''));
  return {
    ready: untilReady(port, exited),
    output: () => written,
    async close() {
      group.kill();
      await exited;
      group.release();
    },
  };
}

/** A command that starts a program which cannot take more memory: it gets none, and says so. */
const limited = (path: string, megabytes: number): [program: string, args: string[]] => [
  '/bin/sh',
  ['-c', 'ulimit -v "$0" 2>/dev/null; exec "$@"', String(megabytes * 1024), path],
];

/** Waits until the server says that it is ready. Gives why it is not, in its own last words, or undefined. */
async function untilReady(port: number, exited: Promise<string>): Promise<string | undefined> {
  let last: string | undefined;
  void exited.then((words) => (last = words));
  const until = performance.now() + READY_MS;
  while (performance.now() < until) {
    const ready = await fetch(`http://127.0.0.1:${port}/-/ready`, { signal: AbortSignal.timeout(READY_MS) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.ok;
      },
      () => false,
    );
    if (last !== undefined) return last;
    if (ready) return undefined;
    await delay(POLL_MS);
  }
  return `it was not ready within ${READY_MS / 1000} s`;
}
