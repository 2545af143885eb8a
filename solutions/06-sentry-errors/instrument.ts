import { ShopError } from '#shop';
import * as Sentry from '@sentry/node';
import { scrubEvent, scrubSpan } from './scrub.ts';

// Loaded before anything else, so that Express is instrumented when it is imported. The DSN, the release, the environment and
// the sample rate of traces are not named here: the SDK reads them from the environment, where each deployment has its own.
Sentry.init({
  dataCollection: {
    userInfo: false,
    cookies: false,
    httpHeaders: { request: { allow: ['user-agent', 'content-type', 'content-length'] }, response: false },
    httpBodies: [],
    urlQueryParams: { allow: ['category'] },
    stackFrameVariables: false,
  },
  beforeSend: (event, { originalException }) => (isExpected(originalException) ? null : scrubEvent(event)),
  beforeSendSpan: scrubSpan,
});

/** What a customer has to put right is no error of ours. A provider that does not answer is. */
function isExpected(error: unknown): boolean {
  return error instanceof ShopError && error.code !== 'payment_unavailable';
}
