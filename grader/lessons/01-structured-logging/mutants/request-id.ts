import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_REQUESTS } from './edit.ts';

/** Wrong apps that `request-id` must notice. */
export const requestId: Mutant[] = [
  mutant(
    'no-echo',
    'The id is in the log, and the client never learns it.',
    { file: IN_REQUESTS, find: "  res.setHeader('X-Request-ID', requestId);\n", replace: '' },
    { fails: ['request-id'], finds: ['request-id/not-echoed'] },
  ),
  mutant(
    'inbound-ignored',
    'Every service makes an id of its own, and none can be followed.',
    { file: IN_REQUESTS, find: "const inbound = req.get('x-request-id') ?? '';", replace: "const inbound = '';" },
    { fails: ['request-id'], finds: ['request-id/inbound-ignored'] },
  ),
  mutant(
    'another-id-in-the-log',
    'The client is told one id, the log has another.',
    {
      file: IN_REQUESTS,
      find: "res.setHeader('X-Request-ID', requestId);",
      replace: "res.setHeader('X-Request-ID', req.get('x-request-id') === undefined ? randomUUID() : requestId);",
    },
    { fails: ['request-id'], finds: ['request-id/line-differs'] },
  ),
  mutant(
    'one-id-for-all',
    'The id is made once, when the file is loaded.',
    {
      file: IN_REQUESTS,
      find: ': randomUUID();',
      replace: ": 'unknown';",
    },
    {
      fails: ['request-id', 'request-lifecycle'],
      finds: ['request-id/generated-repeated'],
    },
  ),
  mutant(
    'anything-is-an-id',
    'Whatever the client calls an id is taken for one.',
    { file: IN_REQUESTS, find: '/^[\\w.-]{1,128}$/', replace: '/^.{1,128}$/' },
    { fails: ['request-id'], finds: ['request-id/malformed-kept'] },
  ),
  mutant(
    'ids-without-end',
    'An id may be as long as it likes.',
    { file: IN_REQUESTS, find: '/^[\\w.-]{1,128}$/', replace: '/^[\\w.-]+$/' },
    { fails: ['request-id'], finds: ['request-id/overlong-kept'] },
  ),
  mutant(
    'ids-cut',
    'An id that is too long is cut to fit: a stranger still chooses what stands in the log.',
    {
      file: IN_REQUESTS,
      find: "const inbound = req.get('x-request-id') ?? '';",
      replace: "const inbound = (req.get('x-request-id') ?? '').slice(0, 128);",
    },
    { fails: ['request-id'], finds: ['request-id/overlong-kept'] },
  ),
];
