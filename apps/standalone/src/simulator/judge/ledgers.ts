import type { SandboxWorld } from '@abgleich/sandbox';

type PixiState = ReturnType<SandboxWorld['pixi']['state']>;
export type LedgerOrder = NonNullable<ReturnType<PixiState['orders']['get']>>;
export type LedgerInvoice = NonNullable<ReturnType<PixiState['invoices']['get']>>;
export type LedgerPayment = NonNullable<ReturnType<SandboxWorld['unzer']['ledger']['payment']>>;
export type LedgerTransaction = LedgerPayment['transactions'][number];

/** Both ledgers count in ten-thousandths. */
const UNITS_PER_MINOR = 100;
export const minorOf = (units: number): number => Math.round(units / UNITS_PER_MINOR);
export const printed = (units: number): string => (units / 10_000).toFixed(2);

const DONE = ['AUS', 'RET', 'MIN', 'STO', 'NLB'];
const GONE = ['STO', 'NLB'];

export function statusOf({ lines }: LedgerOrder): 'closed' | 'on-hold' | 'open' {
  if (lines.every((line) => DONE.includes(line.status))) return 'closed';
  return lines.some((line) => line.status === 'HAL') ? 'on-hold' : 'open';
}

const goodsOf = (lines: LedgerOrder['lines']): number =>
  lines.reduce((sum, { qty, price }) => sum + qty * price, 0);

/** Gross, what was cancelled left out, in units. */
export function totalOf({ lines, shipCost, discount }: LedgerOrder): number {
  const counted = lines.filter((line) => !GONE.includes(line.status));
  return counted.length === 0 ? 0 : Math.max(0, goodsOf(counted) + shipCost - discount);
}

/** What the customer ordered at first, in units. */
export const orderedOf = ({ lines, shipCost, discount }: LedgerOrder): number =>
  Math.max(0, goodsOf(lines) + shipCost - discount);

export const isWhollyCancelled = ({ lines }: LedgerOrder): boolean =>
  lines.every(({ status }) => GONE.includes(status));

export const isPaid = (invoice: LedgerInvoice): boolean =>
  invoice.captureMarked || (invoice.total !== 0 && invoice.paidSum === invoice.total);

export const isManual = (order: LedgerOrder): boolean =>
  order.kkId === '' && order.orderNrExternal === `P${order.orderNr}`;

const sumOf = (payment: LedgerPayment, effect: string): number =>
  payment.transactions
    .filter((entry) => entry.effect === effect && entry.status === 'success')
    .reduce((sum, entry) => sum + entry.amount, 0);

/** A payment added up from its raw entries, in units. */
export function figuresOf(payment: LedgerPayment) {
  const first = payment.transactions[0];
  const initial = first === undefined || first.status === 'error' ? 0 : first.amount;
  const reversed = sumOf(payment, 'reversal');
  const total = initial - reversed - payment.lapsed;
  const chargedBack = sumOf(payment, 'chargeback');
  const refunded = sumOf(payment, 'refund') + chargedBack;
  const gross = sumOf(payment, 'payment');
  const captured = gross - refunded;
  const remaining = Math.max(0, total - gross);
  return { initial, total, gross, captured, refunded, reversed, chargedBack, remaining };
}

/** How money of a method comes; the judge's own table. */
export type MoneyKind =
  'direct' | 'shop-charged' | 'prepayment' | 'invoice' | 'secured' | 'paylater';

export function kindOf({ apiType }: LedgerPayment): MoneyKind {
  if (apiType.startsWith('paylater-')) return 'paylater';
  if (apiType === 'prepayment') return 'prepayment';
  if (apiType === 'invoice') return 'invoice';
  if (apiType.startsWith('invoice-')) return 'secured';
  return ['card', 'applepay', 'paypal'].includes(apiType) ? 'direct' : 'shop-charged';
}
