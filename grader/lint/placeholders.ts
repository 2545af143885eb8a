/** How two wordings of one sentence differ in their `{placeholders}`, as a remedy for the second; undefined when they agree. */
export function placeholderMismatch(reference: string, other: string): string | undefined {
  const wanted = placeholdersOf(reference);
  const found = placeholdersOf(other);
  const missing = [...wanted].filter((name) => !found.has(name));
  const extra = [...found].filter((name) => !wanted.has(name));
  const remedies = [
    ...(missing.length > 0 ? [`add ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`remove ${extra.join(', ')}`] : []),
  ];
  return remedies.length > 0 ? remedies.join(' and ') : undefined;
}

function placeholdersOf(text: string): Set<string> {
  return new Set(text.match(/\{\w+\}/g));
}
