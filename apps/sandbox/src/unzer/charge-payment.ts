import type { ChangeAuthorization, Charge, Ship, Stamp } from './commands.js';
import type { LedgerPayment, LedgerTransaction } from './ledger-state.js';
import { rulesOf } from './method-rules.js';
import { newTransaction, withTransaction } from './new-transaction.js';
import { amountsOf, isShipped, openAmount, pendingOf } from './payment-amounts.js';
import { type Units, printUnits } from './units.js';
import { UnzerRefusal, invalidData } from './unzer-refusal.js';

/** A payment after a change, and the transaction that made it (`null` when none did). */
export type Changed = {
  readonly payment: LedgerPayment;
  readonly transactions: readonly LedgerTransaction[];
};

export const authorizationOf = (payment: LedgerPayment): LedgerTransaction | null =>
  payment.transactions.find((entry) => entry.effect === 'reservation') ?? null;

/** An amount a caller sent: above zero. Absent ones are for the operation to fill in. */
export function checkedAmount(amount: Units | null): Units | null {
  if (amount !== null && !(Number.isSafeInteger(amount) && amount > 0))
    throw invalidData('amount must be above zero');
  return amount;
}

/** Takes money against the authorisation. Nothing deduplicates: the same request twice takes twice while there is enough left. */
export function chargePayment(payment: LedgerPayment, action: Charge, stamp: Stamp): Changed {
  refuseUnauthorized(payment);
  const open = openAmount(payment);
  const amount = checkedAmount(action.amount) ?? open;
  if (amount > open || amount === 0)
    throw new UnzerRefusal(
      'API.330.100.007',
      `The amount of ${printUnits(amount)} to be charged exceeds the authorized amount of ${printUnits(open)}`,
    );
  const { references, acquirer } = action;
  const charge = { type: 'charge', effect: 'payment', below: 'charges' } as const;
  return added(
    payment,
    newTransaction(payment, { ...charge, amount, references, acquirer }, stamp),
  );
}

function refuseUnauthorized(payment: LedgerPayment): void {
  const authorization = authorizationOf(payment);
  if (authorization === null)
    throw new UnzerRefusal('API.330.000.004', `Charge is not allowed for ${payment.apiType}`);
  if (payment.expired)
    throw new UnzerRefusal(
      'API.330.000.004',
      'Charge is not allowed: the authorization expired',
      400,
    );
  if (authorization.status !== 'success' || amountsOf(payment).total === 0)
    throw new UnzerRefusal('API.330.000.004', 'Charge is not allowed: nothing is authorized', 400);
}

/** Announces the parcel of a secured invoice and so starts the customer's payment period. Only once; dropped lines are given back first. */
export function shipPayment(payment: LedgerPayment, action: Ship, stamp: Stamp): Changed {
  const kind = rulesOf(payment.apiType)?.shipment ?? 'none';
  if (kind === 'already-done' || isShipped(payment))
    throw new UnzerRefusal('COR.700.400.800', 'Insurance is already activated');
  if (kind === 'none')
    throw new UnzerRefusal('API.360.000.004', `Shipment is not allowed for ${payment.apiType}`);
  // What is on its way back cannot be shipped any more.
  const open = Math.max(0, amountsOf(payment).total - pendingOf(payment, 'reversal'));
  if (payment.expired || open === 0)
    throw new UnzerRefusal('API.360.000.004', 'Shipment is not allowed: nothing is open', 400);
  const invoiceId = action.references?.invoiceId || knownInvoiceId(payment);
  if (invoiceId === '') throw new UnzerRefusal('API.360.100.025', 'Invoice id is missing');
  const amount = checkedAmount(action.amount) ?? open;
  if (amount > open) throw invalidData('the shipped amount exceeds the open amount');
  const trimmed = amount === open ? [] : [dropRest(payment, open - amount, stamp)];
  const before = trimmed.reduce(withTransaction, payment);
  const shipment = newTransaction(
    before,
    {
      type: 'shipment',
      effect: 'shipment',
      below: 'shipments',
      amount,
      references: { ...action.references, invoiceId },
      acquirer: action.acquirer,
    },
    stamp,
  );
  return { payment: withTransaction(before, shipment), transactions: [...trimmed, shipment] };
}

const knownInvoiceId = (payment: LedgerPayment): string =>
  payment.invoiceId ||
  (payment.transactions.find((entry) => entry.invoiceId !== '')?.invoiceId ?? '');

/** Shipping less than was requested gives the difference back by itself. */
function dropRest(payment: LedgerPayment, amount: Units, stamp: Stamp): LedgerTransaction {
  const request = payment.transactions.find((entry) => entry.effect === 'request');
  const below = `${request?.path ?? 'charges'}/cancels`;
  return newTransaction(
    payment,
    { type: 'cancel-charge', effect: 'reversal', below, amount },
    stamp,
  );
}

/** Another amount for an authorisation that nothing was charged on yet. */
export function changeAuthorization(payment: LedgerPayment, action: ChangeAuthorization): Changed {
  const authorization = authorizationOf(payment);
  const untouched = payment.transactions.length === 1;
  if (
    authorization?.status !== 'success' ||
    !untouched ||
    !rulesOf(payment.apiType)?.paymentLevelOnly
  )
    throw new UnzerRefusal('API.320.000.004', 'The authorization cannot be changed');
  const changed = {
    ...authorization,
    amount: checkedAmount(action.amount) ?? authorization.amount,
  };
  return { payment: { ...payment, transactions: [changed] }, transactions: [changed] };
}

export const added = (payment: LedgerPayment, transaction: LedgerTransaction): Changed => ({
  payment: withTransaction(payment, transaction),
  transactions: [transaction],
});
