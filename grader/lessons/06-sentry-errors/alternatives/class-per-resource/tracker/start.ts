import * as Sentry from '@sentry/node';
import { redact } from './redact.ts';

/** Starts Sentry. The address, the release, the environment and the share of traces are the deployment's to say. */
export function startTracker(): void {
  const client = Sentry.init({
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: { request: { allow: ['user-agent', 'x-request-id'] }, response: false },
      httpBodies: [],
      urlQueryParams: { allow: ['category'] },
      stackFrameVariables: false,
    },
  });
  // The one door: events, spans and whatever else is sent leave through it.
  client?.on('beforeEnvelope', ([, items]) => {
    for (const [, payload] of items) redact(payload);
  });
}
