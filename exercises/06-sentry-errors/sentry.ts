import * as Sentry from '@sentry/node';

// README: "First of all", "Which release, which environment", "Keep secrets out", "One bug, one issue", "Sampling".
Sentry.init({
  dsn: process.env.SENTRY_DSN,
  release: 'shop@1.0.0',
  environment: 'production',
  tracesSampleRate: 0.1,
  beforeSend(event, { originalException }) {
    delete event.request?.headers?.['Authorization'];
    if (originalException instanceof Error) event.fingerprint = [originalException.message];
    return event;
  },
});
