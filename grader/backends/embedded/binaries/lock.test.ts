import { spawnSync } from 'node:child_process';
import { lutimes, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { makeFolder } from './test-release.ts';

const RANDOM = '0123456789ab';

async function makeLock() {
  const path = join(await makeFolder(), 'lock');
  const waits: string[] = [];
  const options = (name: string, signal?: AbortSignal) => ({ signal, onWait: () => void waits.push(name) });
  return { path, waits, options };
}

test('one works after the other, and nothing is left', async () => {
  const { path, waits, options } = await makeLock();
  const events: string[] = [];
  let second: Promise<void> | undefined;
  await withLock(path, options('first'), async () => {
    events.push('first in');
    const waited = Promise.withResolvers<undefined>();
    const onWait = (): void => {
      waits.push('second');
      waited.resolve(undefined);
    };
    second = withLock(path, { signal: undefined, onWait }, async () => void events.push('second in'));
    await waited.promise;
    events.push('first out');
  });
  await second;
  expect(events).toEqual(['first in', 'first out', 'second in']);
  expect(waits).toEqual(['second']);
  expect(await readdir(dirname(path))).toEqual([]);
});

test('a lock is released when the task fails', async () => {
  const { path, waits, options } = await makeLock();
  await expect(withLock(path, options('a'), () => Promise.reject(new Error('task')))).rejects.toThrow('task');
  expect(await withLock(path, options('b'), async () => 'done')).toBe('done');
  expect(waits).toEqual([]);
});

test('whoever is waiting can be interrupted', async () => {
  const { path, options } = await makeLock();
  const interrupt = new AbortController();
  await withLock(path, options('holder'), async (holder) => {
    const waiting = withLock(
      path,
      { signal: interrupt.signal, onWait: () => interrupt.abort(new Error('Ctrl-C')) },
      async () => 'entered',
    );
    await expect(waiting).rejects.toThrow('aborted');
    expect(await readlink(path)).toBe(holder);
  });
});

test('a lock whose holder has died is taken over, by one', async () => {
  const { path, waits, options } = await makeLock();
  const { pid } = spawnSync(process.execPath, ['--version']);
  await symlink(`${pid}@${hostname()}-${RANDOM}`, path);
  let inside = 0;
  const task = async (): Promise<void> => {
    inside += 1;
    await readdir(dirname(path));
    expect(inside).toBe(1);
    inside -= 1;
  };
  await Promise.all(['a', 'b', 'c'].map((name) => withLock(path, options(name), task)));
  expect(waits).not.toHaveLength(3);
});

test('what is no lock is not waited for', async () => {
  const { path, waits, options } = await makeLock();
  await mkdir(path);
  await withLock(path, options('a'), async () => {});
  await symlink('somewhere', path);
  await withLock(path, options('b'), async () => {});
  expect(waits).toEqual([]);
});

test("another machine's lock is respected until it was not touched for long", async () => {
  const { path, waits, options } = await makeLock();
  await symlink(`1@another-${hostname()}-${RANDOM}`, path);
  const interrupt = new AbortController();
  const waiting = withLock(path, { signal: interrupt.signal, onWait: () => interrupt.abort() }, async () => 'entered');
  await expect(waiting).rejects.toThrow('aborted');
  await lutimes(path, 1, 1);
  await withLock(path, options('later'), async () => {});
  expect(waits).toEqual([]);
});
