import type { Duplex } from 'node:stream';
import type { LedgerEntry, ShopReport, Steering } from '../../shop/protocol.ts';

/** The grader's end of a child's IPC channel. */
export interface ShopChannel {
  tell(message: Steering): void;
  /** Settles with the first report that `wanted` accepts, earlier ones included; rejects when the channel closes first. */
  heard(wanted: (report: ShopReport) => boolean): Promise<void>;
  ledger(): readonly LedgerEntry[];
  /** Whether more came over it than any shop has to say; the rest was read and thrown away. */
  exceeded(): boolean;
}

/** Thrown where a report was awaited and the channel closed instead. */
export class ChannelClosed extends Error {}

const MAX_CHARACTERS = 16 * 1024 * 1024;
/** A report is a handful of short fields. */
const MAX_LINE_CHARACTERS = 4 * 1024;

/**
 * Speaks Node's own IPC format (one JSON text a line) over a plain pipe. Node's `'ipc'` stdio would parse it for us,
 * but lets one malformed line from the child throw in this process.
 */
export function openShopChannel(pipe: Duplex): ShopChannel {
  const reports: ShopReport[] = [];
  const ledger: LedgerEntry[] = [];
  const waiting = new Set<{
    wanted: (report: ShopReport) => boolean;
    resolve: () => void;
    reject: (error: Error) => void;
  }>();
  let rest = '';
  let read = 0;
  let exceeded = false;
  let closed = false;

  function take(line: string): void {
    const report = parseReport(line);
    if (report === undefined) return;
    if (report.type === 'ledger') ledger.push(report.entry);
    else reports.push(report);
    for (const waiter of waiting) {
      if (!waiter.wanted(report)) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  }

  pipe.setEncoding('utf8');
  pipe.on('data', (text: string) => {
    read += text.length;
    if (exceeded) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (read > MAX_CHARACTERS || rest.length > MAX_LINE_CHARACTERS * 16) {
      exceeded = true;
      rest = '';
      return;
    }
    for (const line of lines) if (line.length <= MAX_LINE_CHARACTERS) take(line);
  });
  pipe.on('error', () => {}); // the child is gone; `close` follows
  pipe.once('close', () => {
    closed = true;
    for (const { reject } of waiting) reject(new ChannelClosed('the channel was closed'));
    waiting.clear();
  });

  return {
    tell(message) {
      if (!closed) pipe.write(`${JSON.stringify(message)}\n`);
    },
    heard(wanted) {
      if (reports.some(wanted) || ledger.some((entry) => wanted({ type: 'ledger', entry }))) return Promise.resolve();
      if (closed) return Promise.reject(new ChannelClosed('the channel was closed'));
      return new Promise((resolve, reject) => waiting.add({ wanted, resolve, reject }));
    },
    ledger: () => ledger,
    exceeded: () => exceeded,
  };
}

/** A line as a report; undefined for anything that the shop would not say. An app can write to the channel too. */
function parseReport(line: string): ShopReport | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { type, id, entry } = value;
  if (type === 'seeded') return { type };
  if ((type === 'armed' || type === 'held' || type === 'restocked') && typeof id === 'number') return { type, id };
  if (type === 'ledger' && isRecord(entry) && Object.values(entry).every((field) => typeof field !== 'object'))
    return { type, entry: entry as LedgerEntry };
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
