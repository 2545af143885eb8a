import { fromMarkdown } from 'mdast-util-from-markdown';
import { RUNBOOK_PARTS } from '../names.ts';

export type RunbookPart = keyof typeof RUNBOOK_PARTS;

/** A part of a runbook: what stands below its heading, whatever the heading's level. */
export interface Section {
  /** Of the heading, from 1. */
  line: number;
  /** How many words there are, and how long they are together. What only stands for a text to come is none. */
  words: number;
  characters: number;
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

/** Number, sign or picture before a heading's words. */
const BEFORE_WORDS = /^(?::[\w+-]+:|[^\p{L}:]|:)+/u;
const PLACEHOLDER = /^(?:todo|tbd|tba|fixme|wip|xxx|미정)$/i;

/** The parts of a runbook that have something below their heading: of one that comes twice, the one that says more. */
export function readRunbook(markdown: string): Partial<Record<RunbookPart, Section>> {
  const found: Partial<Record<RunbookPart, Section>> = {};
  const { children } = fromMarkdown(markdown);
  for (const [index, node] of children.entries()) {
    const part = partOf(node);
    if (node.type !== 'heading' || part === undefined) continue;
    const rest = children.slice(index + 1);
    // Headings further down belong to it, unless they begin another part.
    const end = rest.findIndex(
      (one) => one.type === 'heading' && (one.depth <= node.depth || partOf(one) !== undefined),
    );
    const body = (end === -1 ? rest : rest.slice(0, end)).filter(({ type }) => type !== 'heading');
    const words = body.flatMap((one) => wordsOf(textOf(one)));
    const characters = words.join('').length;
    if (words.length === 0 && body.every((one) => textOf(one).trim() === '')) continue;
    if (characters >= (found[part]?.characters ?? 0))
      found[part] = { line: node.position?.start.line ?? 1, words: words.length, characters };
  }
  return found;
}

/** The part that a heading begins; undefined for what is no heading, or of something else. */
function partOf(node: Node): RunbookPart | undefined {
  if (node.type !== 'heading') return undefined;
  const heading = textOf(node).trim().replace(BEFORE_WORDS, '').toLowerCase();
  const [part] =
    Object.entries(RUNBOOK_PARTS).find(([, beginnings]) =>
      beginnings.some((beginning) => heading.startsWith(beginning)),
    ) ?? [];
  return part as RunbookPart | undefined;
}

/** What a reader sees of a node. */
function textOf(node: Node): string {
  if (node.type === 'html') return node.value.replaceAll(/<!--[^]*?(?:-->|$)|<[^>]*>/g, ' ');
  if ('value' in node) return node.value;
  if (!('children' in node)) return '';
  const isOfWords =
    node.type === 'heading' || node.type === 'paragraph' || node.type === 'strong' || node.type === 'emphasis';
  return node.children.map((child) => textOf(child)).join(isOfWords ? '' : ' ');
}

const wordsOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '' && !PLACEHOLDER.test(word));
