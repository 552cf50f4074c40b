import type { OrderDetail } from '@abgleich/contracts';
import type { Amount } from '../format/amount.js';

/** Whether what was captured and what was booked agree, and by how much they do not. */
export type Verdict =
  | { readonly kind: 'balanced' | 'nothing-yet' | 'mixed-currencies' | 'payment-not-read' }
  | { readonly kind: 'captured-not-booked' | 'booked-not-captured'; readonly difference: Amount };

export type Ledger = {
  /** Sums over the documents; `null` without any. */
  readonly invoiced: Amount | null;
  readonly credited: Amount | null;
  /** What pixi counts as paid: settled invoices less settled credit notes. */
  readonly booked: Amount | null;
  readonly verdict: Verdict;
};

type Documents = OrderDetail['invoices'];

/** Sets the payment against the documents. `captured` is net of refunds, so it must equal what is booked. */
export function ledgerOf({ payment, invoices }: Pick<OrderDetail, 'payment' | 'invoices'>): Ledger {
  const sums = {
    invoiced: sumOf(invoices.filter((document) => document.kind === 'invoice')),
    credited: sumOf(invoices.filter((document) => document.kind === 'credit-note')),
    booked: sumOf(invoices.filter((document) => document.settled)),
  };
  return { ...sums, verdict: verdictOn(payment, invoices, sums.booked) };
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
