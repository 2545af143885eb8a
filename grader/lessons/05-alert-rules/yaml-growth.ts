import { isAlias, isCollection, isPair, isScalar, type Document } from 'yaml';

/** Where a document becomes too much, and why. */
export interface Overgrowth {
  reason: string;
  /** In characters of the file. */
  offset: number;
}

/** More than a person writes; resolving them takes the square of their number. */
const MAX_ALIASES = 5_000;
/** What a node costs beside its text. */
const NODE = 2;

/**
 * The place at which a document grows beyond a number of characters when what its aliases stand for is written out. Nothing is written
 * out for that: each node is looked at once.
 */
export function findOvergrowth(document: Document, limit: number): Overgrowth | undefined {
  const sizes = new Map<string, number>();
  const open = new Set<string>();
  let aliases = 0;
  let found: Overgrowth | undefined;
  const tell = (reason: string, node: unknown): number => {
    found ??= { reason, offset: (node as { range?: [number] }).range?.[0] ?? 0 };
    return 0;
  };
  const sizeOf = (node: unknown): number => {
    if (found !== undefined) return 0;
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > MAX_ALIASES) return tell(`more than ${MAX_ALIASES} aliases`, node);
      if (open.has(node.source)) return tell(`*${node.source} stands for something that it is a part of`, node);
      return sizes.get(node.source) ?? 0;
    }
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    if (isScalar(node)) return remember(node.anchor, NODE + (node.source?.length ?? 0));
    if (!isCollection(node)) return 0;
    if (node.anchor !== undefined) open.add(node.anchor);
    let size = NODE;
    for (const item of node.items) {
      size += sizeOf(item);
      if (size > limit)
        tell(`more than ${limit} characters once the aliases are written out`, isPair(item) ? item.key : item);
      if (found !== undefined) return 0;
    }
    if (node.anchor !== undefined) open.delete(node.anchor);
    return remember(node.anchor, size);
  };
  const remember = (anchor: string | undefined, size: number): number => {
    if (anchor !== undefined) sizes.set(anchor, size);
    return size;
  };
  sizeOf(document.contents);
  return found;
}
