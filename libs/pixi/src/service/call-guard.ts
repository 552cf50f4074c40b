import { isFault, toIso, type CallContext, type CallWindow, type Clock } from '@abgleich/domain';
import { fault, type CallNature } from '../transport/classify-exchange.js';
import type { GatePriority, RateGate } from './rate-gate.js';

/** What a request answered, and the few facts about it that may be recorded. */
export type Done<T> = { readonly result: T; readonly response: Readonly<Record<string, unknown>> };

export type GuardedCall<T> = {
  readonly call: CallNature;
  readonly priority: GatePriority;
  readonly timeoutMs: number;
  /** Redacted. */
  readonly request: Readonly<Record<string, unknown>> | null;
  readonly ctx: CallContext;
  act(): Promise<Done<T>>;
};

/** Every request passes here: it waits for its turn, asks the call window when the turn has come, and is recorded. */
export class CallGuard {
  readonly #gate: RateGate;
  readonly #window: CallWindow;
  readonly #clock: Clock;

  constructor(parts: { gate: RateGate; window: CallWindow; clock: Clock }) {
    this.#gate = parts.gate;
    this.#window = parts.window;
    this.#clock = parts.clock;
  }

  /** Throws `transient pixi.quiet-window` (with the time to come back) when the call could not end before the window. */
  run<T>(guarded: GuardedCall<T>): Promise<T> {
    return this.#gate.run(guarded.priority, async () => {
      this.#refuseInWindow(guarded.call, guarded.timeoutMs);
      if (guarded.call.writes) guarded.ctx.beforeSending?.();
      const startedAt = this.#clock.now();
      const record = (outcome: string, response: Readonly<Record<string, unknown>> | null): void =>
        guarded.ctx.record({
          side: 'erp',
          name: guarded.call.procedure,
          startedAt,
          durationMs: Math.max(0, this.#clock.now() - startedAt),
          outcome,
          request: guarded.request,
          response,
        });
      const done = await guarded.act().catch((error: unknown) => {
        record(isFault(error) ? error.code : 'platform.bug', isFault(error) ? error.params : null);
        throw error;
      });
      record('ok', done.response);
      return done.result;
    });
  }

  #refuseInWindow(call: CallNature, timeoutMs: number): void {
    const now = this.#clock.now();
    const until = this.#window.closedUntil(now, timeoutMs);
    if (until === null) return;
    throw fault(call, {
      kind: 'transient',
      code: 'pixi.quiet-window',
      params: { until: toIso(until) },
      retryAfterMs: Math.max(0, until - now),
    });
  }
}
