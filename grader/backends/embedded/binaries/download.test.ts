import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { download, type Download } from './download.ts';
import { StepFailed } from './engines-missing.ts';
import { closed, makeFolder, serve, sha256, type Listener } from './test-release.ts';

const BODY = randomBytes(300_000);

async function planFor(listener: Listener | string, changes: Partial<Download> = {}): Promise<Download> {
  const base = typeof listener === 'string' ? listener : await serve(listener);
  return {
    url: `${base}/archive.tar.gz`,
    to: join(await makeFolder(), 'archive'),
    sha256: sha256(BODY),
    stallMs: 30_000,
    env: {},
    signal: undefined,
    onProgress: () => {},
    ...changes,
  };
}

async function failureOf(plan: Download): Promise<unknown> {
  const error: unknown = await download(plan).catch((thrown: unknown) => thrown);
  return error instanceof StepFailed ? { code: error.code, ...error.params } : error;
}

test('a file is downloaded, redirects and all, and progress is told in steps of a per cent', async () => {
  const told: [number, number | undefined][] = [];
  const plan = await planFor(
    ({ url }, response) => {
      if (url === '/archive.tar.gz') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.writeHead(200, { 'content-length': BODY.length }).end(BODY);
    },
    { onProgress: (done, total) => void told.push([done, total]) },
  );
  await download(plan);
  expect(await readFile(plan.to)).toEqual(BODY);
  expect(told.at(-1)).toEqual([BODY.length, BODY.length]);
  const percents = told.map(([done, total = 0]) => Math.floor((100 * done) / total));
  expect(new Set(percents).size).toBe(percents.length);
});

test('progress is told while a slow server sends', async () => {
  const [halfTold, told] = [Promise.withResolvers<undefined>(), [] as number[]];
  const plan = await planFor(
    async (_, response) => {
      response.writeHead(200, { 'content-length': BODY.length });
      response.write(BODY.subarray(0, 100_000));
      await halfTold.promise;
      response.end(BODY.subarray(100_000));
    },
    {
      onProgress(done) {
        told.push(done);
        if (done === 100_000) halfTold.resolve(undefined);
      },
    },
  );
  await download(plan);
  expect(told).toContain(100_000);
});

test('a server need not say how much it sends', async () => {
  const plan = await planFor((_, response) => {
    response.write(BODY.subarray(0, 1000));
    response.end(BODY.subarray(1000));
  });
  await download(plan);
  expect(await readFile(plan.to)).toEqual(BODY);
});

test('another content than the pinned one is refused', async () => {
  const plan = await planFor((_, response) => response.end('<html>Log in to our network</html>'));
  expect(await failureOf(plan)).toEqual({ code: 'checksum', url: plan.url });
});

test('an answer that breaks off is told from a wrong one', async () => {
  const plan = await planFor((_, response) => {
    response.writeHead(200, { 'content-length': BODY.length });
    response.write(BODY.subarray(0, 1000), () => response.destroy());
  });
  const { host } = new URL(plan.url);
  expect(await failureOf(plan)).toMatchObject({ code: 'cut-off', host });
});

test.for([404, 403, 503])('status %d is no archive', async (status) => {
  const plan = await planFor((_, response) => response.writeHead(status).end(BODY));
  expect(await failureOf(plan)).toEqual({ code: 'status', host: new URL(plan.url).host, status });
});

test.for([
  ['never answers', 0],
  ['stops in the middle', 1000],
] as const)('a server that %s is given up', async ([, bytes]) => {
  const plan = await planFor(
    (_, response) => {
      if (bytes > 0) response.writeHead(200).write(BODY.subarray(0, bytes));
    },
    { stallMs: 300 },
  );
  expect(await failureOf(plan)).toEqual({ code: 'stalled', host: new URL(plan.url).host, seconds: 0.3 });
});

test('a host that cannot be reached', async () => {
  const base = await serve(() => {});
  const { host } = new URL(base);
  await closed(base);
  expect(await failureOf(await planFor(base))).toEqual({ code: 'unreachable', host, reason: 'ECONNREFUSED' });
});

test('a download can be interrupted, while nothing comes too', async () => {
  const interrupt = new AbortController();
  const plan = await planFor(() => interrupt.abort(new Error('Ctrl-C')), { signal: interrupt.signal });
  expect(await failureOf(plan)).toEqual(new Error('Ctrl-C'));
});

test('the proxy of the environment is asked, but not for hosts that it excludes', async () => {
  const seen: string[] = [];
  const proxy = await serve(
    ({ url }, response) => {
      seen.push(url ?? '');
      response.writeHead(403).end();
    },
    ({ url }, socket) => {
      seen.push(url ?? '');
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    },
  );
  const plan = await planFor('http://releases.invalid', { env: { HTTP_PROXY: proxy } });
  expect(await failureOf(plan)).toHaveProperty('code');
  expect(seen).toHaveLength(1);
  expect(seen[0]).toContain('releases.invalid');
  const direct = await planFor((_, response) => response.end(BODY), {
    env: { http_proxy: proxy, NO_PROXY: '127.0.0.1' },
  });
  await download(direct);
  expect(seen).toHaveLength(1);
});

test("a proxy's address that is none is told", async () => {
  const plan = await planFor('http://releases.invalid', { env: { HTTP_PROXY: 'no url' } });
  expect(await failureOf(plan)).toMatchObject({ code: 'unreachable', host: 'releases.invalid' });
});
