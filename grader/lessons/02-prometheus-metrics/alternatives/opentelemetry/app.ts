import express from 'express';
import { api } from './api.ts';
import { refuse } from './errors.ts';
import { log } from './log.ts';
import { exporter } from './meter.ts';
import { watch } from './watch.ts';

const server = express()
  .disable('x-powered-by')
  .get('/healthz', (_req, res) => void res.json({ status: 'ok' }))
  .get('/metrics', (req, res) => exporter.getMetricsRequestHandler(req, res))
  .use(watch)
  .use(express.json())
  .use(api)
  .use(refuse)
  .listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? '127.0.0.1', (error) => {
    if (error) throw error;
    log.info({ event: 'server.started' });
  });

process.once('SIGTERM', () => server.close());
