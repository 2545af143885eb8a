import pino from 'pino';

// The shop's logger. README: "Levels", "Keep secrets out", "Errors".
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: { service: 'app' },
  redact: ['authorization', 'password', '*.token'],
});
