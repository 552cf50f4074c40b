import type { PixiCommandOf, PixiResult } from './commands.js';
import { headerStatus, movedBy, type LineEvent } from './line-status.js';
import { orderOf } from './lookup.js';
import type { Order } from './model.js';
import { refuse } from './refusal.js';
import { touch, type PixiState } from './state.js';

/** After more failed tries than this a row is hidden from the payment queues. Source: API text of the queues. */
export const FAIL_TRIES_SHOWN_MAX = 3;

/**
 * pixiPaySetAuthorizationStatus. Success releases every held line; failure costs a try. An order that is not on hold
 * stays as it is. An omitted `authId` keeps the payment id; a given one overwrites it, also with another one.
 */
export function authorizeOrder(state: PixiState, command: PixiCommandOf<'authorize'>): PixiResult {
  const { at, orderNr, success, authId, authCode, message } = command;
  const order = orderOf(state, orderNr);
  if (headerStatus(order) !== 'HOLD') return { changed: false, orderNr };
  if (authId !== null) order.kkId = authId;
  if (authCode !== null) order.lastAuthCode = authCode;
  order.paymentLog.push({ at, call: 'authorization', success, payId: authId ?? '', message });
  if (success) {
    moveLines(order, 'release', at);
    order.failTries = 0;
  } else {
    order.failTries += 1;
  }
  touch(state, order, at);
  return { changed: true, orderNr };
}

/** Somebody in customer service puts the order back on hold. */
export function holdOrder(state: PixiState, command: PixiCommandOf<'hold'>): PixiResult {
  const order = orderOf(state, command.orderNr);
  if (!order.lines.some((line) => movedBy('hold', line.status) !== null))
    refuse('state', `Order ${order.orderNr} has no line that can be put on hold`);
  const changed = moveLines(order, 'hold', command.at);
  if (changed) touch(state, order, command.at);
  return { changed, orderNr: order.orderNr };
}

/** Somebody in customer service releases the order without any payment app. */
export function releaseByHand(
  state: PixiState,
  { at, orderNr, user }: PixiCommandOf<'release-by-hand'>,
): PixiResult {
  const order = orderOf(state, orderNr);
  if (headerStatus(order) !== 'HOLD') refuse('state', `Order ${orderNr} is not on HOLD`);
  moveLines(order, 'release', at);
  order.comments.push({ at, text: `released by ${user}`, user });
  touch(state, order, at);
  return { changed: true, orderNr };
}

/** The KK-ID field is corrected by hand. The failed tries start anew, so that the order shows up again. */
export function setPaymentId(
  state: PixiState,
  { at, orderNr, kkId }: PixiCommandOf<'set-payment-id'>,
): PixiResult {
  const order = orderOf(state, orderNr);
  if (order.kkId === kkId) return { changed: false, orderNr };
  order.kkId = kkId;
  order.failTries = 0;
  touch(state, order, at);
  return { changed: true, orderNr };
}

/** Moves every line that the event moves; true when one of them got another status. */
export function moveLines(order: Order, event: LineEvent, at: number): boolean {
  let changed = false;
  for (const line of order.lines) {
    const to = movedBy(event, line.status);
    if (to === null || to === line.status) continue;
    line.status = to;
    line.changedAt = at;
    changed = true;
  }
  return changed;
}
