import './solution/app.ts';

const line = { level: 'info', time: Date.now(), service: 'shop', event: 'app.odd' };
// A message that cannot be turned into a text, a level that every object has, a depth that no reader expects.
console.log(JSON.stringify({ ...line, err: { message: { toString: 1, valueOf: 1 }, stack: { toString: 1 } } }));
console.log(JSON.stringify({ ...line, level: 'constructor' }));
console.log(JSON.stringify({ ...line, service: 's'.repeat(10_000) }));
console.log(`{"level":"info","service":"shop","event":"app.deep","time":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
