import { createHash } from 'node:crypto';
import { MINUTE, plusMs, type ConnectionId, type Instant } from '@abgleich/domain';
import type { QuietWindow } from './quiet-window.js';

/** What waited overnight is begun within this time, not all at once: the databases have just come back from their back-up. */
export const SPREAD_OVER_MS = 10 * MINUTE;

/**
 * The moment from which a connection's work may begin; `null`: now. After the window each connection has its own offset, the same
 * every day and in every process.
 */
export function spreadAfterWindow(
  window: QuietWindow,
  connectionId: ConnectionId,
  { now, overMs = SPREAD_OVER_MS }: { readonly now: Instant; readonly overMs?: number },
): Instant | null {
  const reopens = window.closedUntil(now, 0) ?? window.reopenedAt(now);
  if (reopens === null) return null;
  const mayBegin = plusMs(reopens, offsetOf(connectionId, overMs));
  return now < mayBegin ? mayBegin : null;
}

function offsetOf(connectionId: ConnectionId, overMs: number): number {
  const share = createHash('sha256').update(connectionId).digest().readUInt32BE(0) / 2 ** 32;
  return Math.floor(share * overMs);
}
