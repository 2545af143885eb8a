import type { Evidence } from '../../../evidence/evidence.ts';
import { formatOf } from '../../../evidence/exposition/format.ts';
import { pointAtLine, pointAtScrape, scrapesOf, type ReadScrape } from '../../../evidence/scrapes.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { pointAtFamily } from '../families.ts';
import { CRAWL, DAY } from '../names.ts';

/**
 * `GET /metrics` is something that Prometheus 3 reads: status, content type, format
 * (https://prometheus.io/docs/instrumenting/exposition_formats/), and a type and help for every family.
 */
export const exposition: Check = {
  id: 'exposition',
  points: 7,
  codes: ['unanswered', 'status', 'content-type', 'unreadable', 'duplicate', 'type-missing', 'help-missing', 'empty'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const run of [DAY, CRAWL]) for (const read of scrapesOf(evidence, run)) judgeScrape(read, findings);
    return findings.list();
  },
};

function judgeScrape(read: ReadScrape, findings: Findings): void {
  const { scrape, exposition: content } = read;
  const at = [pointAtScrape(read)];
  if (scrape.outcome !== 'answered') {
    findings.add('unanswered', { expected: '200', actual: scrape.error ?? scrape.outcome, at });
    return;
  }
  if (scrape.status !== 200) {
    findings.add('status', { expected: '200', actual: String(scrape.status), at });
    return;
  }
  if (formatOf(scrape.contentType ?? undefined) === undefined)
    findings.add('content-type', { expected: 'text/plain; version=0.0.4', actual: scrape.contentType ?? '–', at });
  if (content.error !== undefined) {
    const { code, line, column } = content.error;
    const text = Buffer.from(scrape.body).toString('utf8').split('\n')[line - 1] ?? '';
    const pointer = pointAtLine(read, line, text, column - 1, Math.max(0, Math.min(1, text.length - column + 1)));
    if (code === 'duplicate-series') findings.add('duplicate', { params: { line }, at: [pointer] });
    else findings.add('unreadable', { params: { what: code, line, column }, at: [pointer] });
    return;
  }
  const families = [...content.families.values()].filter(({ samples }) => samples.length > 0);
  if (families.length === 0) findings.add('empty', { at });
  const untyped = families.find(({ typeDeclared }) => !typeDeclared);
  if (untyped !== undefined)
    findings.add('type-missing', { params: { family: untyped.name }, at: [pointAtFamily(read, untyped)] });
  const unhelped = families.find(({ help }) => help === undefined || help.trim() === '');
  if (unhelped !== undefined)
    findings.add('help-missing', { params: { family: unhelped.name }, at: [pointAtFamily(read, unhelped)] });
}
