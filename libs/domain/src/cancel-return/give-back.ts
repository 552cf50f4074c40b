import { parentOf } from '../apply-receipt.js';
import type { Command } from '../decision.js';
import type { InvoiceNumber, TransactionPath } from '../ids.js';
import { isPositive, money, smallerOf, subtract, type Money } from '../money.js';
import { requestOf } from '../payment-standing.js';
import type { PaymentTransaction } from '../payment.js';
import type { CancelReason } from '../ports.js';
import { nextDocument } from './own-documents.js';
import type { ReturnCase } from './return-case.js';

export type GivingBackCommand = Extract<Command, { kind: 'reverse' | 'refund' }>;
export type Purpose = {
  /** A credit note's number, `order` or `rest`. */
  readonly base: string;
  readonly why: CancelReason;
  /** The invoice the credit note corrects, where it is known: its own capture is refunded first. */
  readonly corrects: InvoiceNumber | null;
};

/** What can be given back for it now: the open request where there is one, and what was taken. */
export function givable({ traits, open, payment }: ReturnCase): Money {
  const taken = money(Math.max(0, payment.captured.minor), payment.currency);
  return traits.paidByTransfer ? money(taken.minor + open.minor, payment.currency) : taken;
}

/**
 * Gives `amount` back: first what was only asked for, then what was taken, split over as few charges as will do. Zero is never sent.
 * `amount` is at most `givable`.
 */
export function giveBack(
  one: ReturnCase,
  amount: Money,
  purpose: Purpose,
): readonly GivingBackCommand[] {
  const { traits, open, payment } = one;
  const request = traits.paidByTransfer ? requestOf(payment) : null;
  const fromRequest = request === null ? money(0, amount.currency) : smallerOf(open, amount);
  const reversals =
    request !== null && isPositive(fromRequest)
      ? [reversal(one, purpose, { amount: fromRequest, charge: request.path })]
      : [];
  return [...reversals, ...refunds(one, subtract(amount, fromRequest), purpose)];
}

/** Gives the authorisation back as far as nobody captured it. */
export const reverseAuthorization = (
  one: ReturnCase,
  amount: Money,
  purpose: Purpose,
): readonly GivingBackCommand[] =>
  isPositive(amount) ? [reversal(one, purpose, { amount, charge: null })] : [];

type Part = { readonly amount: Money; readonly charge: TransactionPath | null };

function reversal({ own }: ReturnCase, { base, why }: Purpose, part: Part): GivingBackCommand {
  const earlier = own.filter(({ kind }) => kind === 'reversal');
  return { kind: 'reverse', ...part, document: nextDocument(base, null, earlier), why };
}

function refunds(one: ReturnCase, amount: Money, purpose: Purpose): readonly GivingBackCommand[] {
  if (!isPositive(amount)) return [];
  const earlier = one.own.filter(({ kind }) => kind === 'refund');
  const parts: readonly Part[] = one.traits.refundsAtPaymentLevel
    ? [{ amount, charge: null }]
    : splitOverCharges(one, amount, purpose);
  return parts.map((part) => ({
    kind: 'refund',
    ...part,
    document: nextDocument(
      purpose.base,
      parts.length > 1 && part.charge !== null ? shortId(part.charge) : null,
      earlier,
    ),
    why: purpose.why,
  }));
}

const shortId = (path: TransactionPath): string => path.split('/').at(-1) ?? path;

type Refundable = { readonly charge: TransactionPath; readonly rest: Money };

/** The charge that fits exactly, else the corrected invoice's own, else the oldest that suffices, else oldest first. */
function splitOverCharges(one: ReturnCase, amount: Money, purpose: Purpose): readonly Part[] {
  const charges = refundableCharges(one);
  const invoiceCharge = chargeOfInvoice(one, purpose.corrects);
  const single =
    charges.find(({ rest }) => rest.minor === amount.minor) ??
    charges.find(({ charge, rest }) => charge === invoiceCharge && rest.minor >= amount.minor) ??
    charges.find(({ rest }) => rest.minor >= amount.minor);
  if (single !== undefined) return [{ amount, charge: single.charge }];
  const parts: Part[] = [];
  let left = amount;
  for (const { charge, rest } of charges) {
    const part = smallerOf(left, rest);
    if (isPositive(part)) parts.push({ amount: part, charge });
    left = subtract(left, part);
  }
  return parts;
}

function chargeOfInvoice(
  { own }: ReturnCase,
  corrects: InvoiceNumber | null,
): TransactionPath | null {
  const capture = own.find(
    ({ kind, status, document }) =>
      kind === 'capture' && status === 'done' && document === corrects,
  );
  return capture?.transactionPath ?? null;
}

/** Charges with money left, oldest first. Refunds of the payment as a whole are taken off the oldest. */
function refundableCharges(one: ReturnCase): readonly Refundable[] {
  const { payment } = one;
  const refundsOf = payment.transactions.filter(
    ({ kind, status }) => kind === 'refund' && status !== 'error',
  );
  let unassigned = total(refundsOf.filter((refund) => chargeOf(refund) === null));
  return takenCharges(one).map(({ path, amount }) => {
    const given = total(refundsOf.filter((refund) => chargeOf(refund) === path));
    const left = Math.max(0, amount.minor - given);
    const taken = Math.min(left, unassigned);
    unassigned -= taken;
    return { charge: path, rest: money(left - taken, payment.currency) };
  });
}

/** A request to transfer is no money, unless it alone is there and says success. */
function takenCharges({ payment, traits }: ReturnCase): readonly PaymentTransaction[] {
  const charges = payment.transactions.filter(
    ({ kind, status }) => kind === 'capture' && status === 'success',
  );
  const request = traits.paidByTransfer ? requestOf(payment) : null;
  const receipts = charges.filter(({ path }) => path !== request?.path);
  return receipts.length > 0 ? receipts : charges;
}

const chargeOf = ({ parent, path }: PaymentTransaction): TransactionPath | null =>
  parent ?? parentOf(path);
const total = (entries: readonly PaymentTransaction[]): number =>
  entries.reduce((minor, { amount }) => minor + amount.minor, 0);
