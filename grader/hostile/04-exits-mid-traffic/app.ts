import { shop } from '#shop';
import './solution/app.ts';

// Forty customers sign in; the next one to try is a visitor with a wrong password.
const CROWD = 40;
const { logIn } = shop.accounts;
let calls = 0;
shop.accounts.logIn = (request) => {
  calls += 1;
  if (calls > CROWD) process.exit(3);
  return logIn(request);
};
