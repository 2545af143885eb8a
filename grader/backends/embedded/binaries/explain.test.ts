import { expect, test } from 'vitest';
import { LANGS } from '../../../course/lang.ts';
import { loadToolTexts, sayFrom } from '../../../course/texts.ts';
import { EnginesMissing, type FailureCode, type Reason } from './engines-missing.ts';
import { describeProgress, explainMissing } from './explain.ts';

const say = sayFrom(await loadToolTexts('en'));

const NOTHING: Reason[] = (['prometheus', 'promtool'] as const).flatMap((engine): Reason[] => [
  { engine, step: 'path', code: 'not-found', params: { files: engine } },
  { engine, step: 'cache', code: 'not-found', params: { files: '/cache' } },
  { engine, step: 'release', code: 'unreachable', params: { host: 'github.com', reason: 'ENOTFOUND' } },
  { engine, step: 'package', code: 'no-apt', params: {} },
]);

test('what is missing, why, and three ways out are one line', () => {
  expect(explainMissing(new EnginesMissing(['prometheus', 'promtool'], NOTHING), say)).toBe(
    'prometheus, promtool: not found. github.com cannot be reached (ENOTFOUND). ' +
      'Set THREE_AM_PROMETHEUS, THREE_AM_PROMTOOL, put it on PATH, or grade again with a network (it is fetched once); ' +
      'on Debian and Ubuntu "apt-get install prometheus" does too.',
  );
});

test('what does not concern an engine that is missing is not told, and what apt says is put on the line', () => {
  const reasons: Reason[] = [
    { engine: 'promtool', step: 'path', code: 'too-old', params: { path: '/x', version: '2.1.0', minimum: '2.42' } },
    { engine: 'amtool', step: 'package', code: 'apt', params: { reason: 'E: one\n  E: two' } },
  ];
  const line = explainMissing(new EnginesMissing(['amtool'], reasons), say);
  expect(line).toContain('amtool: not found. apt-get failed (E: one E: two). Set THREE_AM_AMTOOL,');
  expect(line).toContain('"apt-get install prometheus-alertmanager"');
  expect(line).not.toContain('2.1.0');
});

test('an explicit path that is wrong is all there is to say', () => {
  const params = { path: '/x', variable: 'THREE_AM_PROMTOOL' };
  const explicit: Reason = { engine: 'promtool', step: 'explicit', code: 'not-executable', params };
  expect(explainMissing(new EnginesMissing(['promtool'], [...NOTHING, explicit]), say)).toBe(
    'THREE_AM_PROMTOOL: /x is no executable file. Correct the path, or unset THREE_AM_PROMTOOL.',
  );
});

/** Each code, with the parameters that it comes with. */
const PARAMS: Readonly<Record<Exclude<FailureCode, 'not-found' | 'no-apt'>, Reason['params']>> = {
  'not-executable': { path: '/x' },
  unusable: { path: '/x', engine: 'amtool' },
  'too-old': { path: '/x', version: '0.1.0', minimum: '0.25' },
  'no-template': { path: '/x', template: '/y/default.tmpl' },
  'no-release': { product: 'alertmanager', platform: 'linux-riscv64' },
  unreachable: { host: 'h', reason: 'r' },
  stalled: { host: 'h', seconds: 10 },
  status: { host: 'h', status: 404 },
  'cut-off': { host: 'h', reason: 'r' },
  checksum: { url: 'u' },
  archive: { files: 'amtool' },
  'disk-full': { path: '/x' },
  unwritable: { path: '/x', reason: 'EACCES' },
  apt: { reason: 'r' },
  'not-packaged': { packages: 'p' },
};

test.for(LANGS)('in %s, every reason and all that goes on has its sentence', async (lang) => {
  const inLang = sayFrom(await loadToolTexts(lang));
  const file = 'prometheus 3.13.1';
  const lines = [
    ...Object.entries(PARAMS).map(([code, params]) => {
      const reason: Reason = { engine: 'amtool', step: 'release', code: code as FailureCode, params };
      return explainMissing(new EnginesMissing(['amtool'], [reason]), inLang);
    }),
    ...(['unpack', 'package', 'wait'] as const).map((step) => describeProgress({ step, file }, inLang)),
    describeProgress({ step: 'lists' }, inLang),
    describeProgress({ step: 'download', file, doneBytes: 43_999, totalBytes: 100_000 }, inLang),
    describeProgress({ step: 'download', file, doneBytes: 3_200_000, totalBytes: undefined }, inLang),
  ];
  for (const line of lines) expect(line).not.toMatch(/engines\.|\{\w+\}|\n/);
  expect(lines.slice(-2).map((line) => /\d+ ?(?:%|MB)/.exec(line)?.[0].replace(' ', ''))).toEqual(['43%', '3MB']);
});
