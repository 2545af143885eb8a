import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../course/paths.ts';
import { readStartupError } from './startup-error.ts';

/** What Node.js says of these files on stderr, their folder left out as the report does. */
async function stderrOf(files: Record<string, string>, ...flags: string[]): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'three-am-startup-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, source] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), source);
  }
  const { stderr, failed } = await execa(process.execPath, [...flags, 'app.ts'], { cwd: folder, reject: false });
  expect(failed).toBe(true);
  return stderr.replaceAll(`file://${folder}/`, '').replaceAll(`${folder}/`, '');
}

test('an enum', async () => {
  const app = `const first = 1;\n\nexport enum Colour { Red }\nconsole.log(first);\n`;
  expect(readStartupError(await stderrOf({ 'app.ts': app }))).toEqual({
    code: 'enum',
    params: { file: 'app.ts', line: '3' },
  });
});

test('an enum in a file that the app imports', async () => {
  const files = { 'app.ts': `import './lib/colour.ts';\n`, 'lib/colour.ts': `\nconst enum Colour { Red }\n` };
  expect(readStartupError(await stderrOf(files))).toEqual({
    code: 'enum',
    params: { file: 'lib/colour.ts', line: '2' },
  });
});

test('a parameter property', async () => {
  const app = `class Shop {\n  constructor(private readonly name: string) {}\n}\nnew Shop('x');\n`;
  expect(readStartupError(await stderrOf({ 'app.ts': app }))).toEqual({
    code: 'parameter-property',
    params: { file: 'app.ts', line: '2' },
  });
});

test.for<[what: string, source: string, line: string, says: RegExp]>([
  [
    'a namespace',
    `\nnamespace Shop {\n  export const open = true;\n}\n`,
    '2',
    /^TypeScript namespace declaration is not supported/,
  ],
  [
    'an import of old',
    `import fs = require('node:fs');\n`,
    '1',
    /^TypeScript import equals declaration is not supported/,
  ],
  [
    'a cast of old',
    `\n\nexport const one = <number>(1 as unknown);\n`,
    '3',
    /^The angle-bracket syntax for type assertions/,
  ],
  ['no TypeScript at all', `export const one = 1;\nconst two: = 2;\n`, '2', /^Unexpected token/],
])('other syntax that is not stripped: %s', async ([, app, line, says]) => {
  expect(readStartupError(await stderrOf({ 'app.ts': app }))).toEqual({
    code: 'typescript',
    params: { file: 'app.ts', line, what: expect.stringMatching(says) as string },
  });
});

test('a type that is imported as a value', async () => {
  const files = {
    'app.ts': `import { open } from './types.ts';\nimport { Product } from './types.ts';\nexport const p: Product = open;\n`,
    'types.ts': `export interface Product { id: string }\nexport const open = { id: 'p' };\n`,
  };
  expect(readStartupError(await stderrOf(files))).toEqual({
    code: 'type-import',
    params: { file: 'app.ts', line: '2', module: './types.ts', name: 'Product' },
  });
});

test('a type of a CommonJS package that is imported as a value', async () => {
  const app = `import express, { Request } from 'express';\nexport const path = (req: Request) => req.path;\nexpress();\n`;
  expect(readStartupError(await stderrOf({ 'app.ts': app }))).toEqual({
    code: 'type-import',
    params: { file: 'app.ts', line: '1', module: 'express', name: 'Request' },
  });
});

test.for<[what: string, files: Record<string, string>, params: Record<string, string>]>([
  ['a file', { 'app.ts': `import './logger.ts';` }, { file: 'app.ts', module: 'logger.ts' }],
  ['its ending', { 'app.ts': `import './logger';`, 'logger.ts': '' }, { file: 'app.ts', module: 'logger' }],
  [
    'a file next to another',
    { 'app.ts': `import './lib/a.ts';`, 'lib/a.ts': `import '../b.ts';` },
    { file: 'lib/a.ts', module: 'b.ts' },
  ],
  ['a package', { 'app.ts': `import 'left-pad';` }, { file: 'app.ts', module: 'left-pad' }],
  ['a package with a scope', { 'app.ts': `import '@acme/log/x';` }, { file: 'app.ts', module: '@acme/log' }],
])('a module that is missing: %s', async ([, files, params]) => {
  expect(readStartupError(await stderrOf(files))).toEqual({ code: 'module', params });
});

test('an option that Node.js does not know', async () => {
  const stderr = await stderrOf({ 'app.ts': '' }, '--no-such-option');
  expect(readStartupError(stderr)).toEqual({ code: 'flag', params: { flag: '--no-such-option' } });
});

const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));

test.for([undefined, ...['127.0.0.1', '::1'].filter((host) => addresses.includes(host))])(
  'a port that is taken, on %s',
  async (host) => {
    const app = `
    import { createServer } from 'node:http';
    const host = ${JSON.stringify(host)};
    const first = createServer().listen({ port: 0, host }, () => {
      const { port } = first.address();
      console.error('taken: ' + port);
      createServer().listen({ port, host });
    });
  `;
    const stderr = await stderrOf({ 'app.ts': app });
    const [, port] = /taken: (\d+)/.exec(stderr) ?? [];
    expect(readStartupError(stderr)).toEqual({ code: 'port', params: { port } });
  },
);

test('anything else is nothing special', async () => {
  expect(
    readStartupError(await stderrOf({ 'app.ts': `throw new Error('no database for the enum');` })),
  ).toBeUndefined();
  expect(readStartupError(await stderrOf({ 'app.ts': `undefined.port;` }))).toBeUndefined();
  expect(readStartupError('')).toBeUndefined();
});
