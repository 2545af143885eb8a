import { spawn } from 'node:child_process';
import './solution/app.ts';

// A session of its own, so that ending the app's process group does not end it; and it keeps stdout open.
spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'], { detached: true, stdio: ['ignore', 1, 2] }).unref();
