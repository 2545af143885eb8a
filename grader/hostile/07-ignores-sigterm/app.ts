import './solution/app.ts';

process.removeAllListeners('SIGTERM');
process.on('SIGTERM', () => {});
