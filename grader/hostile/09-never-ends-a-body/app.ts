import express from 'express';

// A clean answer to whoever is not signed in, but for its end.
const { json } = express.response;
express.response.json = function answer(body?: { error?: string }) {
  if (body?.error !== 'unauthenticated') return json.call(this, body);
  this.type('json').write(JSON.stringify(body));
  return this;
};

await import('./solution/app.ts');
