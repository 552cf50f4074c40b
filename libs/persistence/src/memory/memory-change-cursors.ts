import type { ChangeCursor, ChangeCursors, ConnectionId } from '@abgleich/domain';
import { instant } from '@abgleich/domain';

/** The cursors in memory, with the semantics of those on PostgreSQL: for the simulator and for tests of flows. */
export function createMemoryChangeCursors(): ChangeCursors {
  const cursors = new Map<ConnectionId, ChangeCursor>();
  return {
    readCursor: async (connectionId) => cursors.get(connectionId) ?? null,
    async saveCursor({ id }, { changedUntil, invoiceKey }) {
      const known = cursors.get(id);
      cursors.set(id, {
        changedUntil: instant(Math.max(known?.changedUntil ?? 0, changedUntil)),
        invoiceKey: later(known?.invoiceKey ?? null, invoiceKey),
      });
    },
  };
}

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);
