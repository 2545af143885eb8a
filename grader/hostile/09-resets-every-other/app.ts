import express from 'express';

// Every other customer's browser sees the connection break; health checks are fine.
const { listen } = express.application;
express.application.listen = function start(this: express.Application, ...given: Parameters<typeof listen>) {
  const server = listen.apply(this, given);
  let connections = 0;
  server.prependListener('request', (req) => {
    if (req.url === '/healthz') return;
    connections += 1;
    if (connections % 2 === 0) req.socket.resetAndDestroy();
  });
  return server;
} as typeof listen;

await import('./solution/app.ts');
