import { type CallContext, type Clock, type Operation, Fault, SECOND } from '@abgleich/domain';
import { looksBeforeGivenUp } from './look-up-waits.js';

/**
 * So long after its intent was saved an effect may leave. Together with the two minutes after which the slowest server has given a
 * request up it stays below the time in which anybody may conclude that the effect was not executed.
 */
const SEND_WITHIN_MS = 30 * SECOND;
/** With the short waits of a test setup the time is a share of them; less than this no call could keep. */
const SHARE = 0.75;
const SHORTEST_MS = SECOND;

/**
 * How long after its intent an effect may be sent. A look-up may begin at once (the owner seems gone) and concludes "not executed"
 * after all waits but the first: whoever stalled for longer than a part of that must not send any more.
 */
export function sendWithinMs(kind: Operation['kind'], waitsMs: readonly number[]): number {
  const waits = waitsMs.slice(1, looksBeforeGivenUp(kind, waitsMs));
  const concludedAfter = waits.reduce((sum, wait) => sum + wait, 0);
  return Math.max(SHORTEST_MS, Math.min(SEND_WITHIN_MS, concludedAfter * SHARE));
}

/**
 * The context for the one call of an operation: refuses to send when its time is over. A clock that was set back tells nothing, so
 * that counts as too late, too; the order is looked at again either way.
 */
export function sendingInTime(
  ctx: CallContext,
  { openedAt, kind }: Pick<Operation, 'openedAt' | 'kind'>,
  { clock, waitsMs }: { readonly clock: Clock; readonly waitsMs: readonly number[] },
): CallContext {
  const withinMs = sendWithinMs(kind, waitsMs);
  return {
    traceId: ctx.traceId,
    record: (call) => ctx.record(call),
    beforeSending: () => {
      const age = clock.now() - openedAt;
      if (age >= -CLOCK_TREMBLE_MS && age <= withinMs) return;
      const params = { ageMs: String(age), withinMs: String(withinMs) };
      throw new Fault({ kind: 'transient', code: 'platform.too-late', params });
    },
  };
}

/** Time servers pull clocks by less than this at once; more is a jump. */
const CLOCK_TREMBLE_MS = SECOND;
