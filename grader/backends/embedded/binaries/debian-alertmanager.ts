import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';

/** Where Debian's Alertmanager looks for its own templates; upstream's has them in it. */
const SYSTEM_FOLDER = '/usr/share/prometheus/alertmanager';
const OWN_FOLDER = './alertmanager-templates';

/**
 * Lets an Alertmanager that was unpacked, and not installed, find its templates: in a folder beside it, if it is started there. The path in the program is
 * replaced by one of the same length. A program without that path stays as it is.
 * @param file the program, in the unpacked package
 * @param target the folder in which it will be kept
 */
export async function carryTemplates(file: string, target: string): Promise<void> {
  const templates = join(dirname(file), '../share/prometheus/alertmanager');
  const program = await readFile(file);
  const path = Buffer.from(OWN_FOLDER.padEnd(SYSTEM_FOLDER.length, '/'));
  let place = program.indexOf(SYSTEM_FOLDER);
  if (place === -1 || !existsSync(templates)) return;
  await cp(templates, join(target, OWN_FOLDER), { recursive: true, filter: (name) => !name.endsWith('/ui') });
  for (; place !== -1; place = program.indexOf(SYSTEM_FOLDER, place)) path.copy(program, place);
  await writeFile(file, program);
}
