import { parseDocument } from 'yaml';
import type { Complaint } from './complaint.ts';
import { textOf } from './lesson-folders.ts';

/** What a YAML file holds, or why it cannot be read. */
export type YamlFile = { value: unknown; complaints: [] } | { value?: never; complaints: Complaint[] };

/** Reads one of the course's YAML files; a key that stands twice is a mistake, too. */
export async function readYaml(root: string, file: string): Promise<YamlFile> {
  const text = await textOf(root, file);
  if (text === undefined) return { complaints: [{ file, message: 'does not exist: add it' }] };
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length === 0) return { value: document.toJS() as unknown, complaints: [] };
  return {
    complaints: document.errors.map(({ message, pos: [offset] }) => ({
      file,
      line: text.slice(0, offset).split('\n').length,
      message: `is not YAML (${message}): mend it`,
    })),
  };
}
