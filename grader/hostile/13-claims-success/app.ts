import './solution/app.ts';
