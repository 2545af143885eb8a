import express from 'express';

// A body in which a careless pattern looks for stack frames for a very long time.
const { json } = express.response;
express.response.json = function answer(body?: { error?: string }) {
  return body?.error === 'internal_error' ? this.type('text').send('\n'.repeat(1_000_000)) : json.call(this, body);
};

await import('./solution/app.ts');
