import type { FaultTarget } from './faults.js';

/** One request that arrived (or, for `webhook`, left). `at` is an ISO moment, `ms` how long it took, `status` the HTTP or SMTP status, 0 = no answer. */
export type ArrivedCall = {
  readonly at: string;
  readonly target: FaultTarget;
  readonly name: string;
  readonly status: number;
  readonly ms: number;
  readonly orderNr?: string | undefined;
  readonly paymentId?: string | undefined;
};

export type CallLog = {
  record(call: ArrivedCall): void;
  /** In the order of their arrival, although a slow one is recorded after a quick one that came later. `since` is an ISO moment, inclusive. */
  list(filter?: {
    readonly target?: FaultTarget | undefined;
    readonly since?: string | undefined;
  }): readonly ArrivedCall[];
  clear(): void;
};

/** Remembers the last `max` requests in memory; older ones are forgotten. */
export function createCallLog({ max }: { max: number }): CallLog {
  let ring: ArrivedCall[] = [];
  let next = 0;
  const inOrder = () => [...ring.slice(next), ...ring.slice(0, next)];
  return {
    record(call) {
      if (ring.length < max) {
        ring.push(call);
        return;
      }
      ring[next] = call;
      next = (next + 1) % max;
    },
    list({ target, since } = {}) {
      const sinceMs = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
      return inOrder()
        .map((call) => ({ call, atMs: Date.parse(call.at) }))
        .filter(
          ({ call, atMs }) => (target === undefined || call.target === target) && atMs >= sinceMs,
        )
        .sort((a, b) => a.atMs - b.atMs)
        .map(({ call }) => call);
    },
    clear() {
      ring = [];
      next = 0;
    },
  };
}
