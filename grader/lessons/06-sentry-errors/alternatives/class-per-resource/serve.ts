import { once } from 'node:events';
import { createServer } from 'node:http';
import { shop } from '#shop';
import { createApp } from './http/app.ts';
import { log } from './logger.ts';
import { closeTracker, groupByKind, leaveTrail } from './tracker/tracker.ts';

/** Opens the shop, and ends the process when the platform asks for it. */
export async function serve(): Promise<never> {
  // A monitor sees the exception and changes nothing: sending it and ending the process is left to the tracker.
  process.on('uncaughtExceptionMonitor', (err) => log.fatal({ event: 'process.crashed', err }));
  leaveTrail(shop);
  groupByKind();

  const server = createServer(createApp(shop));
  server.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? '127.0.0.1');
  await once(server, 'listening');
  log.info({ event: 'server.started', address: server.address() });

  await once(process, 'SIGTERM');
  log.info({ event: 'shutdown.started' });
  server.keepAliveTimeout = 1; // a connection that has had its answer is not waited for
  await server[Symbol.asyncDispose](); // every request has its answer
  await closeTracker();
  process.exit(0);
}
