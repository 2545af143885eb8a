import type { RequestHandler } from 'express';
import pino from 'pino';

export const log = pino({ base: { service: process.env.OTEL_SERVICE_NAME } });

export const logged: RequestHandler = (req, res, next) => {
  const { method, path } = req;
  res.on('close', () => {
    if (res.writableFinished) log.info({ event: 'request.completed', method, path, status: res.statusCode });
    else log.warn({ event: 'request.aborted', method, path });
  });
  next();
};
