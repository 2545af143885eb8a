import { execa } from 'execa';
import { findBinaries } from '../../backends/embedded/binaries/find-binaries.ts';

/** The real promtool, by which the tests judge our reader. */
const { path: PROMTOOL } = (await findBinaries(['promtool'], { env: process.env, progress: () => {} })).promtool;

const REFUSED = 1;
const LINT_REMARKS = 3;

/** Runs promtool and says whether it could read its input. Throws where promtool does not run at all. */
async function accepts(args: readonly string[], input: string): Promise<boolean> {
  const { exitCode, stderr, originalMessage } = await execa(PROMTOOL, args, { input, reject: false });
  if (exitCode === 0 || exitCode === LINT_REMARKS) return true;
  if (exitCode === REFUSED) return false;
  throw new Error(`${PROMTOOL} ${args.join(' ')}: ${originalMessage ?? stderr}`);
}

/** Whether `promtool check metrics` can read a text exposition. Its remarks on style do not matter. */
export function acceptsText(text: string): Promise<boolean> {
  return accepts(['check', 'metrics'], text);
}

/** Whether promtool can store the samples of a file in OpenMetrics, in a folder of its own. Each needs a timestamp. */
export function acceptsOpenMetrics(file: string, folder: string): Promise<boolean> {
  return accepts(['tsdb', 'create-blocks-from', 'openmetrics', file, folder], '');
}

/** Whether it is one of 2.x, which knows less. One that was built by hand says no version, and is taken for a new one. */
export async function isOldPromtool(): Promise<boolean> {
  const { stdout, stderr } = await execa(PROMTOOL, ['--version']);
  return /version 2\./.test(stdout + stderr);
}
