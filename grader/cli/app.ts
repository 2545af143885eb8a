import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { loadLesson } from '../course/catalogue.ts';
import { shownPath, submissionFolder } from '../course/paths.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { addressesFor } from '../observe/boot.ts';
import { appEnvironment, contractVariables } from '../observe/environment.ts';
import { accepts, isHealthy } from '../observe/ready.ts';
import { startCommand } from '../observe/service.ts';
import { lessonIdOf } from './grade-plan.ts';
import { openShowcase } from './showcase.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const HOST = '127.0.0.1';
const POLL_MS = 50;
const MAX_PORT = 65_535;

/**
 * Starts a lesson's app in its own folder, as the grader starts it, with its output on this terminal. Several services listen on
 * ports that follow one another. What they push where no environment variable says where to is drawn as it comes.
 * @returns the app's exit status, 0 when Ctrl-C ended it @throws {UsageError}
 */
export async function app(
  word: string,
  options: { solution?: boolean; port: string },
  terminal: Terminal,
): Promise<number> {
  const { say, style } = terminal;
  const id = lessonIdOf(word);
  const folder = submissionFolder({ kind: options.solution === true ? 'solutions' : 'exercises' }, id);
  if (folder === undefined) throw new UsageError('error.folder', { lesson: id, path: id });
  const lesson = await loadLesson(id);
  const names = Object.keys(lesson.services);
  if (names.length === 0) throw new UsageError('error.noApp', { lesson: id, number: word });
  const ports = await portsFrom(options.port, names, word);
  const [port = 0] = ports;
  const tell = (text: string): void => void process.stderr.write(`${style.dim(text)}\n`);
  tell(say('app.starting', { lesson: shownPath(folder), host: HOST, port }));

  const showcase = await openShowcase(lesson, process.env, names, (lines) => {
    process.stderr.write(`\n${lines.join('\n')}\n\n`);
  });
  const children = Object.entries(lesson.services).map(([name, entry], index) => {
    const [command = '', ...args] = startCommand(folder, entry);
    const env = {
      ...showcase.env(name),
      ...addressesFor(name, names, ports),
      ...contractVariables(process.env),
      PORT: String(ports[index]),
      HOST,
    };
    return execa(command, args, {
      cwd: folder,
      env: appEnvironment(folder, env),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      stdout: 'inherit',
      stderr: 'inherit',
    });
  });
  let stopped = false;
  let ended = false;
  const stopAll = (): void => {
    for (const child of children) child.kill('SIGTERM');
  };
  const stop = (): void => {
    stopped = true;
    stopAll();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Without one of its services the shop is none.
  const first = Promise.race(children).then((result) => {
    ended = true;
    stopAll();
    return result;
  });
  while (!ended && !(await areHealthy(ports))) await delay(POLL_MS);
  if (!ended) {
    tell(say('app.ready'));
    for (const line of requestsOf(lesson, port)) tell(line);
    if (showcase.isOpen) tell(say('app.showcase'));
    tell(say('app.stop'));
  }
  const { exitCode, signal } = await first;
  await Promise.all(children);
  await showcase.close();
  if (stopped) return 0;
  tell(say('app.exited', { status: signal ?? exitCode ?? '?' }));
  return exitCode ?? 1;
}

/** A port for each service, from the one asked for. @throws {UsageError} when one is none, or is taken */
async function portsFrom(text: string, names: readonly string[], word: string): Promise<number[]> {
  const first = Number(text);
  const ports = names.map((_, index) => first + index);
  const last = ports.at(-1) ?? first;
  if (!Number.isInteger(first) || first < 1 || last > MAX_PORT)
    throw new UsageError('error.port', { port: text, last: MAX_PORT - names.length + 1 });
  for (const port of ports)
    if (await accepts(port)) throw new UsageError('error.portTaken', { port, lesson: word, other: last + 1 });
  return ports;
}

async function areHealthy(ports: readonly number[]): Promise<boolean> {
  const healthy = await Promise.all(ports.map((port) => isHealthy(port, POLL_MS * 20)));
  return healthy.every(Boolean);
}

function requestsOf({ tryOut }: Lesson, port: number): string[] {
  return tryOut.map(({ method, path, body }) => {
    const json = body === undefined ? '' : ` -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
    return `  curl -i${method === 'GET' ? '' : ` -X ${method}`} 'http://${HOST}:${port}${path}'${json}`;
  });
}
