import { z } from 'zod';
import { LANGS, type Lang } from '../course/lang.ts';
import { readingPath } from '../course/paths.ts';
import type { Complaint, Rule } from './complaint.ts';
import { lessonIdsIn, textOf } from './lesson-folders.ts';
import { readMarkdown } from './markdown.ts';
import { readYaml } from './yaml-file.ts';

/** As much of the texts as matters here: the rule about texts complains of all else. */
const shape = z.object({
  checks: z.record(z.string(), z.object({ learn: z.string().startsWith('#') }).catch({ learn: '' })),
});

/** Where a check says to read, there is a heading of that language's reading. */
export const lintLearnAnchors: Rule = async (root) => {
  const readings = lessonIdsIn(root).flatMap((id) => LANGS.map((lang) => ({ id, lang })));
  const complaints = await Promise.all(readings.map(({ id, lang }) => lintReading(root, id, lang)));
  return complaints.flat();
};

async function lintReading(root: string, id: string, lang: Lang): Promise<Complaint[]> {
  const file = `lessons/${id}/texts.${lang}.yaml`;
  const reading = readingPath(id, lang);
  const text = await textOf(root, reading);
  const { data } = shape.safeParse((await readYaml(root, file)).value);
  if (text === undefined || data === undefined) return [];
  const { anchors } = readMarkdown(text);
  return Object.entries(data.checks).flatMap(([check, { learn }]) =>
    learn === '' || anchors.has(learn.slice(1))
      ? []
      : [
          {
            file,
            message: `checks.${check}.learn is ${learn}, which no heading of ${reading} has: name one that it has`,
          },
        ],
  );
}
