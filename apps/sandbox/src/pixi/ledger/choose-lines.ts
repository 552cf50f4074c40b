import type { LineChoice } from './commands.js';
import type { Order, OrderLine } from './model.js';
import { refuse } from './refusal.js';
import { nextKey, type PixiState } from './state.js';

/** A part of a line that an action applies to; `qty` may be less than the line's. */
export type LinePart = { readonly line: OrderLine; readonly qty: number };

/**
 * Finds the lines that an action may touch. A key also stands for the lines that were split off it, so a caller that
 * knows only the original key reaches the open rest as well as the shipped part. Throws before anything is changed.
 */
export function chooseLines(
  order: Order,
  choices: readonly LineChoice[] | null,
  rule: { readonly accepts: (line: OrderLine) => boolean; readonly action: string },
): readonly LinePart[] {
  const fitting = order.lines.filter((line) => line.qty > 0 && rule.accepts(line));
  if (choices === null) {
    if (fitting.length === 0)
      refuse('state', `Order ${order.orderNr} has no line that can be ${rule.action}`);
    return fitting.map((line) => ({ line, qty: line.qty }));
  }
  if (choices.length === 0) refuse('invalid', 'No order line was named');
  const taken = new Map<OrderLine, number>();
  for (const choice of choices) takeChoice({ order, fitting, taken, action: rule.action }, choice);
  return [...taken].map(([line, qty]) => ({ line, qty }));
}

type Choosing = {
  readonly order: Order;
  readonly fitting: readonly OrderLine[];
  /** How much of which line is taken already. */
  readonly taken: Map<OrderLine, number>;
  readonly action: string;
};

function takeChoice({ order, fitting, taken, action }: Choosing, choice: LineChoice): void {
  const named = order.lines.find((line) => line.lineKey === choice.lineKey);
  if (!named) return refuse('unknown', `Order ${order.orderNr} has no line ${choice.lineKey}`);
  if (!Number.isInteger(choice.qty) || choice.qty < 1)
    refuse('invalid', `The quantity of line ${choice.lineKey} must be a whole number from 1`);
  const isNamed = (line: OrderLine) => line.lineKey === choice.lineKey;
  const kin = fitting.filter((line) => isNamed(line) || line.originKey === choice.lineKey);
  let missing = choice.qty;
  for (const line of kin.sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)))) {
    const part = Math.min(missing, line.qty - (taken.get(line) ?? 0));
    if (part > 0) taken.set(line, (taken.get(line) ?? 0) + part);
    missing -= part;
  }
  if (missing > 0)
    refuse(
      'state',
      `Line ${choice.lineKey} has ${choice.qty - missing} of ${choice.qty} that can be ${action}`,
    );
}

/** The part as a line of its own; `keepsKey` says which half keeps the line's key. */
export function splitOff(
  state: PixiState,
  order: Order,
  { line, qty, keepsKey }: LinePart & { readonly keepsKey: 'part' | 'rest' },
): OrderLine {
  if (qty === line.qty) return line;
  const other: OrderLine = { ...line, lineKey: nextKey(state, 'line') };
  other.qty = keepsKey === 'part' ? line.qty - qty : qty;
  line.qty -= other.qty;
  order.lines.push(other);
  return keepsKey === 'part' ? line : other;
}
