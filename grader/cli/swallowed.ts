import { UsageError } from './usage-error.ts';

/** What npm leaves in the environment for `npm run grade --solution`, by the option it was meant to be. */
const SWALLOWED: Record<string, string> = {
  npm_config_all: '--all',
  npm_config_solution: '--solution',
  npm_config_submission: '--submission',
  npm_config_stack: '--stack',
  npm_config_report: '--report',
  npm_config_lang: '--lang',
  npm_config_seed: '--seed',
  npm_config_level: '--level',
  npm_config_port: '--port',
};

/**
 * Notices options that npm kept for itself because the `--` was missing.
 * @throws {UsageError} naming them
 */
export function refuseSwallowedOptions(env: NodeJS.ProcessEnv, command: string): void {
  if (env['npm_lifecycle_event'] !== command) return;
  const flags = Object.entries(SWALLOWED).flatMap(([name, flag]) => (env[name] === undefined ? [] : [flag]));
  if (flags.length === 0) return;
  throw new UsageError('error.swallowed', { flags: flags.join(', '), command, example: `01 ${flags.join(' ')}` });
}
