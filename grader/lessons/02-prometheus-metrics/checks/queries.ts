import type { QueryResult } from '../../../backends/engines.ts';
import type { Evidence, Pointer } from '../../../evidence/evidence.ts';
import { excerptOf } from '../../../evidence/excerpt.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check, Finding } from '../../lesson.ts';
import { QUERIES_FILE, type QueryAnswers } from '../ask.ts';
import { rounded } from '../families.ts';
import { DAY } from '../names.ts';
import type { QueryId, QueryTruth } from '../query-truth.ts';
import { createTwoHours, type Probe } from '../two-hours.ts';

/** The learner's PromQL gives the truth: at both scrape intervals, when it is calm and when it is not, and across a restart. */
export const queries: Check = {
  id: 'queries',
  points: 7,
  codes: [
    'file-missing',
    'file-syntax',
    'file-shape',
    'missing',
    'refused',
    'no-data',
    'series',
    'value',
    'interval',
    'restart',
  ],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const { trouble, answers } = (evidence.answers ?? { answers: [] }) as unknown as QueryAnswers;
    if (trouble !== undefined) {
      const { code, reason, line, column, text } = trouble;
      const at = text === undefined || line === undefined ? [] : [pointAtFile(line, text, column)];
      findings.add(`file-${code}`, { params: { reason }, at });
      return findings.list();
    }
    const { probes } = createTwoHours(evidence.seed);
    const [{ truth } = { truth: {} }] = probes;
    for (const id of Object.keys(truth) as QueryId[]) {
      const answer = answers.find((one) => one.id === id);
      if (answer === undefined) findings.add('missing', { params: { query: id } });
      else judgeQuery(id, answer, probes, findings);
    }
    return findings.list();
  },
};

/** One finding for each query: at the first probe, in the order of difficulty, at which it is wrong. */
function judgeQuery(
  id: QueryId,
  { query, line, results }: QueryAnswers['answers'][number],
  probes: readonly Probe[],
  findings: Findings,
): void {
  const inOrder = probes
    .map((probe, index) => ({ probe, result: results[index] }))
    .toSorted((a, b) => difficulty(a.probe) - difficulty(b.probe));
  for (const { probe, result } of inOrder) {
    if (result === undefined) continue;
    const wrong = compare(result, probe.truth[id], probe);
    if (wrong === undefined) continue;
    const { code, ...finding } = wrong;
    findings.add(code, {
      ...finding,
      params: { query: id, interval: probe.interval, at: clock(probe.at), ...finding.params },
      at: [pointAtQuery(query, line)],
    });
    return;
  }
}

const difficulty = ({ name, interval }: Probe): number => (name === 'restart' ? 2 : 0) + (interval === 60 ? 1 : 0);

const clock = (second: number): string => new Date(second * 1000).toISOString().slice(11, 19);

function compare(result: QueryResult, truth: QueryTruth, probe: Probe): Finding | undefined {
  if (!result.ok) return { code: 'refused', params: { reason: result.error } };
  const { label, groups } = truth;
  const expected = Object.entries(groups)
    .map(([group, range]) => `${group === '' ? '' : `${group}: `}${rounded((range.atLeast + range.atMost) / 2)}`)
    .join(', ');
  const values = result.series.map(({ labels, points }) => ({
    group: label === undefined ? '' : (labels[label] ?? ''),
    value: Number(points.at(-1)?.[1] ?? Number.NaN),
  }));
  const actual = values.map(({ group, value }) => `${group === '' ? '' : `${group}: `}${rounded(value)}`).join(', ');
  if (values.every(({ value }) => Number.isNaN(value)))
    return { code: 'no-data', expected, actual: actual === '' ? '–' : actual };
  const names = values.map(({ group }) => group);
  const isWhole = names.length === Object.keys(groups).length && new Set(names).size === names.length;
  if (!isWhole || (label !== undefined && names.includes('')))
    return {
      code: 'series',
      params: { label: label ?? '–', wanted: Object.keys(groups).length, got: names.length },
      expected,
      actual,
    };
  const isTrue = values.every(({ group, value }) => {
    const range = groups[group];
    return range !== undefined && value >= range.atLeast - SLACK && value <= range.atMost + SLACK;
  });
  if (isTrue) return undefined;
  const code = probe.name === 'restart' ? 'restart' : probe.interval === 60 ? 'interval' : 'value';
  return { code, expected, actual };
}

/** Floating point. */
const SLACK = 1e-9;

const pointAtQuery = (query: string, line: number): Pointer => pointAtFile(line, query.replaceAll(/\s+/g, ' '));

function pointAtFile(line: number, text: string, column = 1): Pointer {
  return { channel: 'file', run: DAY, service: QUERIES_FILE, line, ...excerptOf(text, column - 1) };
}
