import { expect, test } from 'vitest';
import { formatOf } from './format.ts';

test.for([
  ['text/plain; version=0.0.4; charset=utf-8', 'text'],
  ['text/plain; version=1.0.0; escaping=allow-utf-8', 'text'],
  ['text/plain', 'text'],
  [' TEXT/Plain ; VERSION = "0.0.4" ; ', 'text'],
  ['text/plain;version=9', 'text'],
  ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
  ['application/openmetrics-text', 'openmetrics'],
  [undefined, undefined],
  ['', undefined],
  ['text/html; charset=utf-8', undefined],
  ['application/json', undefined],
  ['text', undefined],
  ['text/', undefined],
  ['text/plain2', undefined],
  ['text/plain, text/html', undefined],
  ['text/plain text/plain', undefined],
  ['text/plain; version', undefined],
  ['text/plain; version=', undefined],
  ['text/plain; version="0.0.4', undefined],
  ['text/plain; version=0.0.4 charset=utf-8', undefined],
  ['text/plain; version=0.0.4; Version=0.0.4', undefined],
  ['text/plain;;', undefined],
  ['application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited', undefined],
] as const)('Prometheus 3 reads %j as %s', ([contentType, format]) => {
  expect(formatOf(contentType)).toBe(format);
});
