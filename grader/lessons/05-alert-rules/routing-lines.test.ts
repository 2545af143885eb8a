import { expect, test } from 'vitest';
import { findRoutingLines, pointAtInhibitRules, pointAtReceiver, pointAtRoute } from './routing-lines.ts';
import { readYamlSource } from './yaml-source.ts';

const CONFIG = `route:
  receiver: a
  routes:
    - receiver: b
      routes:
        - matchers: [x="1"]
          receiver: c
    - receiver: d
inhibit_rules:
  - equal: [service]
receivers:
  - name: a
  - slack_configs: []
    name: b
`;
const linesOf = (text: string) => findRoutingLines(readYamlSource('alertmanager.yml', text, '1.1'));

test('routes are numbered as the tree is walked, and receivers go by their names', () => {
  const lines = linesOf(CONFIG);
  expect(lines).toEqual({ routes: [1, 4, 6, 8], receivers: { a: 12, b: 13 }, inhibitRules: 9 });
  expect(pointAtRoute(lines, 2, 'c')).toMatchObject([{ service: 'alertmanager.yml', line: 6, excerpt: 'routes: c' }]);
  expect(pointAtReceiver(lines, 'b')).toMatchObject([{ line: 13 }]);
  expect(pointAtInhibitRules(lines)).toMatchObject([{ line: 9 }]);
});

test.for(['', '7', 'route: 7\nreceivers: no\n', 'route: { routes: [7, { routes: x }] }'])(
  'nothing is pointed at that is not there: %j',
  (text) => {
    const lines = linesOf(text);
    expect(pointAtReceiver(lines, 'a')).toEqual([]);
    expect(pointAtInhibitRules(lines)).toEqual([]);
    expect(pointAtRoute(undefined, 0, 'a')).toEqual([]);
  },
);
