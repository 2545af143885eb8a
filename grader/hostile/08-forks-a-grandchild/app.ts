import { spawn } from 'node:child_process';
import './solution/app.ts';

// The child is gone at once, and its own child then belongs to nobody.
const options = `{ detached: true, stdio: 'ignore' }`;
const grandchild = `require('child_process').spawn('sleep', ['600'], ${options}).unref()`;
spawn(process.execPath, ['-e', grandchild], { detached: true, stdio: 'ignore' }).unref();
