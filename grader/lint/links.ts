import { existsSync, globSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Complaint, Rule } from './complaint.ts';
import { textOf } from './lesson-folders.ts';
import { readMarkdown } from './markdown.ts';

/** A link to elsewhere: the linter does not go there. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** A place in a source file, as GitHub writes it. */
const LINES = /^L\d+(?:-L\d+)?$/;

/** Every relative link and every #anchor in the course's Markdown leads somewhere. */
export const lintLinks: Rule = async (root) => {
  // `**` enters no hidden folder.
  const files = globSync(['**/*.md', '.github/**/*.md'], { cwd: root, exclude: ['**/node_modules'] }).toSorted();
  const complaints = await Promise.all(files.map((file) => lintFile(root, file)));
  return complaints.flat();
};

async function lintFile(root: string, file: string): Promise<Complaint[]> {
  const { links } = readMarkdown((await textOf(root, file)) ?? '');
  const complaints = await Promise.all(
    links.map(async ({ url, line }): Promise<Complaint[]> => {
      const fault = ELSEWHERE.test(url) ? undefined : await faultOf(root, file, url);
      return fault === undefined ? [] : [{ file, line, message: `links to ${url}, ${fault}` }];
    }),
  );
  return complaints.flat();
}

async function faultOf(root: string, from: string, url: string): Promise<string | undefined> {
  const [, path = '', anchor = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(decoded(url)) ?? [];
  const target = relative(
    root,
    path.startsWith('/') ? join(root, path) : join(root, path === '' ? from : join(dirname(from), path)),
  );
  if (target.startsWith('..')) return 'which is outside the course: link to what is in it';
  if (!existsSync(join(root, target))) return 'which does not exist: mend the path or add the file';
  if (anchor === '') return undefined;
  const page = statSync(join(root, target)).isDirectory() ? join(target, 'README.md') : target;
  if (!page.endsWith('.md'))
    return LINES.test(anchor) ? undefined : 'but only Markdown has headings: link to the file alone';
  const { anchors } = readMarkdown((await textOf(root, page)) ?? '');
  return anchors.has(anchor) ? undefined : `but ${page} has no such heading: name one of its headings`;
}

/** A link's path and anchor may be written with or without percent signs. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
