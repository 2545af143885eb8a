import { expect, test } from 'vitest';
import { durationSeconds, readPromtoolOutput } from './promtool-output.ts';

/** As promtool 2.42 and 3.13 print it. */
const OUTPUT = `  FAILED:
    name: breach,
    alertname: HighErr, time: 9m, 
        exp:[
            0:
              Labels:{alertname="HighErr", never="so"}
              Annotations:{}
            ], 
        got:[
            0:
              Labels:{alertname="HighErr", service="orders"}
              Annotations:{description="line\\ntwo", summary="Errors of \\"x\\" at 13.79%"}
            ]
    name: breach,
    alertname: Quiet, time: 9m, 
        exp:[
            0:
              Labels:{alertname="Quiet", never="so"}
              Annotations:{}
            ], 
        got:[]
    name: breach,
    alertname: Down, time: 9m, 
        exp:[
            0:
              Labels:{alertname="Down", never="so"}
              Annotations:{}
            ], 
        got:[
            0:
              Labels:{alertname="Down", instance="a"}
              Annotations:{summary="a"},
            1:
              Labels:{alertname="Down", instance="b"}
              Annotations:{summary="b"}
            ]
    expr: "ALERTS{alertname!=\\"breach\\"}", time: 5m,
        exp: {__name__="never"} 1E+00
        got: nil
    expr: "ALERTS{alertname!=\\"breach\\"}", time: 1h30m,
        exp: {__name__="never"} 1E+00
        got: {__name__="ALERTS", alertname="A", alertstate="pending", route="/a/{id}"} 1E+00, {__name__="ALERTS", alertname="B", alertstate="firing"} 1E+00
`;

test('tells the alerts at each probe', () => {
  const { probes, complaint } = readPromtoolOutput(OUTPUT);
  expect([...(probes.get('breach') ?? [])]).toEqual([
    [300, []],
    [
      5400,
      [
        { labels: { alertname: 'A', route: '/a/{id}' }, state: 'pending' },
        { labels: { alertname: 'B' }, state: 'firing' },
      ],
    ],
  ]);
  expect(complaint).toBeUndefined();
});

test('tells what alerts say, and not what was expected of them', () => {
  expect(readPromtoolOutput(OUTPUT).rendered).toEqual([
    {
      test: 'breach',
      labels: { alertname: 'HighErr', service: 'orders' },
      annotations: { description: 'line\ntwo', summary: 'Errors of "x" at 13.79%' },
    },
    { test: 'breach', labels: { alertname: 'Down', instance: 'a' }, annotations: { summary: 'a' } },
    { test: 'breach', labels: { alertname: 'Down', instance: 'b' }, annotations: { summary: 'b' } },
  ]);
});

test.for([
  [
    'a rule that cannot be evaluated',
    '  FAILED:\n    rule: A, time: 0s, err: many-to-many\n',
    'rule: A, time: 0s, err: many-to-many',
  ],
  ['a file that cannot be loaded', '  FAILED:\nx.json: 1:2: group "a": parse error\n', 'group "a": parse error'],
  [
    'fields that there are not',
    '  FAILED:\nsaturation.rules.json: yaml: unmarshal errors:\n  line 1: field exprr not found in type rulefmt.Rule\n  line 1: field labell not found in type rulefmt.Rule\n\n',
    'field exprr not found in type rulefmt.Rule; field labell not found in type rulefmt.Rule',
  ],
  [
    'an expression that is none',
    '  FAILED:\nsaturation.rules.json: 1:55: group "saturation-0", rule 1, "A": could not parse expression: 1:7: parse error: x\n',
    'group "saturation", rule 1, "A": could not parse expression: 1:7: parse error: x',
  ],
  [
    'a duration that is none, twice',
    '  FAILED:\nx.rules.json: unknown unit " minutes" in duration "5 minutes"\n\nx.rules.json: unknown unit " minutes" in duration "5 minutes"\n',
    'unknown unit " minutes" in duration "5 minutes"',
  ],
])('tells why there are no probes: %s', ([, output, complaint]) => {
  expect(readPromtoolOutput(output ?? '').complaint).toBe(complaint);
});

test.for([
  ['0s', 0],
  ['0', 0],
  ['90m', 5400],
  ['1h30m', 5400],
  ['500ms', 0.5],
  ['1w', 604_800],
  ['soon', Number.NaN],
  ['', Number.NaN],
] as const)('%j is %d seconds', ([text, seconds]) => {
  expect(durationSeconds(text)).toBe(seconds);
});
