import pino from 'pino';

export const log = pino({ base: { service: 'shop' }, timestamp: pino.stdTimeFunctions.isoTime });
