import express from 'express';
import { answerError } from './errors.ts';
import { log } from './logger.ts';
import { requestLog } from './request-log.ts';
import { routes } from './routes.ts';

// An error nobody caught: the process is in an unknown state, so say so once and go. Rejections nobody handled arrive here too.
process.on('uncaughtException', (err) => {
  log.fatal({ event: 'process.crashed', err });
  process.exit(1);
});

const app = express();
app.disable('x-powered-by');
app.use(requestLog);
app.use(express.json());
app.use(routes);
app.use(answerError);

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
  if (error !== undefined) throw error; // Express hands a port that is taken to this callback
  log.info({ event: 'server.started', port });
});

// The listener goes away, requests in flight are answered, and then there is nothing left to keep the process alive.
process.once('SIGTERM', () => {
  log.info({ event: 'shutdown.started' });
  server.close(() => log.info({ event: 'shutdown.completed' }));
});
