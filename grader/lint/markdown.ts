import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** What the rules read of a Markdown file. Lines are from 1. */
export interface Markdown {
  /** What can be linked to: headings as GitHub names them, and `id`s of HTML. */
  anchors: Set<string>;
  links: { url: string; line: number }[];
  /** What stands in backticks, in a sentence. */
  codes: Set<string>;
  /** Fenced code, with the line of its opening fence. */
  blocks: { lang: string; meta: string; text: string; line: number }[];
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

/** Reads Markdown as GitHub renders it, as far as anchors, links and code go. */
export function readMarkdown(text: string): Markdown {
  const markdown: Markdown = { anchors: new Set(), links: [], codes: new Set(), blocks: [] };
  gather(fromMarkdown(text), markdown, new GithubSlugger());
  return markdown;
}

function gather(node: Node, markdown: Markdown, slugger: GithubSlugger): void {
  const line = node.position?.start.line ?? 1;
  switch (node.type) {
    case 'heading':
      markdown.anchors.add(slugger.slug(wordsOf(node)));
      break;
    case 'link':
    case 'image':
    case 'definition':
      markdown.links.push({ url: node.url, line });
      break;
    case 'inlineCode':
      markdown.codes.add(node.value);
      break;
    case 'code':
      markdown.blocks.push({ lang: node.lang ?? '', meta: node.meta ?? '', text: node.value, line });
      break;
    case 'html':
      for (const [, url = ''] of node.value.matchAll(/\s(?:href|src)="([^"]*)"/g)) markdown.links.push({ url, line });
      for (const [, id = ''] of node.value.matchAll(/\s(?:id|name)="([^"]*)"/g)) markdown.anchors.add(id);
      break;
    default:
  }
  if ('children' in node) for (const child of node.children) gather(child, markdown, slugger);
}

/** A heading's words: GitHub leaves pictures and tags out of its anchor. */
function wordsOf(node: Node): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map((child) => wordsOf(child)).join('') : '';
}
