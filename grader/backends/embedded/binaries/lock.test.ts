import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { makeFolder } from './test-release.ts';

async function makeLock() {
  const path = join(await makeFolder(), 'lock');
  const waits: string[] = [];
  const options = (name: string, signal?: AbortSignal) => ({ signal, onWait: () => void waits.push(name) });
  return { path, waits, options };
}

test('one works after the other', async () => {
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
});

test('a lock is released when the task fails', async () => {
  const { path, waits, options } = await makeLock();
  await expect(withLock(path, options('a'), () => Promise.reject(new Error('task')))).rejects.toThrow('task');
  expect(await withLock(path, options('b'), async () => 'done')).toBe('done');
  expect(waits).toEqual([]);
});

test('whoever is waiting can be interrupted, and the holder keeps the lock', async () => {
  const { path, waits, options } = await makeLock();
  await withLock(path, options('holder'), async () => {
    for (const name of ['a', 'b']) {
      const interrupt = new AbortController();
      const onWait = (): void => {
        waits.push(name);
        interrupt.abort(new Error('Ctrl-C'));
      };
      const waiting = withLock(path, { signal: interrupt.signal, onWait }, async () => 'entered');
      await expect(waiting).rejects.toThrow('aborted');
    }
  });
  expect(waits).toEqual(['a', 'b']);
});

test("another process's lock is waited for, and is nobody's when that process is killed", async () => {
  const { path, options } = await makeLock();
  const script = `
    import { withLock } from ${JSON.stringify(import.meta.resolve('./lock.ts'))};
    await withLock(${JSON.stringify(path)}, {}, async () => {
      process.stdout.write('in');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    });`;
  const holder = execa(process.execPath, ['--input-type=module', '--eval', script], { reject: false });
  await once(holder.stdout, 'data');
  let inside = 0;
  let most = 0;
  const task = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await readdir(dirname(path));
    inside -= 1;
  };
  const waited = Promise.withResolvers<undefined>();
  const onWait = (): void => waited.resolve(undefined);
  const first = withLock(path, { signal: undefined, onWait }, task);
  await waited.promise;
  expect(most).toBe(0);
  holder.kill('SIGKILL');
  await Promise.all([first, ...['b', 'c', 'd'].map((name) => withLock(path, options(name), task))]);
  expect(most).toBe(1);
});

test('a lock that cannot be had at all is an error', async () => {
  const { path, options } = await makeLock();
  await expect(withLock(join(path, 'nowhere', 'lock'), options('a'), async () => {})).rejects.toThrow(
    'unable to open database file',
  );
});
