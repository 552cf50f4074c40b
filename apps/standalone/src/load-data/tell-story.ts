import { assertNever } from '@abgleich/domain';
import { amountWords, type OrderWriter } from './order-writer.js';
import type { Random } from './random.js';
import type { StoryKind } from './story-kinds.js';

const HOUR_MINUTES = 60;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Teller = { readonly order: OrderWriter; readonly random: Random; readonly now: number };

/** Writes the story of one order. Its amounts add up on both sides wherever the story says that it went well. */
export function tellStory(kind: StoryKind, teller: Teller): void {
  const { order } = teller;
  switch (kind) {
    case 'settled':
      release(order);
      ship(teller, order.frame.totalMinor, '1');
      return settled(order);
    case 'settled-after-problem':
      release(order);
      order.problem('release.released-by-hand', 'notice', { resolved: true });
      ship(teller, order.frame.totalMinor, '1');
      return settled(order);
    case 'returned':
      return returned(teller);
    case 'partly-shipped':
      release(order);
      ship(teller, Math.floor(order.frame.totalMinor / 3), '1');
      return order.end({
        state: 'partly-settled',
        reason: 'capture',
        erpStatus: 'open',
        paymentState: 'partly',
      });
    case 'released':
      return released(teller);
    case 'waiting':
      return waiting(teller);
    case 'awaiting-transfer':
      return awaitingTransfer(order);
    case 'cancelled':
      return cancelled(order);
    case 'manual':
      order.decide('order-release', 'manual-order');
      return order.end({ state: 'ignored', reason: 'manual-order', erpStatus: 'open' });
    case 'amount-too-low':
    case 'payment-unknown':
      return locked(kind, order);
    case 'capture-refused':
      return captureRefused(teller);
    case 'uncertain':
      return uncertain(teller);
    default:
      return assertNever(kind);
  }
}

function release(order: OrderWriter): void {
  order.transaction({
    kind: 'authorization',
    status: 'success',
    amountMinor: order.frame.totalMinor,
  });
  order.wait(1);
  order.decide('order-release', 'authorized');
  order.effect('release', 'order');
  order.effect('comment', 'release.authorized:order');
}

function ship({ order, random }: Teller, amountMinor: number, parcel: string): string {
  const invoice = `RE${order.frame.orderNumber}${parcel}`;
  order.wait(random.between(2, 48) * HOUR_MINUTES);
  order.decide('capture', 'capture', invoice);
  order.effect('capture', invoice, { amountMinor });
  order.effect('settlement', invoice, { amountMinor });
  order.document(invoice, amountMinor, true);
  return invoice;
}

const settled = (order: OrderWriter): void =>
  order.end({
    state: 'settled',
    reason: 'settle-captured',
    erpStatus: 'closed',
    paymentState: 'completed',
  });

function returned(teller: Teller): void {
  const { order, random } = teller;
  release(order);
  ship(teller, order.frame.totalMinor, '1');
  order.wait(random.between(3, 14) * 24 * HOUR_MINUTES);
  const amountMinor = Math.ceil(order.frame.totalMinor / random.between(1, 3));
  const creditNote = `GS${order.frame.orderNumber}`;
  order.decide('cancel-return', 'return', creditNote);
  order.effect('refund', creditNote, { amountMinor });
  order.effect('booking', creditNote, { amountMinor });
  order.document(creditNote, -amountMinor, true);
  settled(order);
}

function released({ order, now }: Teller): void {
  release(order);
  const days = Math.floor((now - order.at) / DAY_MS);
  if (days >= 5 && days < 8)
    order.problem('release.authorization-expiring', 'notice', {
      params: { days: String(days), open: amountWords(order.frame.totalMinor) },
    });
  order.end({
    state: 'released',
    reason: 'authorized',
    erpStatus: 'open',
    paymentState: 'pending',
  });
}

