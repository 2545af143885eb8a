import { context } from './mutants/context.ts';
import { errors } from './mutants/errors.ts';
import { fields } from './mutants/fields.ts';
import { injection } from './mutants/injection.ts';
import { lastWords } from './mutants/last-words.ts';
import { levels } from './mutants/levels.ts';
import { ndjson } from './mutants/ndjson.ts';
import { redaction } from './mutants/redaction.ts';
import { requestId } from './mutants/request-id.ts';
import { requestLifecycle } from './mutants/request-lifecycle.ts';

/** The wrong apps of lesson 01, by the check they are about. */
export default [
  ...ndjson,
  ...fields,
  ...requestLifecycle,
  ...requestId,
  ...context,
  ...redaction,
  ...errors,
  ...levels,
  ...injection,
  ...lastWords,
];
