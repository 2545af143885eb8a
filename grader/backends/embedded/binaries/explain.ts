import type { Say } from '../../../course/texts.ts';
import { ENGINES } from './engines.ts';
import type { EnginesMissing, FailureCode } from './engines-missing.ts';
import type { FindProgress } from './fetch-context.ts';

const MEGABYTE = 1024 * 1024;

/** What the remedy implies anyway, or what only says that this is not Debian. */
const SELF_EVIDENT: ReadonlySet<FailureCode> = new Set(['not-found', 'no-apt']);

/** Why engines are missing and what to do about it, in one line. */
export function explainMissing({ engines, reasons }: EnginesMissing, say: Say): string {
  const explicit = reasons.filter(({ step }) => step === 'explicit');
  if (explicit.length > 0)
    return explicit
      .map(({ code, params }) => {
        const variable = params['variable'] ?? '';
        return say('engines.explicit', { variable, reason: oneLine(say(`engines.${code}`, params)) });
      })
      .join(' ');
  const why = reasons
    .filter(({ engine, code }) => engines.includes(engine) && !SELF_EVIDENT.has(code))
    .map(({ code, params }) => oneLine(say(`engines.${code}`, params)));
  const remedy = say('engines.remedy', {
    variables: engines.map((name) => ENGINES[name].variable).join(', '),
    packages: [...new Set(engines.map((name) => ENGINES[name].packages.at(-1) ?? name))].join(' '),
  });
  return [say('engines.missing', { engines: engines.join(', ') }), ...new Set(why), remedy].join(' ');
}

/** What is going on, for a line that is written over and over. */
export function describeProgress(progress: FindProgress, say: Say): string {
  if (progress.step !== 'download') return say(`engines.${progress.step}`, { ...progress });
  const { file, doneBytes, totalBytes } = progress;
  return totalBytes === undefined
    ? say('engines.download-unsized', { file, megabytes: Math.floor(doneBytes / MEGABYTE) })
    : say('engines.download', { file, percent: Math.floor((100 * doneBytes) / totalBytes) });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
