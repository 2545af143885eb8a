import { expect, test } from 'vitest';
import { readTestFailure } from './test-failure.ts';

const SILENT = `Unit Testing:  tests/services.yml
  FAILED:
    name: an instance that stays down is told,
    alertname: InstanceDown, time: 6m, 
        exp:[
            0:
              Labels:{alertname="InstanceDown", service="orders"}
              Annotations:{summary="orders-1:3000 is down"}
            ], 
        got:[]
    name: another,
    alertname: Other, time: 7m, 
        exp:[], 
        got:[]
`;
const OTHER_TEXT = `  FAILED:
    alertname: Slow, time: 38m, 
        exp:[
            0:
              Labels:{alertname="Slow", service="orders", severity="critical"}
              Annotations:{description="99%", summary="a \\"slow\\" one"}
            ], 
        got:[
            0:
              Labels:{alertname="Slow", service="orders", severity="warning"}
              Annotations:{description="100%", summary="a \\"slow\\" one"}
            ]
    expr: "sum(up", time: 3m, err: 1:7: parse error: unclosed left parenthesis
`;
const EXPRESSION = `  FAILED:
    expr: "sum(up) > 1", time: 3m,
        exp: nil
        got: {} 3E+00

    expr: "sum(up", time: 3m, err: 1:7: parse error
`;

test.for([
  [
    'an alert that does not fire',
    SILENT,
    {
      reason: 'name: an instance that stays down is told, alertname: InstanceDown, time: 6m',
      expected:
        '[ 0: Labels:{alertname="InstanceDown", service="orders"} Annotations:{summary="orders-1:3000 is down"} ]',
      actual: '–',
    },
  ],
  [
    'an alert that says something else',
    OTHER_TEXT,
    {
      reason: 'alertname: Slow, time: 38m',
      expected: 'severity="critical", description="99%"',
      actual: 'severity="warning", description="100%"',
    },
  ],
  ['an expression', EXPRESSION, { reason: 'expr: "sum(up) > 1", time: 3m', expected: '–', actual: '{} 3E+00' }],
  [
    'a file that cannot be read',
    '  FAILED:\nyaml: unmarshal errors:\n  line 4: field inputseries not found\n\n',
    { reason: 'yaml: unmarshal errors: line 4: field inputseries not found' },
  ],
  ['no output that is known', 'promtool: killed\n', { reason: 'promtool: killed' }],
] as const)('tells the first failure: %s', ([, output, failure]) => {
  expect(readTestFailure(output)).toEqual(failure);
});
