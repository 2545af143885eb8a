import { Server } from 'node:http';
import { shop } from '#shop';

// The first customer to sign up finds the door shut; the app stays behind it.
let server: Server | undefined;
const { listen } = Server.prototype;
Server.prototype.listen = function open(this: Server, ...given: unknown[]) {
  server = this;
  return Reflect.apply(listen, this, given) as Server;
} as typeof listen;
shop.accounts.signUp = () => {
  server?.close();
  server?.closeAllConnections();
  setInterval(() => {}, 1_000);
  return new Promise(() => {});
};

await import('./solution/app.ts');
