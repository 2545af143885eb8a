import type { ProgramCase } from './program-case.ts';

/** Posts to the ingest by hand, where there is one that answers. */
const POSTING = `
  import { request } from 'node:http';
  import { gzipSync } from 'node:zlib';
  const { SENTRY_DSN } = process.env;
  const dsn = SENTRY_DSN === undefined ? undefined : new URL(SENTRY_DSN);
  const path = '/api/42/envelope/?sentry_key=' + dsn?.username;
  const open = (path, headers = {}) => request({ host: dsn.hostname, port: dsn.port, method: 'POST', path, headers }).on('error', () => {});
  const post = (body, at = path, headers = {}) =>
    new Promise((resolve) => open(at, headers).on('response', (answer) => answer.resume().on('end', resolve)).on('error', resolve).end(body));
  const silent = new Promise((resolve) => setTimeout(resolve, 1000, true));
  const answers = dsn !== undefined && !(await Promise.race([post('{}').then(() => false), silent]));
`;

/** Changes every event that leaves, when it is text already and nothing of the SDK's looks at it any more. */
const rewriting = (work: string): string => `
  import { getClient } from '@sentry/node';
  getClient().on('beforeEnvelope', ([, items]) => {
    for (const item of items) {
      if (item[0].type !== 'event') continue;
      let text = JSON.stringify(item[1]);
      ${work}
      item[1] = text;
    }
  });
`;

/** Apps of lesson 06, by row. The program runs after Sentry is initialised and before the solution in `./solution` is loaded. */
export const SENTRY_CASES: ProgramCase[] = [
  {
    id: '06-escapes-in-an-event',
    program: rewriting(
      String.raw`text = text.replaceAll('the order could not be placed', '\\u001b[2J\\u0000\\ud800\\u202e\\n');`,
    ),
    status: 'passed',
    fails: {},
  },
  {
    id: '10-huge-attachment',
    program: `
      import { addEventProcessor } from '@sentry/node';
      addEventProcessor((event, hint) => {
        hint.attachments = [{ filename: 'heap.txt', data: 'x'.repeat(6 * 1024 * 1024) }];
        return event;
      });
    `,
    status: 'failed',
    fails: {
      'captured-once': ['missing', 'refused'],
      handled: ['missing'],
      identity: ['none'],
      sampling: ['errors-sampled'],
      flush: ['crash-lost', 'stop-lost'],
    },
  },
  {
    id: '15-compressed-bomb',
    program: `${POSTING} if (answers) await post(gzipSync(Buffer.alloc(256 * 1024 * 1024, 10)), path, { 'Content-Encoding': 'gzip' });`,
    status: 'failed',
    fails: { 'captured-once': ['refused'] },
  },
  {
    id: '15-deep-event',
    program: rewriting(`
      const deep = '['.repeat(15_000) + ']'.repeat(15_000);
      const crumb = '{"category":"payment","message":"","data":{"cart_id":' + deep + '}}';
      text = text.slice(0, -1) + ',"user":{"id":' + deep + '},"breadcrumbs":[' + crumb + ']}';
    `),
    status: 'failed',
    fails: { 'user-context': ['foreign', 'nobody'], breadcrumbs: ['data', 'missing'] },
  },
  {
    id: '15-drips-an-envelope',
    program: `
      ${POSTING}
      if (answers) {
        const endless = open(path);
        endless.on('socket', (socket) => socket.unref()).write('{');
        setInterval(() => endless.write(' '), 20).unref();
      }
    `,
    status: 'passed',
    fails: {},
  },
  {
    id: '15-endless-envelope',
    program: `
      ${POSTING}
      if (answers) {
        const endless = open(path);
        endless.on('socket', (socket) => socket.unref());
        setInterval(() => endless.write(' '.repeat(256 * 1024)), 5).unref();
      }
    `,
    status: 'failed',
    fails: { 'captured-once': ['refused'] },
  },
  {
    id: '15-floods-sentry',
    program: `
      ${POSTING}
      if (answers) for (let round = 0; round < 55; round += 1) await Promise.all(Array.from({ length: 20 }, () => post('<html>')));
    `,
    status: 'limit',
    message: /sent more to Sentry/,
    fails: {},
    skips: 'all',
  },
  {
    id: '15-fills-sentry',
    program: rewriting(`text = text.slice(0, -1) + ',"extra":{"dump":"' + 'x'.repeat(3 * 1024 * 1024) + '"}}';`),
    status: 'limit',
    message: /sent more to Sentry/,
    fails: {},
    skips: 'all',
  },
  {
    id: '15-garbage-to-sentry',
    program: `
      ${POSTING}
      if (answers) {
        await post('<html>', path);
        await post('{}\\n{"type":"event","length":99}\\n{}', path);
        await post('{}', '/');
        await post('{}', '/api/7/envelope/?sentry_key=' + dsn.username);
        await post('{}', '/api/42/envelope/?sentry_key=nobody');
        await post('{}', path, { 'Content-Encoding': 'rot13' });
      }
    `,
    status: 'failed',
    fails: { 'captured-once': ['refused'] },
  },
];
