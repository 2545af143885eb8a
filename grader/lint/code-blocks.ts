import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { LANGS } from '../course/lang.ts';
import { readingPath, ROOT } from '../course/paths.ts';
import type { Complaint, Rule } from './complaint.ts';
import { lessonIdsIn, textOf } from './lesson-folders.ts';
import { readMarkdown } from './markdown.ts';

/** A block of TypeScript in a reading. */
interface Block {
  reading: string;
  /** The line of its opening fence. */
  line: number;
  text: string;
  /** Where it is written to be compiled, relative to the folder of all. */
  path: string;
}

/** A diagnostic of tsc as it prints them with `--pretty false`. */
const DIAGNOSTIC = /^(?<path>[^\s(][^(]*)\((?<line>\d+),\d+\): error (?<what>TS\d+: .*)$/s;

/** TypeScript in the readings compiles, with the course's options. */
export const lintCodeBlocks: Rule = async (root) => {
  const readings = lessonIdsIn(root).flatMap((id) => LANGS.map((lang) => readingPath(id, lang)));
  const blocks = (await Promise.all(readings.map((reading) => readBlocks(root, reading)))).flat();
  if (blocks.length === 0) return [];
  const twice = blocks.filter(({ path }, index) => blocks.findIndex((other) => other.path === path) !== index);
  if (twice.length > 0)
    return twice.map(({ reading, line, path }) => ({
      file: reading,
      line,
      message: `is the second block called ${basename(path)}: give it another name`,
    }));
  return await compile(root, blocks);
};

/**
 * The blocks of one reading lie side by side. One whose fence names a file (```` ```ts logger.ts ````) is called so, and the
 * others can import it.
 */
async function readBlocks(root: string, reading: string): Promise<Block[]> {
  const { blocks } = readMarkdown((await textOf(root, reading)) ?? '');
  return blocks
    .filter(({ lang }) => lang === 'ts' || lang === 'typescript')
    .map(({ meta, text, line }) => {
      const name = /^[\w-]+\.ts$/.test(meta) ? meta : `line-${line}.ts`;
      return { reading, line, text, path: join(reading, name) };
    });
}

async function compile(root: string, blocks: Block[]): Promise<Complaint[]> {
  // Inside the course, so that its packages and `#shop` are found.
  const parent = join(root, '.grade', 'lint');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'code-blocks-'));
  try {
    for (const { path, text } of blocks) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), `${text}\n`);
    }
    const options = {
      extends: '../../../tsconfig.json',
      // An example need not use all that it declares.
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
      files: blocks.map(({ path }) => path),
      include: [],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    const { stdout, failed } = await execa(tsc, ['-p', '.', '--pretty', 'false'], { cwd: folder, reject: false });
    const complaints = complaintsOf(stdout, blocks);
    if (failed && complaints.length === 0) throw new Error(`tsc did not compile the readings' code: ${stdout}`);
    return complaints;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A diagnostic's further lines are indented. They come in the order of the readings, not of tsc. */
function complaintsOf(output: string, blocks: Block[]): Complaint[] {
  const diagnostics = output.split(/\n(?=\S)/).flatMap((text) => {
    const { path = '', line = '', what = '' } = DIAGNOSTIC.exec(text)?.groups ?? {};
    return what === ''
      ? []
      : [{ index: blocks.findIndex((block) => block.path === path), path, line: Number(line), what: what.trim() }];
  });
  return diagnostics
    .toSorted((a, b) => a.index - b.index || a.line - b.line)
    .map(({ index, path, line, what }) => {
      const block = blocks[index];
      // Or a file of the course that a block imports: the way there starts at the folder of all blocks.
      const elsewhere = { file: path.replace(/^(?:\.\.\/)+/, ''), line };
      const place = block === undefined ? elsewhere : { file: block.reading, line: block.line + line };
      return { ...place, message: `does not compile (${what}): mend the code` };
    });
}
