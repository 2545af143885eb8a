import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import express from 'express';
import { answerFailure, api, health } from './api.ts';
import { log } from './log.ts';
import { identify, recordLife } from './middleware.ts';

process.on('uncaughtException', (err) => {
  log.fatal({ event: 'process.crashed', err }, 'bye');
  process.exit(1);
});

const app = express();
app.disable('x-powered-by');
app.use(identify);
app.use(health); // before the lines of a request's life: a probe that comes every few seconds is not news
app.use(recordLife);
app.use(express.json());
app.use(api);
app.use(answerFailure);

const server = createServer(app);
const port = Number(process.env.PORT ?? 3000);
server.listen(port, process.env.HOST ?? '127.0.0.1', () => log.info({ event: 'server.started', port }));

process.once('SIGTERM', () => {
  log.info({ event: 'shutdown.started' });
  // A connection that is busy now stays open after its answer, for a next request, and would hold the process.
  setInterval(() => server.closeIdleConnections(), 100).unref();
  // Bound, since the last connection to close calls back from within its request's context.
  server.close(AsyncLocalStorage.bind(() => log.info({ event: 'shutdown.completed' })));
});
