import { shop } from '#shop';
import express from 'express';
import { answerError } from './answers.ts';
import { api } from './api.ts';
import { log } from './log.ts';
import { closeOn } from './shutdown.ts';
import { rememberSteps } from './trail.ts';

rememberSteps(shop);

const app = express();
app.disable('x-powered-by');
app.use(express.json());
app.use(api);
app.use(answerError);

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
  if (error !== undefined) throw error;
  log.info({ event: 'server.started', port });
});
closeOn('SIGTERM', server);
