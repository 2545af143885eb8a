import express from 'express';
import { answerError } from './errors.ts';
import { log } from './logger.ts';
import { requestLog } from './request-log.ts';
import { routes } from './routes.ts';

const app = express();
app.disable('x-powered-by');
app.use(requestLog);
app.use(express.json());
app.use(routes);
app.use(answerError);

const port = Number(process.env.PORT ?? 3000);
app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
  if (error !== undefined) throw error; // Express hands a port that is taken to this callback
  console.log(`shop is up on port ${port}`);
});

// README: "Last words".
process.on('SIGTERM', () => {
  log.info('bye');
  process.exit(0);
});
