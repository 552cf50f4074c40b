import { asCodePage1252 } from './add-comment.js';
import type { PixiCommandOf, PixiResult } from './commands.js';
import { customerOf, orderOf } from './lookup.js';
import { touch, type PixiState } from './state.js';

/** The order's own shipping lock. Says `changed: false` when it is as asked already. */
export function lockOrder(state: PixiState, command: PixiCommandOf<'lock-order'>): PixiResult {
  const { at, orderNr, locked, user, reason } = command;
  const order = orderOf(state, orderNr);
  if (order.locked === locked) return { changed: false, orderNr };
  const usual = `${locked ? 'locked' : 'unlocked'} by ${user}`;
  const remark = asCodePage1252(reason === '' ? usual : reason);
  order.locked = locked;
  order.lockUser = user;
  order.lockReason = locked ? remark : '';
  order.comments.push({ at, text: remark, user });
  touch(state, order, at);
  return { changed: true, orderNr };
}

/** The customer's lock blocks all of the customer's orders and leaves each order's own lock alone. */
export function lockCustomer(
  state: PixiState,
  { at, custKey, locked }: PixiCommandOf<'lock-customer'>,
): PixiResult {
  const customer = customerOf(state, custKey);
  if (customer.locked === locked) return { changed: false };
  customer.locked = locked;
  for (const orderNr of customer.orderNrs) {
    const order = state.orders.get(orderNr);
    if (order) touch(state, order, at);
  }
  return { changed: true };
}
