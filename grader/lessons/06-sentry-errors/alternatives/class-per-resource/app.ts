import { startTracker } from './tracker/start.ts';

// Nothing but the tracker has been imported so far; Express and the shop come after it.
startTracker();
const { serve } = await import('./serve.ts');
await serve();