function waiting({ order, random, now }: Teller): void {
  order.transaction({
    kind: 'authorization',
    status: 'pending',
    amountMinor: order.frame.totalMinor,
  });
  order.wait(1);
  order.decide('order-release', 'payment-not-finished');
  const until = now + random.between(1, 72) * HOUR_MS;
  const params = { until: new Date(until).toISOString().slice(0, 16).replace('T', ' ') };
  // Some wait without a mark: the provider has answered, only its last word is missing.
  if (random.fraction() < 0.5) order.problem('release.payment-not-finished', 'notice', { params });
  const reason = 'payment-not-finished';
  order.end({
    state: 'waiting',
    reason,
    erpStatus: 'on-hold',
    paymentState: 'pending',
    nextLookAt: until,
  });
}

function awaitingTransfer(order: OrderWriter): void {
  order.transaction({ kind: 'capture', status: 'pending', amountMinor: order.frame.totalMinor });
  order.wait(1);
  order.decide('order-release', 'awaiting-transfer');
  order.effect('lock', 'order');
  order.effect('release', 'order');
  const params = { amount: amountWords(order.frame.totalMinor) };
  order.problem('release.awaiting-transfer', 'notice', { params });
  order.end({
    state: 'locked',
    reason: 'awaiting-transfer',
    erpStatus: 'open',
    paymentState: 'pending',
  });
}

function cancelled(order: OrderWriter): void {
  release(order);
  order.wait(5 * HOUR_MINUTES);
  order.decide('cancel-return', 'cancel-order');
  order.effect('reversal', 'order', { amountMinor: order.frame.totalMinor });
  order.end({
    state: 'cancelled',
    reason: 'cancel-order',
    erpStatus: 'closed',
    paymentState: 'cancelled',
  });
}

function locked(reason: 'amount-too-low' | 'payment-unknown', order: OrderWriter): void {
  order.wait(1);
  const { totalMinor } = order.frame;
  const available = Math.floor(totalMinor * 0.9);
  const known = reason === 'amount-too-low';
  if (known)
    order.transaction({ kind: 'authorization', status: 'success', amountMinor: available });
  order.decide('order-release', reason);
  order.effect('lock', 'order');
  order.effect('release', 'order');
  const params = known
    ? { amount: amountWords(totalMinor), available: amountWords(available) }
    : {};
  order.problem(`release.${reason}`, 'error', { params });
  order.end({ state: 'locked', reason, erpStatus: 'open', paymentState: known ? 'pending' : null });
}

const REFUSALS = [
  'The card was declined by its bank.',
  'Insufficient funds',
  'Authorisation expired',
] as const;

function captureRefused({ order, random }: Teller): void {
  release(order);
  order.wait(random.between(2, 48) * HOUR_MINUTES);
  const invoice = `RE${order.frame.orderNumber}1`;
  const message = random.oneOf(REFUSALS);
  order.decide('capture', 'capture', invoice);
  order.effect('capture', invoice, {
    amountMinor: order.frame.totalMinor,
    status: 'refused',
    refusal: message,
  });
  order.document(invoice, order.frame.totalMinor, false);
  order.problem('capture.refused', 'error', { params: { message }, document: invoice });
  order.end({
    state: 'stuck',
    reason: 'capture-refused',
    erpStatus: 'closed',
    paymentState: 'pending',
  });
}

function uncertain({ order, random }: Teller): void {
  release(order);
  order.wait(random.between(2, 48) * HOUR_MINUTES);
  const invoice = `RE${order.frame.orderNumber}1`;
  order.decide('capture', 'capture', invoice);
  order.effect('capture', invoice, { amountMinor: order.frame.totalMinor, status: 'abandoned' });
  order.document(invoice, order.frame.totalMinor, false);
  order.problem('operation.needs-human', 'error');
  order.end({
    state: 'stuck',
    reason: 'capture-needs-human',
    erpStatus: 'closed',
    paymentState: 'pending',
  });
}
