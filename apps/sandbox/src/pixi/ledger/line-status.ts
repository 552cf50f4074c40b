import type { HeaderStatus, LineStatus, Order, OrderLine } from './model.js';

/** What can happen to a line. */
export type LineEvent =
  'release' | 'hold' | 'pick' | 'ship' | 'cancel-STO' | 'cancel-NLB' | 'return' | 'hold-remaining';

/** Every allowed move; what is not here is refused. Source: Descartes help "Customer Order Status", pixiCancelOrder. */
const MOVES: Readonly<Record<LineEvent, Partial<Record<LineStatus, LineStatus>>>> = {
  release: { HAL: 'ANG' },
  hold: { HAL: 'HAL', ANG: 'HAL' },
  'hold-remaining': { ANG: 'HAL' },
  pick: { ANG: 'EIN' },
  ship: { EIN: 'AUS' },
  'cancel-STO': { NEW: 'STO', HAL: 'STO', ANG: 'STO', BES: 'STO', FUT: 'STO' },
  'cancel-NLB': { NEW: 'NLB', HAL: 'NLB', ANG: 'NLB', BES: 'NLB', FUT: 'NLB' },
  return: { AUS: 'RET' },
};

const FINAL: ReadonlySet<LineStatus> = new Set(['AUS', 'RET', 'MIN', 'STO', 'NLB']);
const CANCELLED: ReadonlySet<LineStatus> = new Set(['STO', 'NLB']);

/** Where the event takes a line, or `null` when pixi refuses it. */
export const movedBy = (event: LineEvent, from: LineStatus): LineStatus | null =>
  MOVES[event][from] ?? null;

export const isCancelled = (line: OrderLine): boolean => CANCELLED.has(line.status);
export const isFinal = (line: OrderLine): boolean => FINAL.has(line.status);

/** All lines final: CLOSED. Else any line on hold: HOLD. Else OPEN. */
export function headerStatus(order: Order): HeaderStatus {
  if (order.lines.every(isFinal)) return 'CLOSED';
  return order.lines.some((line) => line.status === 'HAL') ? 'HOLD' : 'OPEN';
}

export const LINE_STATUS_TEXT: Readonly<Record<LineStatus, string>> = {
  NEW: 'neu',
  HAL: 'Halt',
  ANG: 'angenommen',
  BES: 'bestellt',
  FUT: 'Direktlieferung',
  EIN: 'eingescannt',
  AUS: 'ausgeliefert',
  RET: 'Retoure',
  MIN: 'Minus',
  STO: 'storniert',
  NLB: 'nicht lieferbar',
};
