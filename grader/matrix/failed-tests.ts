import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { ROOT } from '../course/paths.ts';

/** Where the list is kept; nothing is written when all tests passed. */
export const FAILED_TESTS = join(ROOT, '.grade', 'failed-tests.txt');

const SHOWN_LINES = 12;

/** A reporter for Vitest that writes down which tests failed, so that they can be named once more at the end of a long output. */
export default class FailedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly Failure[]): void {
    const lines = [
      ...modules.flatMap((module) => [
        ...module.errors().map((error) => describe(module.relativeModuleId, error)),
        ...[...module.children.allTests('failed')].flatMap((test) =>
          (test.result().errors ?? []).map((error) => describe(`${module.relativeModuleId} > ${test.fullName}`, error)),
        ),
      ]),
      ...errors.map((error) => describe('outside of any test', error)),
    ];
    if (lines.length === 0) return;
    mkdirSync(dirname(FAILED_TESTS), { recursive: true });
    writeFileSync(FAILED_TESTS, lines.join(''));
  }
}

interface Failure {
  message: string;
  stack?: string;
  diff?: string;
}

function describe(where: string, { message, stack = '', diff = '' }: Failure): string {
  const told = [message, ...(diff === '' ? stack : diff).split('\n').slice(0, SHOWN_LINES)].join('\n');
  return `FAILED ${where}\n${told.replaceAll(/^/gm, '        ')}\n`;
}
