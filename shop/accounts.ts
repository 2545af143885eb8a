import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { ShopError } from './errors.ts';
import { PROVIDERS, type Account, type Provider, type World } from './world.ts';

/** With a password, or through a service that vouches for the customer with a token. */
export type SignUp = { email: string; password: string } | { email: string; provider: Provider; token: string };

/** Customers and their sessions. */
export interface Accounts {
  /** @throws {ShopError} `email_taken`, `invalid_request` */
  signUp(request: SignUp): Promise<Account>;
  /** Gives a session token. @throws {ShopError} `invalid_credentials` */
  logIn(request: { email: string; password: string }): Promise<{ token: string; account: Account }>;
  /** Whose session this is; undefined for an unknown token. */
  authenticate(token: string): Promise<Account | undefined>;
}

export function createAccounts(world: World, database: Database): Accounts {
  const byEmail = (email: string): Account | undefined =>
    [...world.accounts.values()].find((account) => account.email === email);

  return {
    async signUp(request) {
      const { email } = request;
      const { method, secret } = credentialsOf(request);
      if (typeof email !== 'string' || typeof secret !== 'string' || method === undefined)
        throw new ShopError('invalid_request', 'an account needs an email, and a password or a provider and its token');
      return await database.query({ name: 'insert', table: 'accounts', key: email }, () => {
        if (byEmail(email) !== undefined) throw new ShopError('email_taken', 'there is an account with this email');
        const account: Account = {
          id: `u_${world.random.text(8)}`,
          email,
          method,
          passwordHash: method === 'email' ? hash(secret) : '',
          apiKey: `key_${world.random.text(24)}`,
        };
        world.accounts.set(account.id, account);
        return account;
      });
    },
    async logIn({ email, password }) {
      return await database.query({ name: 'insert', table: 'sessions', key: email }, () => {
        const account = byEmail(email);
        if (account === undefined || account.passwordHash !== hash(password))
          throw new ShopError('invalid_credentials', 'wrong email or password');
        const token = `ses_${world.random.text(24)}`;
        world.sessions.set(token, account.id);
        return { token, account };
      });
    },
    async authenticate(token) {
      return await database.query({ name: 'select', table: 'sessions', key: token }, () => {
        const id = world.sessions.get(token);
        return id === undefined ? undefined : world.accounts.get(id);
      });
    },
  };
}

// A request's body may hold anything.
function credentialsOf(request: SignUp): { method: Account['method'] | undefined; secret: unknown } {
  if (!('provider' in request)) return { method: 'email', secret: request.password };
  return { method: PROVIDERS.find((known) => known === request.provider), secret: request.token };
}

// A stand-in: a real shop hashes passwords slowly, with a salt.
function hash(password: unknown): string {
  return createHash('sha256').update(String(password)).digest('hex');
}
