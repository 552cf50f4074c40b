import { chooseLines, splitOff } from './choose-lines.js';
import type { PixiCommandOf, PixiResult } from './commands.js';
import { movedBy } from './line-status.js';
import { orderOf } from './lookup.js';
import { touch, type PixiState } from './state.js';

/** Cancels open lines (or parts of them). Shipped, invoiced, returned and cancelled lines are refused. */
export function cancelLines(state: PixiState, command: PixiCommandOf<'cancel'>): PixiResult {
  const { at, orderNr, status } = command;
  const order = orderOf(state, orderNr);
  const parts = chooseLines(order, command.lines, {
    accepts: (line) => movedBy(`cancel-${status}`, line.status) !== null,
    action: 'cancelled',
  });
  for (const part of parts) {
    const line = splitOff(state, order, { ...part, keepsKey: 'rest' });
    line.status = status;
    line.changedAt = at;
  }
  touch(state, order, at);
  return { changed: true, orderNr };
}
