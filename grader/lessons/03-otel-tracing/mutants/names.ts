import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { exportingWith, inSdk, inSpans } from './edit.ts';

const CALLED = "        span.setAttribute('url.full', `${origin}${withoutQuery(path)}`);\n";
const ASKED = "requestHook: (span) => void span.setAttribute('url.query', ''),";

/** Wrong apps that `names` must notice. */
export const names: Mutant[] = [
  mutant(
    'no-server-spans',
    'Requests that come in are not instrumented in payments.',
    inSdk(
      '    new HttpInstrumentation({',
      "    new HttpInstrumentation({\n      disableIncomingRequestInstrumentation: service === 'payments',",
    ),
    { fails: ['export', 'one-trace', 'names'], finds: ['names/no-server'] },
  ),
  mutant(
    'no-hook',
    'Express escapes: no span has a route.',
    inSdk("register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);\n", ''),
    alone('names', 'server-name', 'server-attribute'),
  ),
  {
    id: 'path-in-name',
    story: 'The product is in the name: as many names as products.',
    edits: exportingWith(
      "if (span.kind === 1) span.name = `${span.name.split(' ')[0]} ${span.attributes['url.path']}`;",
    ),
    ...alone('names', 'server-name'),
  },
  {
    id: 'status-as-text',
    story: 'Nobody can ask for statuses above 499 any more.',
    edits: exportingWith(
      "if (span.kind === 1) span.attributes['http.response.status_code'] = String(span.attributes['http.response.status_code']);",
    ),
    ...alone('names', 'server-value'),
  },
  mutant(
    'no-client-spans',
    'Calls by fetch are not instrumented.',
    inSdk('    new UndiciInstrumentation({', '    new UndiciInstrumentation({\n      enabled: false,'),
    { fails: ['one-trace', 'names'], finds: ['one-trace/begins-midway', 'names/no-client'] },
  ),
  mutant(
    'path-in-client-name',
    'The same for calls.',
    inSdk(CALLED, `${CALLED}        span.updateName(\`\${withoutQuery(path)}\`);\n`),
    alone('names', 'client-name'),
  ),
  {
    id: 'no-port',
    story: 'Which instance was called is not to be seen.',
    edits: exportingWith("if (span.kind === 2) delete span.attributes['server.port'];"),
    ...alone('names', 'client-attribute'),
  },
  mutant(
    'address-without-host',
    'An address that leads nowhere.',
    inSdk('`${origin}${withoutQuery(path)}`', 'withoutQuery(path)'),
    alone('names', 'client-value'),
  ),
  mutant(
    'retired-name',
    'Both names, to be on the safe side.',
    inSdk(ASKED, "requestHook: (span) => void span.setAttributes({ 'url.query': '', 'http.target': '/' }),"),
    alone('names', 'retired'),
  ),
  mutant(
    'retired-statement',
    'The same for queries.',
    inSpans(
      "        'db.query.text': statement.text,",
      "        'db.query.text': statement.text,\n        'db.statement': statement.text,",
    ),
    alone('names', 'retired'),
  ),
];
