import { delimiter, dirname, isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { appEnvironment, contractVariables } from './environment.ts';

const CONTRACT = [
  'PORT',
  'HOST',
  'LOG_LEVEL',
  'NODE_ENV',
  'OTEL_SERVICE_NAME',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_RESOURCE_ATTRIBUTES',
  'SENTRY_DSN',
  'SENTRY_ENVIRONMENT',
  'SENTRY_RELEASE',
  'SENTRY_TRACES_SAMPLE_RATE',
  'ORDERS_URL',
  'PAYMENTS_URL',
];

test('an app is told what is given, where it may write, and nothing of the grader', () => {
  const { PATH, ...rest } = appEnvironment('/course/.grade/runs/1-a', { PORT: '20001', LOG_LEVEL: '' });
  expect(rest).toEqual({
    HOME: '/course/.grade/runs/1-a',
    TMPDIR: '/course/.grade/runs/1-a',
    TZ: 'UTC',
    PORT: '20001',
    LOG_LEVEL: '',
  });
  const folders = PATH?.split(delimiter) ?? [];
  expect(folders[0]).toBe(dirname(process.execPath));
  expect(folders.every((folder) => isAbsolute(folder))).toBe(true);
  expect(PATH).not.toBe(process.env['PATH']);
});

test('every variable of the contract may be given', () => {
  const given = Object.fromEntries(CONTRACT.map((name) => [name, 'x']));
  expect(appEnvironment('/home', given)).toMatchObject(given);
});

test.for(['NODE_OPTIONS', 'PATH', 'HOME', 'port', 'CI', 'npm_config_solution', 'constructor', ''])(
  'a variable that the contract does not have is refused: %j',
  (name) => {
    expect(() => appEnvironment('/home', { PORT: '1', [name]: 'x' })).toThrow(
      `"${name}" is not in the apps' environment contract`,
    );
  },
);

test('of an environment the variables of the contract are passed on, empty ones too, and no others', () => {
  const all = Object.fromEntries(CONTRACT.map((name) => [name, 'x']));
  expect(contractVariables({ ...all, NODE_OPTIONS: '--inspect', PATH: '/bin', HOME: '/root' })).toEqual(all);
  expect(contractVariables({ LOG_LEVEL: '', PORT: undefined })).toEqual({ LOG_LEVEL: '' });
  expect(contractVariables({})).toEqual({});
});
