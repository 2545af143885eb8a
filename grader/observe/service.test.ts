import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { startCommand, startService, type Service } from './service.ts';

const POLL_MS = 5;
const HAS_PROC = process.platform === 'linux';
const STAY = `setInterval(() => {}, 60_000);`;

/** An exercise with these files. */
async function exercise(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'three-am-service-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  for (const [file, source] of Object.entries(files)) await writeFile(join(directory, file), source);
  return directory;
}

/** Starts an app of these files, at home in a folder that no other process is at home in. */
async function start(files: Record<string, string>, limits: Partial<Limits> = {}): Promise<Service> {
  const service = startService({
    name: 'shop',
    directory: await exercise(files),
    home: await exercise({}),
    entry: 'app.ts',
    port: 20_001,
    env: { LOG_LEVEL: 'debug' },
    limits: { ...DEFAULT_LIMITS, ...limits },
  });
  onTestFinished(async () => {
    service.kill();
    await service.end();
  });
  return service;
}

/** Runs a program as a grader of its own, and gives what it printed and how it ended. */
async function grade(program: string): Promise<{ output: string; exit: unknown }> {
  const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const imports = `import { startService } from ${url('service.ts')}; import { killRunning } from ${url('running.ts')};`;
  const plan = { name: 'shop', entry: 'app.ts', port: 1, env: {}, limits: DEFAULT_LIMITS };
  const folder = await exercise({ 'app.ts': STAY });
  const consts = `const plan = ${JSON.stringify({ ...plan, directory: folder, home: await exercise({}) })};`;
  await writeFile(join(folder, 'grader.mjs'), `${imports}\n${consts}\n${program}`);
  // In a process group of its own: one that is harmed is not ours.
  const child = spawn(process.execPath, [join(folder, 'grader.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const [output, exit] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<unknown>]);
  return { output, exit };
}

/** Waits until the app has said something on stderr. */
async function hear(service: Service, what: RegExp): Promise<string> {
  for (;;) {
    const [, said] = what.exec(service.output()) ?? [];
    if (said !== undefined) return said;
    await delay(POLL_MS);
  }
}

const shown = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('the command imports instrument.ts where there is one', async () => {
  expect(startCommand(await exercise({ 'app.ts': '' }), 'app.ts')).toEqual([process.execPath, 'app.ts']);
  const instrumented = await exercise({ 'app.ts': '', 'instrument.ts': '' });
  expect(startCommand(instrumented, 'orders.ts')).toEqual([
    process.execPath,
    '--import',
    './instrument.ts',
    'orders.ts',
  ]);
});

test('an app runs in its folder, with its environment and nothing else, and its end is recorded', async () => {
  const app = `
    console.error(process.env.HOME === process.env.TMPDIR, process.env.HOME !== process.cwd(), process.argv.length);
    console.log(JSON.stringify(Object.keys(process.env).sort()));
    process.exitCode = 3;
  `;
  const service = await start({ 'app.ts': app });
  expect(await service.exited).toEqual({ code: 3, signal: null });
  const { stdout, stderr, livedMs, ...rest } = await service.end();
  expect(rest).toEqual({
    service: 'shop',
    dropped: { stdout: 0, stderr: 0 },
    readyMs: null,
    code: 3,
    signal: null,
    endedBy: 'exit',
    leftovers: 0,
  });
  expect(livedMs).toBeGreaterThan(0);
  expect(shown(stderr)).toBe('true true 2\n');
  const names = ['HOME', 'HOST', 'LOG_LEVEL', 'NODE_ENV', 'PATH', 'PORT', 'TMPDIR', 'TZ'];
  expect(JSON.parse(shown(stdout))).toEqual(expect.arrayContaining(names));
  expect(
    (JSON.parse(shown(stdout)) as string[]).filter((name) => !names.includes(name) && !name.startsWith('_')),
  ).toEqual([]);
});

test('an app that obeys SIGTERM has ended by it', async () => {
  const service = await start({
    'app.ts': `process.on('SIGTERM', () => process.exit(0)); ${STAY} console.error('up');`,
  });
  await hear(service, /(up)/);
  expect([service.hasExited(), service.wasSignalled()]).toEqual([false, false]);
  service.markReady();
  service.signal('SIGTERM');
  expect(service.wasSignalled()).toBe(true);
  const { readyMs, livedMs, ...rest } = await service.end();
  expect(rest).toMatchObject({ code: 0, signal: null, endedBy: 'sigterm' });
  expect(readyMs).toBeLessThanOrEqual(livedMs);
  expect(service.hasExited()).toBe(true);
});

test('an app that ignores SIGTERM is killed after the grace period', async () => {
  const app = `process.on('SIGTERM', () => console.error('no')); ${STAY} console.error('up');`;
  const service = await start({ 'app.ts': app }, { graceMs: 100 });
  await hear(service, /(up)/);
  service.signal('SIGTERM');
  expect(await service.end()).toMatchObject({ code: null, signal: 'SIGKILL', endedBy: 'sigkill' });
});

test('a signal to an app that has gone is none', async () => {
  const service = await start({ 'app.ts': '' });
  await service.exited;
  service.signal('SIGTERM');
  expect(service.wasSignalled()).toBe(false);
  expect(await service.end()).toMatchObject({ code: 0, endedBy: 'exit' });
});

test('what the app started in its group ends with it', async () => {
  const server = `
    const server = require('node:net').createServer((socket) => socket.on('error', () => {}));
    server.listen(0, '127.0.0.1', () => console.error('port ' + server.address().port));
  `;
  const app = `
    import { spawn } from 'node:child_process';
    spawn(process.execPath, ['--eval', ${JSON.stringify(server)}], { stdio: 'inherit' });
    process.on('SIGTERM', () => process.exit(0));
  `;
  const service = await start({ 'app.ts': app });
  const socket = connect(Number(await hear(service, /port (\d+)\n/)), '127.0.0.1').on('error', () => {});
  await once(socket, 'connect');
  service.signal('SIGTERM');
  expect(await service.end()).toMatchObject({ code: 0, endedBy: 'sigterm' });
  if (!socket.closed) await new Promise((closed) => socket.once('close', closed));
});

test('a process that left the group is found, ended and counted, and keeps nobody waiting', async () => {
  const app = `
    import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ['--eval', ${JSON.stringify(STAY)}], { stdio: 'inherit', detached: true });
    child.once('spawn', () => { console.log(child.pid); process.exit(0); });
  `;
  const service = await start({ 'app.ts': app }, { graceMs: 100 });
  await service.exited; // in its own time
  const { stdout, code, leftovers } = await service.end();
  const pid = Number(shown(stdout));
  // Other systems do not tell whose a process is.
  if (!HAS_PROC) process.kill(pid, 'SIGKILL');
  expect({ code, leftovers }).toEqual({ code: 0, leftovers: HAS_PROC ? 1 : 0 });
});

test('a flood is drained, and what was too much is counted', async () => {
  const app = `import { writeSync } from 'node:fs'; for (let i = 0; i < 100; i += 1) writeSync(1, 'x'.repeat(10_000));`;
  const service = await start({ 'app.ts': app }, { outputBytes: 1000 });
  const { stdout, dropped, code } = await service.end();
  expect({ kept: stdout.length, dropped, code }).toEqual({
    kept: 1000,
    dropped: { stdout: 999_000, stderr: 0 },
    code: 0,
  });
});

test('all that runs can be killed at once, and none can be started after that', async () => {
  const { output, exit } = await grade(`
    const services = [startService(plan), startService(plan)];
    killRunning();
    const records = await Promise.all(services.map((service) => service.end()));
    console.log(records.map(({ signal }) => signal).join());
    try {
      startService(plan);
    } catch (error) {
      console.log(error.message);
    }
  `);
  expect({ output, exit }).toEqual({ output: 'SIGKILL,SIGKILL\nthe grader is being ended\n', exit: [0, null] });
});

test('an app that cannot even be started has ended, and nobody else is harmed', async () => {
  const { output, exit } = await grade(`
    const service = startService({ ...plan, directory: '/nowhere' });
    console.log(JSON.stringify(await service.exited));
    service.kill();
    const { code, signal, stdout } = await service.end();
    console.log(JSON.stringify({ code, signal, kept: stdout.length }));
  `);
  expect(exit).toEqual([0, null]);
  expect(output).toBe('{"code":null,"signal":null}\n{"code":null,"signal":null,"kept":0}\n');
});
