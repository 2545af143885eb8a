import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { loadLesson } from '../course/catalogue.ts';
import { shownPath, submissionFolder } from '../course/paths.ts';
import { appEnvironment, contractVariables } from '../observe/environment.ts';
import { accepts, isHealthy } from '../observe/ready.ts';
import { startCommand } from '../observe/service.ts';
import { lessonIdOf } from './grade-plan.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const HOST = '127.0.0.1';
const POLL_MS = 50;
const MAX_PORT = 65_535;

/**
 * Starts a lesson's app in its own folder, as the grader starts it, with its output on this terminal.
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
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 1 || port > MAX_PORT)
    throw new UsageError('error.port', { port: options.port });
  if (await accepts(port)) throw new UsageError('error.portTaken', { port, lesson: word, other: port + 1 });

  const { services, tryOut } = await loadLesson(id);
  const [entry] = Object.values(services);
  if (entry === undefined) throw new UsageError('error.noApp', { lesson: id, number: word });
  const [command = '', ...args] = startCommand(folder, entry);
  const tell = (text: string): void => void process.stderr.write(`${style.dim(text)}\n`);
  tell(say('app.starting', { lesson: shownPath(folder), host: HOST, port }));

  const child = execa(command, args, {
    cwd: folder,
    env: appEnvironment(folder, { ...contractVariables(process.env), PORT: String(port), HOST }),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
  });
  let stopped = false;
  let ended = false;
  const stop = (): void => {
    stopped = true;
    child.kill('SIGTERM');
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const finished = child.then((result) => {
    ended = true;
    return result;
  });
  while (!ended && !(await isHealthy(port, POLL_MS * 20))) await delay(POLL_MS);
  if (!ended) {
    tell(say('app.ready'));
    for (const { method, path, body } of tryOut) {
      const json = body === undefined ? '' : ` -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
      tell(`  curl -i${method === 'GET' ? '' : ` -X ${method}`} 'http://${HOST}:${port}${path}'${json}`);
    }
    tell(say('app.stop'));
  }
  const { exitCode, signal } = await finished;
  if (stopped) return 0;
  tell(say('app.exited', { status: signal ?? exitCode ?? '?' }));
  return exitCode ?? 1;
}
