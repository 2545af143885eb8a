/** An alert at one probe, as promtool prints it. */
export interface ProbedAlert {
  labels: Record<string, string>;
  state: 'pending' | 'firing';
}

/** What one promtool run says of its probes. */
export interface PromtoolOutput {
  /** By the mark in the probe's expression, then by second: the alerts that there were. */
  probes: Map<string, Map<number, ProbedAlert[]>>;
  /** By the test's name: the alerts of a name that were firing, with their annotations filled in. */
  rendered: { test: string; labels: Record<string, string>; annotations: Record<string, string> }[];
  /** The first complaint that is no probe: a rule that cannot be loaded, or evaluated. */
  complaint: string | undefined;
}

const PROBE =
  /^ {4}expr: "ALERTS\{alertname!=\\"(?<mark>[\w-]+)\\"\}", time: (?<time>\w+),\n {8}exp: .*\n {8}got: (?<got>.*)$/gm;
const ALERT_TEST =
  /^ {4}name: (?<test>[\w-]+),\n {4}alertname: .*\n {8}exp:\[[^]*?\n {12}\], \n {8}got:\[(?:\]|(?<got>[^]*?)\n {12}\])/gm;
const RENDERED = /^ {14}Labels:(?<labels>\{.*\})\n {14}Annotations:(?<annotations>\{.*\}),?$/gm;
const LABEL_SET = /\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\} \S+/g;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;
const COMPLAINT = /^ {4}rule: .*$|^ {2}FAILED:\s*\n(?! {4}(?:expr|name|alertname): )(?<all>.*(?:\n {2}\S.*)*)/m;
/** The grader's own file, in which a group stands on one line. */
const OWN_PLACE = /^[\w.-]+\.json: (?:\d+:\d+: )?|^\s*line \d+: /;
/** Groups are numbered there. */
const NUMBERED = /^group "(?<name>[^"]*)-\d+"/;
/** It says nothing beside the lines below it. */
const HEADING = /^yaml: unmarshal errors:$/;

/** Reads what `promtool test rules` prints when every expectation fails, as those of the grader do: that is how it tells what there was. */
export function readPromtoolOutput(text: string): PromtoolOutput {
  const probes: PromtoolOutput['probes'] = new Map();
  for (const { groups } of text.matchAll(PROBE)) {
    const { mark = '', time = '', got = '' } = groups ?? {};
    const bySecond = probes.get(mark) ?? new Map<number, ProbedAlert[]>();
    bySecond.set(durationSeconds(time), alertsIn(got));
    probes.set(mark, bySecond);
  }
  const rendered = [...text.matchAll(ALERT_TEST)].flatMap(({ groups }) =>
    [...(groups?.['got'] ?? '').matchAll(RENDERED)].map((found) => ({
      test: groups?.['test'] ?? '',
      labels: labelsIn(found.groups?.['labels'] ?? ''),
      annotations: labelsIn(found.groups?.['annotations'] ?? ''),
    })),
  );
  const complaint = COMPLAINT.exec(text);
  return { probes, rendered, complaint: reasonIn(complaint?.groups?.['all'] ?? complaint?.[0]) };
}

/** A complaint without the places of files that the learner has never seen. */
function reasonIn(complaint: string | undefined): string | undefined {
  const reasons = complaint
    ?.split('\n')
    .map((line) => line.replace(OWN_PLACE, '').replace(NUMBERED, 'group "$<name>"').trim())
    .filter((line) => line !== '' && !HEADING.test(line));
  return reasons === undefined ? undefined : [...new Set(reasons)].join('; ');
}

function alertsIn(got: string): ProbedAlert[] {
  return [...got.matchAll(LABEL_SET)].map(([, set = '']) => {
    const { __name__: _, alertstate, ...labels } = labelsIn(set);
    return { labels, state: alertstate === 'firing' ? 'firing' : 'pending' };
  });
}

const labelsIn = (set: string): Record<string, string> =>
  Object.fromEntries([...set.matchAll(LABEL)].map(([, name = '', value = '']) => [name, unquote(value)]));

/** Go quotes nearly as JSON does. */
function unquote(value: string): string {
  try {
    return JSON.parse(`"${value}"`) as string;
  } catch {
    return value;
  }
}

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** A duration as Prometheus writes it, `1h30m`, in seconds; NaN for what is none. */
export function durationSeconds(text: string): number {
  if (text === '0') return 0;
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return Number.NaN;
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0),
    0,
  );
}
