import type { Item, OrderLine } from './model.js';
import type { PixiState } from './state.js';
import { lineTotal } from './totals.js';
import type { Units } from './units.js';

/** German rates in per cent: H high, L low, N none. */
const VAT_PERCENT = { H: 19, L: 7, N: 0 } as const satisfies Record<Item['vat'], number>;

/** Net from gross, rounded half up to a ten-thousandth. */
export const netOf = (gross: Units, vat: Item['vat']): Units =>
  Math.round((gross * 100) / (100 + VAT_PERCENT[vat]));

/** The VAT contained in the lines of one rate. */
export function vatOf(state: PixiState, lines: readonly OrderLine[], vat: Item['vat']): Units {
  const gross = lines
    .filter((line) => (state.items.get(line.itemKey)?.vat ?? 'H') === vat)
    .reduce((sum, line) => sum + lineTotal(line), 0);
  return gross - netOf(gross, vat);
}
