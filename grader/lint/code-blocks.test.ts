import { existsSync, readdirSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../course/paths.ts';
import { lintCodeBlocks } from './code-blocks.ts';
import { printComplaint } from './complaint.ts';
import { writeCourse } from './test-course.ts';

const EN = 'lessons/01-logs/README.md';
const KO = 'lessons/01-logs/README.ko.md';

async function openCourse(en: string, ko: string): Promise<string> {
  const root = await writeCourse({
    'tsconfig.json': JSON.stringify({ extends: join(ROOT, 'tsconfig.json') }),
    'package.json': JSON.stringify({ type: 'module', imports: { '#shop': './shop.ts' } }),
    'shop.ts': 'export const shop = { open: true };\n',
    [EN]: en,
    [KO]: ko,
  });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  return root;
}

const complaintsOf = async (en: string, ko: string) =>
  (await lintCodeBlocks(await openCourse(en, ko))).map(printComplaint);

const fenced = (lang: string, ...lines: string[]) => ['```' + lang, ...lines, '```', ''].join('\n');

test('blocks that compile have no complaints: packages, the shop, a block of the same reading', async () => {
  const en = [
    fenced(
      'ts',
      "import { pino } from 'pino';",
      "import { shop } from '#shop';",
      'const log = pino();',
      'log.info({ open: shop.open });',
    ),
    fenced('ts logger.ts', 'export const limit: number = 3;'),
    fenced('ts', "import { limit } from './logger.ts';", 'limit.toFixed();'),
    fenced('js', 'this is no TypeScript'),
  ];
  expect(await complaintsOf(en.join('\n'), '')).toEqual([]);
});

test('blocks that do not, each with its line in its reading', async () => {
  const en = `# Logs\n\n${fenced('ts', 'const one = 1;', 'const two: string = one;')}`;
  const ko = `${fenced('ts', 'enum Level { info }')}\n- a list:\n\n  ${fenced('typescript', 'shout();').replaceAll('\n', '\n  ')}`;
  expect(await complaintsOf(en, ko)).toEqual([
    `${EN}:5: does not compile (TS2322: Type 'number' is not assignable to type 'string'.): mend the code`,
    `${KO}:2: does not compile (TS1294: This syntax is not allowed when 'erasableSyntaxOnly' is enabled.): mend the code`,
    `${KO}:8: does not compile (TS2304: Cannot find name 'shout'.): mend the code`,
  ]);
});

test('a complaint is one line, and holds all that tsc says of its place', async () => {
  const block = fenced('ts', 'const one = { port: 80 };', 'const two: { port: string } = one;', 'shout(two);');
  expect(await complaintsOf(block, '')).toEqual([
    expect.stringMatching(
      /^[^\n]*README\.md:3: .*TS2322: .*'port' are incompatible. Type 'number' is not assignable to type 'string'/,
    ),
    expect.stringMatching(/README\.md:4: .*TS2304/),
  ]);
});

test('a file of the course that a block imports is named as it is', async () => {
  const root = await openCourse(fenced('ts', "import { shop } from '#shop';", 'shop.open;'), '');
  await writeFile(join(root, 'shop.ts'), 'export const shop: string = { open: true };\n');
  expect((await lintCodeBlocks(root)).map(printComplaint)).toEqual([
    expect.stringMatching(/^shop\.ts:1: does not compile \(TS2322/),
    expect.stringMatching(/README\.md:3: does not compile \(TS2339/),
  ]);
});

test('two blocks of one name', async () => {
  const block = fenced('ts logger.ts', 'export const limit = 3;');
  expect(await complaintsOf(`${block}\n${block}`, block)).toEqual([
    `${EN}:5: is the second block called logger.ts: give it another name`,
  ]);
});

test('nothing is left behind', async () => {
  const root = await openCourse(fenced('ts', 'shout();'), '');
  await lintCodeBlocks(root);
  expect(readdirSync(join(root, '.grade', 'lint'))).toEqual([]);
});

test('without blocks nothing is compiled', async () => {
  const root = await openCourse('# Logs', '');
  expect(await lintCodeBlocks(root)).toEqual([]);
  expect(existsSync(join(root, '.grade'))).toBe(false);
});
