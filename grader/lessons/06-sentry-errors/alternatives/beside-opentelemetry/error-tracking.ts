import * as Sentry from '@sentry/node';
import { log } from './log.ts';
import { trailIntegration } from './trail.ts';
import { withoutSecrets } from './words.ts';

const STATUS_MESSAGE = 'sentry.status.message';

/** Starts Sentry. Where to, which release, which environment and how many spans are the deployment's to say: `SENTRY_…`. */
export function startErrorTracking(): void {
  Sentry.init({
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: { request: { allow: ['user-agent', 'content-type', 'x-request-id'] }, response: false },
      httpBodies: [],
      urlQueryParams: { allow: ['category'] },
      stackFrameVariables: false,
    },
    integrations: [
      // Errors are told where they are answered: what becomes a 500 is an event, and nothing else is.
      Sentry.expressIntegration({ shouldHandleError: false }),
      Sentry.openTelemetryIntegration(),
      Sentry.httpIntegration({ tracePropagation: false }),
      Sentry.onUncaughtExceptionIntegration({ onFatalError: (error) => void dieOf(error) }),
      trailIntegration(),
    ],
    beforeSend(event) {
      // What an error said is in the log, under the event's id; here its type and its stack are enough.
      for (const exception of event.exception?.values ?? []) exception.value = '(in the log)';
      for (const breadcrumb of event.breadcrumbs ?? [])
        if (breadcrumb.message !== undefined) breadcrumb.message = withoutSecrets(breadcrumb.message);
      return event;
    },
    beforeSendSpan(span) {
      const message = span.attributes[STATUS_MESSAGE];
      if (typeof message === 'string') span.attributes[STATUS_MESSAGE] = withoutSecrets(message);
      return span;
    },
  });
}

async function dieOf(error: unknown): Promise<void> {
  log.fatal({ event: 'process.crashed', err: error });
  await Sentry.close(2_000);
  process.exit(1);
}
