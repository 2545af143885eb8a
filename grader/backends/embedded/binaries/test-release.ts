import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';
import { onTestFinished } from 'vitest';
import type { Product } from './engines.ts';
import { platformName, type Platform, type Releases } from './releases.ts';

const BLOCK = 512;

/** A folder that goes with the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-engines-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What was fetched into a cache, or left there: all but the locks, which stay, and what is known of versions. */
export async function contentOf(cache: string): Promise<string[]> {
  const entries = await readdir(cache, { recursive: true }).catch(() => []);
  return entries.filter((entry) => entry !== 'versions.json' && !entry.endsWith('.lock')).toSorted();
}

/** A script that answers as an engine does. */
export function fakeEngine(name: string, version: string): string {
  return `#!/bin/sh\necho "${name}, version ${version} (branch: HEAD, revision: none)"\n`;
}

/** Writes an executable. @returns its path */
export async function writeProgram(path: string, content: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await chmod(path, 0o755);
  return path;
}

/** A `.tar.gz` with these entries, exactly as they are given: the paths of honest archives and of others. */
export function makeArchive(entries: readonly (HeaderData & { content?: string | Uint8Array })[]): Buffer {
  const blocks = entries.flatMap(({ content = '', ...data }) => {
    const bytes = Buffer.from(content);
    const header = new Header({ mode: 0o755, type: 'File', size: bytes.length, mtime: new Date(0), ...data });
    header.encode();
    return [header.block ?? Buffer.alloc(BLOCK), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

/** An archive as the product's project makes it, with scripts for programs. */
export function makeRelease(product: Product, version: string): Buffer {
  const folder = `${product}-${version}.${platformName()}`;
  const programs = product === 'prometheus' ? ['prometheus', 'promtool'] : ['alertmanager', 'amtool'];
  return makeArchive([
    { path: `${folder}/`, type: 'Directory' },
    { path: `${folder}/LICENSE`, content: 'Apache License' },
    ...programs.map((name) => ({ path: `${folder}/${name}`, content: fakeEngine(name, version) })),
  ]);
}

export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

const servers = new Map<string, Server>();

/** Serves HTTP until the test is over. @returns the server's base URL */
export async function serve(
  listener: Listener,
  onConnect?: (request: IncomingMessage, socket: Duplex) => void,
): Promise<string> {
  const server = createServer((request, response) => void listener(request, response));
  if (onConnect !== undefined) server.on('connect', onConnect);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  servers.set(base, server);
  onTestFinished(() => closed(base));
  return base;
}

/** Waits until a server is gone. */
export async function closed(base: string): Promise<void> {
  const server = servers.get(base);
  servers.delete(base);
  server?.closeAllConnections();
  await server?.[Symbol.asyncDispose]();
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Releases 3.13.1 and 0.34.0 of a server, of which each archive has the sum of these bytes. */
export function releasesOf(baseUrl: string, prometheus?: Uint8Array, alertmanager?: Uint8Array): Releases {
  const sums = (bytes: Uint8Array | undefined) =>
    bytes === undefined ? {} : { [platformName() as Platform]: sha256(bytes) };
  return {
    baseUrl,
    stallMs: 30_000,
    table: {
      prometheus: { version: '3.13.1', sha256: sums(prometheus) },
      alertmanager: { version: '0.34.0', sha256: sums(alertmanager) },
    },
  };
}
