import { basename } from 'node:path';
import pino from 'pino';

export const log = pino({
  base: { service: process.env.OTEL_SERVICE_NAME ?? basename(process.argv[1] ?? 'shop', '.ts') },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  // Errors of the payment provider's client carry the request, with its authorization.
  serializers: { err: ({ name, message, stack }: Error) => ({ type: name, message, stack }) },
});
