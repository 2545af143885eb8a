import express from 'express';
import { log } from './logging/logger.ts';
import { requestLog } from './logging/requests.ts';
import { dieOnCrash, hangUpWhenStopping, stopOnSigterm } from './last-words.ts';
import { answerError } from './middleware/errors.ts';
import { routes } from './routes/index.ts';

dieOnCrash();

const app = express();
app.disable('x-powered-by');
app.use(requestLog);
app.use(hangUpWhenStopping);
app.use(express.json());
app.use(routes);
app.use(answerError);

const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? '127.0.0.1';
const server = app.listen(port, host, (error) => {
  // Express hands a port that is taken to this callback too.
  if (error !== undefined) throw error;
  log.info({ host, port }, 'server.listening');
});
stopOnSigterm(server);
