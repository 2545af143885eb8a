import { z } from 'zod';
import { LANGS, type Lang } from '../course/lang.ts';
import type { CheckTexts } from '../course/texts.ts';
import type { Check, Lesson } from '../lessons/lesson.ts';
import type { Complaint, Rule } from './complaint.ts';
import { loadableLessons } from './lesson-folders.ts';
import { placeholderMismatch } from './placeholders.ts';
import { departures } from './shape.ts';
import { readYaml } from './yaml-file.ts';

const MISSING = 'is missing or no text: write it';
const sentence = z.string(MISSING).regex(/\S/, 'is empty: write it');
const THREE = 'must be three: a nudge, where to look, how it is done';

const fileShape = z.strictObject(
  { checks: z.record(z.string(), z.unknown(), 'is no map: give it a key for each check') },
  'is no map: give it the one key checks',
);

const checkShape = z.strictObject(
  {
    title: sentence,
    why: sentence,
    learn: z.string(MISSING).regex(/^#\S+$/, 'is no anchor: write "#" and a heading of the reading'),
    findings: z.record(z.string(), sentence, 'is no map: give it a sentence for each finding'),
    hints: z.array(sentence, THREE).length(3, THREE),
  },
  'is no map: give it title, why, learn, findings and hints',
) satisfies z.ZodType<CheckTexts>;

/** Every check of a lesson, and every finding of it, has its words in each language, with the same placeholders. */
export const lintLessonTexts: Rule = async (root) => {
  const complaints = await Promise.all((await loadableLessons(root)).map((lesson) => lintLesson(root, lesson)));
  return complaints.flat();
};

async function lintLesson(root: string, lesson: Lesson): Promise<Complaint[]> {
  const files = await Promise.all(LANGS.map((lang) => readTexts(root, lesson, lang)));
  const [reference, ...others] = files;
  return [
    ...files.flatMap(({ complaints }) => complaints),
    ...others.flatMap((other) => mismatches(reference?.sentences ?? {}, other)),
  ];
}

interface TextsFile {
  file: string;
  complaints: Complaint[];
  /** All sentences that may have placeholders, by the place they stand at. */
  sentences: Record<string, string>;
}

async function readTexts(root: string, { id, checks }: Lesson, lang: Lang): Promise<TextsFile> {
  const file = `lessons/${id}/texts.${lang}.yaml`;
  const { value, complaints } = await readYaml(root, file);
  if (complaints.length > 0) return { file, complaints, sentences: {} };
  const wrong = departures(fileShape, value);
  const texts = fileShape.safeParse(value).data?.checks ?? {};
  const messages = [
    ...wrong,
    ...(wrong.length > 0 ? [] : checks.flatMap((check) => lintCheck(check, texts[check.id]))),
    ...Object.keys(texts)
      .filter((known) => !checks.some((check) => check.id === known))
      .map((known) => `"${known}" is no check of the lesson: remove it, or rename it to one`),
  ];
  return {
    file,
    complaints: messages.map((message) => ({ file, message })),
    sentences: Object.fromEntries(Object.entries(texts).flatMap(([check, entry]) => sentencesOf(check, entry))),
  };
}

function lintCheck({ id, codes }: Check, texts: unknown): string[] {
  if (texts === undefined)
    return [
      `check "${id}" has no texts: add ${id} under checks, with title, why, learn, findings (${codes.join(', ')}) and three hints`,
    ];
  const { data } = checkShape.safeParse(texts);
  if (data === undefined) return departures(checkShape, texts, `checks.${id}`);
  return [
    ...codes
      .filter((code) => !Object.hasOwn(data.findings, code))
      .map((code) => `check "${id}" has no sentence for finding "${code}": add it under findings`),
    ...Object.keys(data.findings)
      .filter((code) => !codes.includes(code))
      .map((code) => `check "${id}" never finds "${code}": remove it, or add it to the check's codes`),
  ];
}

function sentencesOf(check: string, entry: unknown): [place: string, text: string][] {
  const { data } = checkShape.safeParse(entry);
  if (data === undefined) return [];
  const { findings, hints, title, why } = data;
  const places = {
    title,
    why,
    ...prefixed('findings', findings),
    ...prefixed('hints', Object.fromEntries(hints.entries())),
  };
  return Object.entries(places).map(([place, text]) => [`checks.${check}.${place}`, text]);
}

function prefixed(prefix: string, texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${prefix}.${key}`, text]));
}

function mismatches(reference: Record<string, string>, { file, sentences }: TextsFile): Complaint[] {
  return Object.entries(sentences).flatMap(([place, text]) => {
    const remedy = placeholderMismatch(reference[place] ?? text, text);
    return remedy === undefined
      ? []
      : [{ file, message: `${place} has not the placeholders of the ${LANGS[0]} text: ${remedy}` }];
  });
}
