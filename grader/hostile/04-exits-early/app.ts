import { shop } from '#shop';
import './solution/app.ts';

// One request is answered, and told without fault.
shop.accounts.signUp = () => process.exit(3);
