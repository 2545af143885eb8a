import { globSync } from 'node:fs';
import { LANGS } from '../course/lang.ts';
import type { Complaint, Rule } from './complaint.ts';
import { textOf } from './lesson-folders.ts';
import { placeholderMismatch } from './placeholders.ts';
import { departures } from './shape.ts';
import { readYaml } from './yaml-file.ts';
import { z } from 'zod';

/** Whatever takes a key of the tool's texts as its first argument. */
const CALL = /\b(?:say|UsageError)\(/g;

/** A key, written out. */
const KEY = /(['"`])([a-z][\w-]*\.[\w-]+)\1/g;

/** The start of a composed key: `status.${…}`. */
const PREFIX = /`([a-z][\w-]*\.)\$\{/g;

const shape = z.record(
  z.string(),
  z.string('is no text: quote it').regex(/\S/, 'is empty: write it'),
  'is no map: give it a sentence for each key',
);

/** The grader's own sentences: the same keys and placeholders in each language, every one of them said, and every one said there. */
export const lintToolTexts: Rule = async (root) => {
  const files = await Promise.all(LANGS.map((lang) => readTexts(root, `grader/cli/texts.${lang}.yaml`)));
  const sources = await readSources(root);
  const [reference, ...others] = files;
  if (reference === undefined) return [];
  return [
    ...files.flatMap(({ complaints }) => complaints),
    ...others.flatMap((other) => [
      ...keysMissing(reference, other),
      ...keysMissing(other, reference),
      ...mismatches(reference, other),
    ]),
    ...unused(reference, sources),
    ...sources.flatMap((source) => unknown(source, reference)),
  ];
};

interface TextsFile {
  file: string;
  complaints: Complaint[];
  texts: Record<string, string>;
}

async function readTexts(root: string, file: string): Promise<TextsFile> {
  const { value, complaints } = await readYaml(root, file);
  if (complaints.length > 0) return { file, complaints, texts: {} };
  return {
    file,
    complaints: departures(shape, value).map((message) => ({ file, message })),
    texts: shape.safeParse(value).data ?? {},
  };
}

interface Source {
  file: string;
  text: string;
}

/** The grader's own modules. A key that only a test or the linter names is not said. */
async function readSources(root: string): Promise<Source[]> {
  const files = globSync('grader/**/*.ts', { cwd: root, exclude: ['grader/lint/**', '**/*.test.ts'] }).toSorted();
  return await Promise.all(files.map(async (file) => ({ file, text: (await textOf(root, file)) ?? '' })));
}

function keysMissing({ texts: wanted, file: from }: TextsFile, { file, texts, complaints }: TextsFile): Complaint[] {
  if (complaints.length > 0) return [];
  return Object.keys(wanted)
    .filter((key) => !Object.hasOwn(texts, key))
    .map((key) => ({ file, message: `has no "${key}", which ${from} has: add it here or remove it there` }));
}

function mismatches({ texts: reference }: TextsFile, { file, texts }: TextsFile): Complaint[] {
  return Object.entries(texts).flatMap(([key, text]) => {
    const remedy = placeholderMismatch(reference[key] ?? text, text);
    return remedy === undefined
      ? []
      : [{ file, message: `"${key}" has not the placeholders of the ${LANGS[0]} text: ${remedy}` }];
  });
}

function unused({ file, texts }: TextsFile, sources: Source[]): Complaint[] {
  const written = new Set(sources.flatMap(({ text }) => [...text.matchAll(KEY)].map(([, , key]) => key)));
  const prefixes = [
    ...new Set(sources.flatMap(({ text }) => [...text.matchAll(PREFIX)].map(([, prefix = '']) => prefix))),
  ];
  return Object.keys(texts)
    .filter((key) => !written.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    .map((key) => ({ file, message: `"${key}" is said nowhere in grader/: remove it in every language` }));
}

/** The keys a module says that the texts do not have. */
function unknown({ file, text }: Source, { file: textsFile, texts }: TextsFile): Complaint[] {
  return [...text.matchAll(CALL)].flatMap(({ 0: call, index }) => {
    const argument = firstArgument(text, index + call.length);
    const line = text.slice(0, index).split('\n').length;
    const keys = [...argument.matchAll(KEY)].flatMap(([, , key = '']) => (Object.hasOwn(texts, key) ? [] : [key]));
    const prefixes = [...argument.matchAll(PREFIX)].flatMap(([, prefix = '']) =>
      Object.keys(texts).some((key) => key.startsWith(prefix)) ? [] : [`${prefix}…`],
    );
    return [...keys, ...prefixes].map((key) => ({
      file,
      line,
      message: `says "${key}", which ${textsFile} does not have: add it there, in every language`,
    }));
  });
}

/** A call's first argument, from behind the opening parenthesis to the comma or parenthesis that ends it. */
function firstArgument(text: string, start: number): string {
  let depth = 0;
  for (let end = start; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (depth === 0 && (character === ',' || character === ')')) return text.slice(start, end);
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
  }
  return text.slice(start);
}
