import type { OrderDetail } from '@abgleich/contracts';
import { PAYMENT_METHOD_CODES, traitsOf } from '@abgleich/domain';
import type { Amount } from '../format/amount.js';

/** Whether what was captured and what was booked agree, and by how much they do not. */
export type Verdict =
  | { readonly kind: 'balanced' | 'nothing-yet' | 'mixed-currencies' | 'payment-not-read' }
  | { readonly kind: 'captured-not-booked' | 'booked-not-captured'; readonly difference: Amount };

/** What else must add up at the provider: what was taken and given back, and what was reserved. */
export type LedgerCheck =
  | { readonly kind: 'provider-adds-up' | 'reserved-adds-up' }
  | {
      readonly kind: 'provider-differs' | 'reserved-lapsed' | 'reserved-differs';
      readonly difference: Amount;
    };

/** The figures of the provider, each a sum over its successful transactions. */
export type ProviderFigures = {
  /** Reserved at first; `null` for methods that reserve nothing. */
  readonly authorized: Amount | null;
  /** Asked for and not received yet; `null` when nothing is. */
  readonly pending: Amount | null;
  readonly captured: Amount;
  readonly reversed: Amount;
  readonly refunded: Amount;
  readonly chargedBack: Amount;
  /** Captured less refunds and chargebacks, as the provider itself says. */
  readonly kept: Amount;
  /** Reserved and not captured yet, as the provider itself says. */
  readonly remaining: Amount;
};

export type Ledger = {
  /** `null`: the payment was never read, or mixes currencies. */
  readonly provider: ProviderFigures | null;
  /** Sums over the documents; `null` without any. */
  readonly invoiced: Amount | null;
  readonly credited: Amount | null;
  /** What pixi counts as paid: settled invoices less settled credit notes. */
  readonly booked: Amount | null;
  /** Documents that are not settled yet. */
  readonly unbooked: Amount | null;
  readonly checks: readonly LedgerCheck[];
  readonly verdict: Verdict;
};

type Payment = NonNullable<OrderDetail['payment']>;
type Documents = OrderDetail['invoices'];

/** Sets the payment against the documents. `captured` of the payment is net of refunds, so it must equal what is booked. */
export function ledgerOf({ payment, invoices }: Pick<OrderDetail, 'payment' | 'invoices'>): Ledger {
  const provider = payment === null ? null : providerFigures(payment);
  const booked = sumOf(invoices.filter((document) => document.settled));
  return {
    provider,
    invoiced: sumOf(invoices.filter((document) => document.kind === 'invoice')),
    credited: sumOf(invoices.filter((document) => document.kind === 'credit-note')),
    booked,
    unbooked: sumOf(invoices.filter((document) => !document.settled)),
    checks: provider === null ? [] : checksOf(provider),
    verdict: verdictOn(payment, invoices, booked),
  };
}

function providerFigures(payment: Payment): ProviderFigures | null {
  const { currency } = payment.total;
  const amounts = [
    payment.captured,
    payment.remaining,
    ...payment.transactions.map(({ amount }) => amount),
  ];
  if (amounts.some((amount) => amount.currency !== currency)) return null;
  const sum = (kind: string, ...statuses: string[]): Amount => ({
    minor: payment.transactions
      .filter((one) => one.kind === kind && statuses.includes(one.status))
      .reduce((total, { amount }) => total + amount.minor, 0),
    currency,
  });
  const orNull = (amount: Amount): Amount | null => (amount.minor === 0 ? null : amount);
  return {
    authorized: orNull(sum('authorization', 'success')),
    pending: orNull(
      isPaidByTransfer(payment) ? stillAskedFor(payment) : sum('capture', 'pending', 'resumed'),
    ),
    captured: sum('capture', 'success'),
    reversed: sum('reversal', 'success'),
    refunded: sum('refund', 'success'),
    chargedBack: sum('chargeback', 'success'),
    kept: payment.captured,
    remaining: payment.remaining,
  };
}

function isPaidByTransfer({ methodName }: Payment): boolean {
  const method = PAYMENT_METHOD_CODES.find((code) => code === methodName);
  return method !== undefined && traitsOf(method).paidByTransfer;
}

/** The request to transfer stays pending for ever; what arrived counts against what is asked for now. */
const stillAskedFor = ({ total, captured, refunded }: Payment): Amount => ({
  minor: Math.max(0, total.minor - captured.minor - refunded.minor),
  currency: total.currency,
});

function checksOf(figures: ProviderFigures): LedgerCheck[] {
  const { authorized, captured, reversed, refunded, chargedBack, kept, remaining } = figures;
  const { currency } = kept;
  const of = (minor: number): Amount => ({ minor: Math.abs(minor), currency });
  const off = captured.minor - refunded.minor - chargedBack.minor - kept.minor;
  const taken: LedgerCheck =
    off === 0 ? { kind: 'provider-adds-up' } : { kind: 'provider-differs', difference: of(off) };
  if (authorized === null) return [taken];
  const rest = authorized.minor - captured.minor - reversed.minor - remaining.minor;
  if (rest === 0) return [taken, { kind: 'reserved-adds-up' }];
  const lapsed = rest > 0 && remaining.minor === 0;
  return [taken, { kind: lapsed ? 'reserved-lapsed' : 'reserved-differs', difference: of(rest) }];
}

function verdictOn(
  payment: OrderDetail['payment'],
  invoices: Documents,
  booked: Amount | null,
): Verdict {
  if (payment === null) return { kind: 'payment-not-read' };
  const { currency } = payment.captured;
  if (invoices.some((document) => document.total.currency !== currency))
    return { kind: 'mixed-currencies' };
  const captured = payment.captured.minor;
  const settled = booked?.minor ?? 0;
  if (captured === 0 && settled === 0) return { kind: 'nothing-yet' };
  if (captured === settled) return { kind: 'balanced' };
  const difference = { minor: Math.abs(captured - settled), currency };
  return { kind: captured > settled ? 'captured-not-booked' : 'booked-not-captured', difference };
}

/** Documents of one currency only; of several there is no sum. */
function sumOf(documents: Documents): Amount | null {
  const [first] = documents;
  if (first === undefined) return null;
  const { currency } = first.total;
  if (documents.some((document) => document.total.currency !== currency)) return null;
  return { minor: documents.reduce((sum, { total }) => sum + total.minor, 0), currency };
}
