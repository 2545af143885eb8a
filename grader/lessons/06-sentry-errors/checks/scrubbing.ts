import { isIP } from 'node:net';
import { itemsOf } from '../../../evidence/envelopes.ts';
import type { Evidence, Json, Pointer, Run } from '../../../evidence/evidence.ts';
import { excerptOf } from '../../../evidence/excerpt.ts';
import { findText } from '../../../evidence/find-text.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { heardOf, pointAtEvent, pointAtSpan } from '../heard.ts';
import { CRASH, DAY } from '../names.ts';
import { secretsOf, type Secret } from '../secrets.ts';

/** Where SDKs put the address of whoever sent a request. */
const ADDRESSES = ['client.address', 'user.ip_address', 'network.peer.address'];

/** No secret of any request or error stands anywhere in what is sent to Sentry. */
export const scrubbing: Check = {
  id: 'scrubbing',
  points: 14,
  after: ['captured-once'],
  codes: ['header', 'body', 'query', 'message', 'error', 'email', 'ip'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const name of [DAY, CRASH]) {
      const run = evidence.runs[name];
      if (run === undefined) continue;
      const sent = run.sentry.requests.map(({ envelope }) => envelope).join('\n');
      for (const secret of secretsOf(run)) {
        const spelled = spellings(secret.value).find((spelling) => sent.includes(spelling));
        if (spelled === undefined) continue;
        const { place, at } = findPlace(run, spelled);
        findings.add(secret.kind, { params: { name: secret.name, place }, actual: shown(secret), at });
      }
      judgeAddresses(evidence, name, findings);
    }
    return findings.list();
  },
};

/** As it is, and as it stands in an address. */
const spellings = (value: string): string[] => [...new Set([value, encodeURIComponent(value)])];

const shown = ({ value }: Secret): string => (value.length > 12 ? `${value.slice(0, 12)}…` : value);

interface Place {
  /** As in `request.headers.cookie`. */
  place: string;
  at: Pointer[];
}

function findPlace(run: Run, value: string): Place {
  for (const { type, payload } of itemsOf(run.sentry.requests.filter(({ envelope }) => envelope.includes(value)))) {
    const found = findText(payload, (text) => text.includes(value));
    if (found === undefined) continue;
    const text = `${type}: ${found.path} = ${found.text}`;
    const from = text.length - found.text.length + found.text.indexOf(value);
    const at: Pointer = { channel: 'sentry', run: run.name, service: 'shop', ...excerptOf(text, from, value.length) };
    return { place: found.path, at: [at] };
  }
  return { place: '(envelope)', at: [] };
}

/** Whose address it is does not matter: a shop behind a proxy only sees the proxy's. */
function judgeAddresses(evidence: Evidence, run: string, findings: Findings): void {
  const { events, spans } = heardOf(evidence, run);
  for (const event of events) {
    const address = event.user['ip_address'];
    if (!isAddress(address)) continue;
    const at = [pointAtEvent(event, run, `user.ip_address=${address}`)];
    findings.add('ip', { params: { name: 'ip_address', place: 'user.ip_address' }, actual: address, at });
  }
  for (const span of spans) {
    for (const place of ADDRESSES) {
      const actual = span.attributes[place];
      if (!isAddress(actual)) continue;
      findings.add('ip', { params: { name: 'ip_address', place }, actual, at: [pointAtSpan(span, run)] });
      break;
    }
  }
}

/** `[Filtered]` is none, and one that is all zeros is nobody's. */
const isAddress = (value: Json | undefined): value is string =>
  typeof value === 'string' && isIP(value) !== 0 && !/^[0.:]+$/.test(value);
