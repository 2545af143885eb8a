import { Command, CommanderError } from 'commander';
import pkg from '../../package.json' with { type: 'json' };
import { explainMissing } from '../backends/embedded/binaries/explain.ts';
import { EnginesMissing } from '../backends/embedded/binaries/engines-missing.ts';
import { LANGS, terminalLang, type Lang } from '../course/lang.ts';
import { loadToolTexts, sayFrom, type Say } from '../course/texts.ts';
import type { DashboardOptions } from './dashboard.ts';
import { FORMATS, type GradeOptions } from './grade-plan.ts';
import { refuseSwallowedOptions } from './swallowed.ts';
import { openTerminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const NOT_GRADED = 2;

/** Runs a command line and gives its exit status. Whatever goes wrong is one line on stderr. */
export async function main(args: string[]): Promise<number> {
  // A reader that has seen enough (`| head`) is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const lang = langOf(args) ?? terminalLang(process.env);
  const say = sayFrom(await loadToolTexts(lang));
  let status = 0;
  const run =
    <Args extends unknown[]>(command: (...args: Args) => Promise<number>) =>
    async (...given: Args): Promise<void> => {
      status = await command(...given);
    };
  const program = new Command('npm run')
    .description(say('help.program'))
    .version(pkg.version)
    .helpOption('-h, --help', say('help.help'))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const addCommand = (name: string): Command =>
    program
      .command(name)
      .description(say(`help.${name}`))
      .helpOption('-h, --help', say('help.help'))
      .usage(`-- ${USAGE[name] ?? ''} [options]`)
      .option('--lang <lang>', say('help.lang'))
      .hook('preAction', () => refuseSwallowedOptions(process.env, name));

  addCommand('grade')
    .argument('[lessons...]', say('help.lessons'))
    .option('--all', say('help.all'))
    .option('--solution', say('help.solution'))
    .option('--submission <dir>', say('help.submission'))
    .option('--stack <stack>', say('help.stack'), 'embedded')
    .option('--report <format=file>', say('help.report', { formats: FORMATS.join(', ') }), collect)
    .option('--seed <n>', say('help.seed'))
    .addHelpText('after', `\n${say('help.exit')}`)
    .action(
      run(async (words: string[], options: GradeOptions) => {
        const { grade } = await import('./grade.ts');
        return await grade(words, options, await openTerminal(lang));
      }),
    );

  addCommand('app')
    .argument('<lesson>', say('help.lesson'))
    .option('--solution', say('help.startSolution'))
    .option('--port <port>', say('help.port'), '3000')
    .action(
      run(async (word: string, options: { solution?: boolean; port: string }) => {
        const { app } = await import('./app.ts');
        return await app(word, options, await openTerminal(lang));
      }),
    );

  addCommand('promql')
    .argument('<lesson>', say('help.lesson'))
    .argument('<query>', say('help.query'))
    .option('--at <time>', say('help.at'))
    .action(
      run(async (word: string, query: string, options: { at?: string }) => {
        const { promql } = await import('./promql.ts');
        return await promql(word, query, options, await openTerminal(lang));
      }),
    );

  addCommand('dashboard')
    .argument('<lesson>', say('help.lesson'))
    .option('--panel <id>', say('help.panel'))
    .option('--view <range>', say('help.view'))
    .option('--solution', say('help.drawSolution'))
    .action(
      run(async (word: string, options: DashboardOptions) => {
        const { dashboard } = await import('./dashboard.ts');
        return await dashboard(word, options, await openTerminal(lang));
      }),
    );

  addCommand('hint')
    .argument('<lesson>', say('help.lesson'))
    .argument('<check>', say('help.check'))
    .option('--level <level>', say('help.level'), '1')
    .action(
      run(async (word: string, check: string, options: { level: string }) => {
        const { hint } = await import('./hint.ts');
        return await hint(word, check, options, await openTerminal(lang));
      }),
    );

  addCommand('reset')
    .argument('<lesson>', say('help.lesson'))
    .action(
      run(async (word: string) => {
        const { reset } = await import('./reset.ts');
        return await reset(word, await openTerminal(lang));
      }),
    );

  try {
    const wrong = args.indexOf('--lang');
    if (wrong !== -1 && langOf(args) === undefined) throw new UsageError('error.lang', { lang: args[wrong + 1] ?? '' });
    if (args.length === 0) {
      program.outputHelp();
      return NOT_GRADED;
    }
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    process.stderr.write(`${complaint(error, args[0] ?? '', say)}\n`);
    return NOT_GRADED;
  }
}

/** How each command is called, as people call it. */
const USAGE: Record<string, string> = {
  grade: '[LESSON...]',
  app: 'LESSON',
  promql: "LESSON 'QUERY'",
  dashboard: 'LESSON',
  hint: 'LESSON CHECK',
  reset: 'LESSON',
};

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function langOf(args: string[]): Lang | undefined {
  const index = args.indexOf('--lang');
  return LANGS.find((lang) => lang === args[index + 1] || args.includes(`--lang=${lang}`));
}

function complaint(error: unknown, command: string, say: Say): string {
  if (error instanceof UsageError) return say(error.key, error.params);
  if (error instanceof EnginesMissing) return explainMissing(error, say);
  if (error instanceof CommanderError)
    return say('error.usage', { reason: error.message.replace(/^error: /, ''), command });
  return say('error.fault', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
