import { appendFileSync, writeFileSync } from 'node:fs';
import './solution/app.ts';

const course = new URL('..', import.meta.resolve('#shop'));
appendFileSync(new URL('grader/lessons/judge.ts', course), '\n// was here\n');
writeFileSync(new URL('lessons/was-here.txt', course), 'was here');
