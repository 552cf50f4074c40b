import { add, isPositive, money, smallerOf, sum, type Money } from './money.js';
import { mixesCurrencies } from './own-money.js';
import { traitsOf } from './payment-methods.js';
import type { PaymentSnapshot, PaymentTransaction } from './payment.js';

/**
 * What happened to a payment, in one word. `initial` is the amount of the first good transaction: the provider's `total`
 * shrinks with every reversal and so cannot be compared with an order.
 */
export type PaymentStanding =
  /** No payment was begun. */
  | { readonly kind: 'nothing' }
  /** Redirect, 3-D Secure or the like is still open. */
  | { readonly kind: 'not-finished' }
  /** The provider checks a payment that does not come by bank transfer. */
  | { readonly kind: 'in-review' }
  | { readonly kind: 'failed' }
  /** Everything was reversed, refunded or has lapsed. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'charged-back' }
  /** Reserved; `capturable` is what may still be captured. */
  | { readonly kind: 'authorized'; readonly initial: Money; readonly capturable: Money }
  | { readonly kind: 'charged-in-shop'; readonly initial: Money }
  | { readonly kind: 'awaiting-transfer'; readonly requested: Money }
  | { readonly kind: 'transfer-received'; readonly requested: Money; readonly received: Money }
  | { readonly kind: 'overpaid'; readonly requested: Money; readonly received: Money }
  /** The picture contradicts itself or holds a word we do not know: nobody may guess. */
  | { readonly kind: 'unclear'; readonly why: UnclearPayment };
export type UnclearPayment =
  'unknown-state' | 'unknown-method' | 'mixed-currencies' | 'state-contradicts-transactions';

/**
 * Classifies a payment by its transactions; its state only confirms, because `pending` means three different things.
 * Failed attempts stay in the list and do not count. Never throws.
 */
export function standingOf(payment: PaymentSnapshot): PaymentStanding {
  if (payment.method === null) return { kind: 'unclear', why: 'unknown-method' };
  if (payment.state === 'unknown') return { kind: 'unclear', why: 'unknown-state' };
  if (mixesCurrencies(payment)) return { kind: 'unclear', why: 'mixed-currencies' };
  if (isChargedBack(payment)) return { kind: 'charged-back' };
  const initials = initialTransactions(payment);
  if (initials.length === 0) return withoutTransactions(payment);
  return traitsOf(payment.method).paidByTransfer
    ? transferStanding(payment, initials)
    : reservedOrCharged(payment, initials);
}

const isSuccess = (entry: PaymentTransaction): boolean => entry.status === 'success';
const isUnfinished = (entry: PaymentTransaction): boolean =>
  entry.status === 'pending' || entry.status === 'resumed';

function initialTransactions(payment: PaymentSnapshot): readonly PaymentTransaction[] {
  return payment.transactions.filter(
    (entry) => entry.kind === 'authorization' || entry.kind === 'capture',
  );
}

/** The request to transfer: the first charge that did not fail. Every later one is money received. `null` when there is none. */
export function requestOf(payment: PaymentSnapshot): PaymentTransaction | null {
  return (
    payment.transactions.find(({ kind, status }) => kind === 'capture' && status !== 'error') ??
    null
  );
}

/**
 * A good authorisation that nobody took back, and yet nothing is left of it: it has lapsed. `false` where anything else explains it.
 */
export function hasLapsed(payment: PaymentSnapshot): boolean {
  const good = initialTransactions(payment).some(
    ({ status, kind }) => status === 'success' || (kind === 'capture' && status === 'pending'),
  );
  const takenBack = payment.transactions.some(
    ({ kind, status }) =>
      ['reversal', 'refund', 'chargeback'].includes(kind) && status === 'success',
  );
  return good && !takenBack && !isPositive(standingMoney(payment));
}

function isChargedBack(payment: PaymentSnapshot): boolean {
  return (
    payment.state === 'chargeback' ||
    payment.transactions.some((entry) => entry.kind === 'chargeback' && isSuccess(entry))
  );
}

function withoutTransactions(payment: PaymentSnapshot): PaymentStanding {
  if (payment.state === 'cancelled') return { kind: 'cancelled' };
  if (payment.state === 'created' || payment.state === 'pending') return { kind: 'nothing' };
  return { kind: 'unclear', why: 'state-contradicts-transactions' };
}

/** Money that is still there: reserved or taken. */
const standingMoney = (payment: PaymentSnapshot): Money => add(payment.remaining, payment.captured);

function reservedOrCharged(
  payment: PaymentSnapshot,
  initials: readonly PaymentTransaction[],
): PaymentStanding {
  const good = initials.filter(isSuccess);
  if (good.length === 0) return withoutSuccess(payment, initials);
  const gone = goneStanding(payment);
  if (gone !== null) return gone;
  if (payment.state === 'payment-review') return { kind: 'in-review' };
  const authorization = good.filter((entry) => entry.kind === 'authorization').at(-1);
  if (authorization === undefined)
    return {
      kind: 'charged-in-shop',
      initial: sum(
        good.map((entry) => entry.amount),
        payment.currency,
      ),
    };
  const capturable = money(Math.max(0, payment.remaining.minor), payment.currency);
  return {
    kind: 'authorized',
    initial: authorization.amount,
    capturable: smallerOf(capturable, authorization.amount),
  };
}

function withoutSuccess(
  payment: PaymentSnapshot,
  initials: readonly PaymentTransaction[],
): PaymentStanding {
  if (!initials.some(isUnfinished)) return { kind: 'failed' };
  return payment.state === 'cancelled' ? { kind: 'cancelled' } : { kind: 'not-finished' };
}

/** `cancelled` when no money stands any more; `unclear` when the state says so and the amounts deny it; else `null`. */
function goneStanding(payment: PaymentSnapshot): PaymentStanding | null {
  if (!isPositive(standingMoney(payment))) return { kind: 'cancelled' };
  if (payment.state !== 'cancelled') return null;
  return { kind: 'unclear', why: 'state-contradicts-transactions' };
}

function transferStanding(
  payment: PaymentSnapshot,
  initials: readonly PaymentTransaction[],
): PaymentStanding {
  const alive = initials.filter((entry) => entry.status !== 'error');
  const [request, ...later] = alive;
  if (request === undefined) return { kind: 'failed' };
  if (request.status === 'resumed') return { kind: 'not-finished' };
  const gone = goneStanding(payment);
  if (gone !== null) return gone;
  const receipts = later.filter(isSuccess).map((entry) => entry.amount);
  // The first charge is only the request; it counts as money when it alone is there and says success.
  if (receipts.length === 0 && isSuccess(request)) receipts.push(request.amount);
  const received = sum(receipts, payment.currency);
  const requested = payment.total;
  if (!isPositive(received)) return { kind: 'awaiting-transfer', requested };
  const over = payment.state === 'payment-review' || received.minor > requested.minor;
  return { kind: over ? 'overpaid' : 'transfer-received', requested, received };
}
