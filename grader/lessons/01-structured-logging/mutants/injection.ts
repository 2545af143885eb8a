import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_LOGGER, IN_ROUTES } from './edit.ts';

/** Wrong apps that `injection` must notice. */
export const injection: Mutant[] = [
  mutant(
    'separators-raw',
    'pino leaves U+2028 as it is, as JSON allows.',
    { file: IN_LOGGER, find: '  hooks: { streamWrite: escapeLineSeparators },\n', replace: '' },
    { fails: ['injection'], finds: ['injection/separator'] },
  ),
  mutant(
    'text-through-console',
    'What a client searched for is printed as it came.',
    {
      file: IN_ROUTES,
      find: '  const { category } = req.query;',
      replace: '  const { category } = req.query;\n  console.log(category);',
    },
    { fails: ['injection', 'ndjson', 'context', 'levels'], finds: ['injection/forged', 'injection/control'] },
  ),
  mutant(
    'suspicious-left-out',
    'Errors with strange characters are not logged as they are: nobody will know what came in.',
    {
      file: IN_LOGGER,
      find: '    message: error.message,',
      replace: "    message: /[\\r\\n]/.test(error.message) ? 'suppressed' : error.message,",
    },
    { fails: ['injection'], finds: ['injection/unlogged'] },
  ),
];
