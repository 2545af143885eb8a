import pino from 'pino';

export const log = pino({
  base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});
