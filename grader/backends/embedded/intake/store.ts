import type { Header } from '../../../evidence/evidence.ts';

/** How much is taken, whatever it is. Sizes in bytes; fields are counted because thousands of empty ones fit into a few bytes. */
export interface StoreLimits {
  /** One request's body as it is sent. */
  sentBytes: number;
  /** All that is kept, headers included. */
  totalBytes: number;
  totalFields: number;
  requests: number;
  refusals: number;
  /** Bodies that are not complete, taken together. */
  pendingBytes: number;
  connections: number;
}

/** A request as it is kept. `bytes` is its size, decompressed. */
export interface Kept {
  readonly headers: readonly Header[];
  readonly bytes: number;
}

/** What has come in, and how much room is left. */
export interface Store<Request extends Kept, Refusal extends { receivedAt: number }> {
  readonly received: readonly Request[];
  readonly refused: readonly Refusal[];
  /** Whether more was sent than is kept; from then on nothing should be. */
  exceeded(): boolean;
  /** Keeps a request that was read, in so many fields; false when that is more than is kept. */
  keep(request: Request, fields: number): boolean;
  refuse(refusal: Omit<Refusal, 'receivedAt'>): void;
  /** Makes room for a part of a body; false when too much is under way. Room is given back with a negative size. */
  reserve(bytes: number): boolean;
}

/** Opens an empty store. */
export function openStore<Request extends Kept, Refusal extends { receivedAt: number }>(
  limits: StoreLimits,
): Store<Request, Refusal> {
  const received: Request[] = [];
  const refused: Refusal[] = [];
  const total = { bytes: 0, fields: 0 };
  let pending = 0;
  let exceeded = false;
  return {
    received,
    refused,
    exceeded: () => exceeded,
    keep(request, fields) {
      const { headers, bytes } = request;
      total.bytes += bytes + headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
      total.fields += fields;
      exceeded ||=
        received.length === limits.requests || total.bytes > limits.totalBytes || total.fields > limits.totalFields;
      if (!exceeded) received.push(request);
      return !exceeded;
    },
    refuse(refusal) {
      if (refused.length < limits.refusals) refused.push({ ...refusal, receivedAt: Date.now() } as Refusal);
      else exceeded = true;
    },
    reserve(bytes) {
      if (bytes > 0 && pending + bytes > limits.pendingBytes) return false;
      pending += bytes;
      return true;
    },
  };
}
