import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { ANSWER, answering, IN_METRICS } from './edit.ts';

const alone = (...codes: string[]) => ({ fails: ['exposition'], finds: codes.map((code) => `exposition/${code}`) });

/** Wrong apps that `exposition` must notice. */
export const exposition: Mutant[] = [
  mutant(
    'scrape-never-answered',
    'The text is made and never sent: the scrape hangs until Prometheus gives up.',
    { file: IN_METRICS, find: ANSWER, replace: '  await register.metrics();' },
    alone('unanswered'),
  ),
  mutant(
    'scrape-with-500',
    'The right text under the status of a failure.',
    { file: IN_METRICS, find: ANSWER, replace: '  res.status(500).end(await register.metrics());' },
    alone('status'),
  ),
  mutant(
    'no-content-type',
    'The content type is forgotten; Prometheus 3 no longer guesses.',
    { file: IN_METRICS, find: "  res.set('Content-Type', register.contentType);\n", replace: '' },
    alone('content-type'),
  ),
  mutant(
    'html-content-type',
    'res.send makes HTML of every text.',
    {
      file: IN_METRICS,
      find: `  res.set('Content-Type', register.contentType);\n${ANSWER}`,
      replace: '  res.send(await register.metrics());',
    },
    alone('content-type'),
  ),
  mutant(
    'trimmed',
    'A tidy-minded trim() takes the last line end away.',
    answering('text.trim()'),
    alone('unreadable'),
  ),
  mutant(
    'metrics-as-json',
    'Metrics for a front end, offered to Prometheus.',
    { file: IN_METRICS, find: ANSWER, replace: '  res.end(JSON.stringify(await register.getMetricsAsJSON()));' },
    alone('unreadable'),
  ),
  mutant(
    'series-twice',
    'A line is added by hand for a series that the registry has already.',
    answering('`${text}http_requests_in_flight 0\\n`'),
    alone('duplicate'),
  ),
  mutant(
    'line-by-hand',
    'A line is added by hand, without its type and its help.',
    answering('`${text}build_version 2\\n`'),
    alone('type-missing', 'help-missing'),
  ),
  mutant(
    'type-without-help',
    'A family is added by hand with its type, and nobody learns what it means.',
    answering('`${text}# TYPE build_version gauge\\nbuild_version 2\\n`'),
    alone('help-missing'),
  ),
  mutant(
    'nothing-to-scrape',
    'An empty answer: everything is fine, as far as anybody knows.',
    answering("'\\n'"),
    alone('empty'),
  ),
];
