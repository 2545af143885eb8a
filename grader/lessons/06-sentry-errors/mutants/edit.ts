import type { Mutant } from '../../lesson.ts';

type Edit = Mutant['edits'][number];

/** The files of the reference solution. */
export const IN_INIT = 'instrument.ts';
export const IN_SCRUB = 'scrub.ts';
export const IN_TRAIL = 'trail.ts';
export const IN_APP = 'app.ts';
export const IN_ROUTES = 'routes.ts';
export const IN_ERRORS = 'errors.ts';

/** One more option of `Sentry.init`. */
export const initWith = (option: string): Edit => ({
  file: IN_INIT,
  find: 'Sentry.init({\n',
  replace: `Sentry.init({\n  ${option},\n`,
});

/** Something else for an option of `dataCollection`. */
export const collecting = (find: string, replace: string): Edit => ({ file: IN_INIT, find, replace });

/** Something that is done to every event on its way out. */
export const sendingWith = (work: string): Edit => ({
  file: IN_INIT,
  find: 'scrubEvent(event)),',
  replace: `((sent) => {\n    ${work}\n    return sent;\n  })(scrubEvent(event))),`,
});

/** The error handler as the solution has it, with something in front. */
export const answeringWith = (work: string, { waits = false } = {}): Edit[] => [
  {
    file: IN_ERRORS,
    find: 'import type { NextFunction',
    replace: "import * as Sentry from '@sentry/node';\nimport type { NextFunction",
  },
  {
    file: IN_ERRORS,
    find: "    log.error({ event: 'request.failed', err: error });\n",
    replace: `    log.error({ event: 'request.failed', err: error });\n    ${work}\n`,
  },
  ...(waits
    ? [
        { file: IN_ERRORS, find: 'export function answerError', replace: 'export async function answerError' },
        { file: IN_ERRORS, find: 'next: NextFunction): void {', replace: 'next: NextFunction): Promise<void> {' },
      ]
    : []),
];
