import { shop } from '#shop';
import './solution/app.ts';

// A session token that no header can carry.
const { logIn } = shop.accounts;
shop.accounts.logIn = async (request) => ({ ...(await logIn(request)), token: 'a\nb' });
