import type { Duplex } from 'node:stream';
import type { LedgerEntry, ShopReport, Steering } from '../../shop/protocol.ts';

/** The grader's end of a child's IPC channel. */
export interface ShopChannel {
  tell(message: Steering): void;
  /** Settles with the first report that `wanted` accepts, earlier ones included; rejects when the channel closes first. */
  heard(wanted: (report: ShopReport) => boolean): Promise<void>;
  ledger(): readonly LedgerEntry[];
}

/** Thrown where a report was awaited and the app ended instead. */
export class ChannelClosed extends Error {}

const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Speaks Node's own IPC format (one JSON text a line) over a plain pipe. Node's `'ipc'` stdio would parse it for us,
 * but lets one malformed line from the child throw in this process.
 */
export function openShopChannel(pipe: Duplex): ShopChannel {
  const reports: ShopReport[] = [];
  const ledger: LedgerEntry[] = [];
  const waiting = new Set<{ wanted: (report: ShopReport) => boolean; resolve: () => void; reject: (error: Error) => void }>();
  let rest = '';
  let read = 0;
  let closed = false;

  function take(line: string): void {
    const report = parse(line);
    if (report === undefined) return;
    if (report.type === 'ledger') {
      ledger.push(report.entry);
      return;
    }
    reports.push(report);
    for (const waiter of waiting) {
      if (!waiter.wanted(report)) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  }

  pipe.setEncoding('utf8');
  pipe.on('data', (text: string) => {
    read += text.length;
    if (read > MAX_BYTES) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  pipe.on('error', () => {}); // the child is gone; `close` follows
  pipe.once('close', () => {
    closed = true;
    for (const { reject } of waiting) reject(new ChannelClosed('the app ended'));
    waiting.clear();
  });

  return {
    tell(message) {
      if (!closed) pipe.write(`${JSON.stringify(message)}\n`);
    },
    heard(wanted) {
      if (reports.some(wanted)) return Promise.resolve();
      if (closed) return Promise.reject(new ChannelClosed('the app ended'));
      return new Promise((resolve, reject) => waiting.add({ wanted, resolve, reject }));
    },
    ledger: () => ledger,
  };
}

function parse(line: string): ShopReport | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as ShopReport) : undefined;
  } catch {
    return undefined;
  }
}
