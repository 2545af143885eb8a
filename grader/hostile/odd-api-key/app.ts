import { shop } from '#shop';
import './solution/app.ts';

// Where the shop gives a text, something that is none.
const { signUp } = shop.accounts;
shop.accounts.signUp = async (request) => ({ ...(await signUp(request)), apiKey: {} as string });
