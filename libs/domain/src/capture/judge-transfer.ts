import type { CaptureFacts } from '../facts.js';
import { add, atMost, money, smallerOf, subtract, zero, type Money } from '../money.js';
import {
  busyOperation,
  latestOperation,
  nextLookAfter,
  recheckedSince,
} from '../operation-history.js';
import { operationsOn } from '../own-money.js';
import type { PaymentFamily } from '../payment-methods.js';
import { requestOf } from '../payment-standing.js';
import type { PaymentSnapshot } from '../payment.js';
import { MINUTE, plusMs } from '../time.js';
import { chargedMoney, invoicedMoney } from './available-money.js';
import {
  captureComment,
  captureProblem,
  decisionOf,
  refusalDetails,
  settle,
  stateOf,
  stuck,
  type CaptureDecision,
} from './capture-effects.js';

/** An order is closed by people and parcels, not by seconds: asking the ERP more often tells nothing. */
const CLOSED_LOOK_MS = 10 * MINUTE;
/** Transfers are reported by the provider; this is for reports that got lost. */
const RECEIPT_LOOK_MS = 30 * MINUTE;

export type TransferFamily = Extract<PaymentFamily, 'prepayment' | 'invoice' | 'invoice-secured'>;

/**
 * Money that comes by bank transfer is not captured by anybody: its invoices are settled when the order is CLOSED, and where the
 * merchant is at risk until then, only when the money has arrived (or the shipment is announced).
 */
export function judgeTransferred(
  facts: CaptureFacts,
  payment: PaymentSnapshot,
  family: TransferFamily,
): CaptureDecision {
  if (facts.otherInvoices === null) return needs(facts, 'needs-other-invoices');
  const waitsForReceipt =
    family === 'prepayment' || (family === 'invoice' && facts.policy.settleInvoiceAfterReceipt);
  const received = smallerOf(chargedMoney(facts, payment), add(payment.captured, payment.refunded));
  const invoiced = invoicedMoney(facts);
  const isPaid = atMost(invoiced, received, facts.policy.toleranceMinor);
  const requested = requestedMoney(facts, payment);
  if (!isPaid && !atMost(invoiced, requested, facts.policy.toleranceMinor))
    return stuck(facts, 'invoiced-more-than-requested', {
      code: 'capture.invoiced-more-than-requested',
      amounts: { invoiced, requested, open: subtract(invoiced, requested) },
    });
  if (waitsForReceipt && !isPaid) return awaitTransfer(facts, { received, invoiced });
  const status = facts.orderStatus ?? null;
  if (status === null) return needs(facts, 'needs-order-status');
  if (status !== 'closed')
    return decisionOf('waiting-for-closed', {
      state: 'waiting',
      lookAgain: plusMs(facts.now, CLOSED_LOOK_MS),
    });
  if (family === 'invoice-secured') return afterShipment(facts, payment);
  return settle(facts, isPaid ? 'settle-transferred' : 'settle-on-invoice');
}

const needs = (
  facts: CaptureFacts,
  reason: 'needs-other-invoices' | 'needs-order-status',
): CaptureDecision =>
  decisionOf(reason, {
    state: stateOf(facts, { settlesThis: false }),
    lookAgain: plusMs(facts.now, CLOSED_LOOK_MS),
  });

/**
 * What the customer is asked to pay for goods: the request less what was taken back from it because goods were cancelled. What was
 * taken back for returned goods, as far as credit notes tell, was asked for all the same, and its invoice is to be settled.
 */
function requestedMoney(facts: CaptureFacts, payment: PaymentSnapshot): Money {
  const initial = requestOf(payment)?.amount ?? payment.total;
  const takenBack = Math.max(0, initial.minor - payment.total.minor);
  const forReturns = Math.min(takenBack, creditedMoney(facts, payment).minor);
  return money(payment.total.minor + forReturns, payment.currency);
}

/** What the order's credit notes come to, as a positive amount; zero while they are not known. */
export function creditedMoney(
  { otherInvoices }: CaptureFacts,
  { currency }: PaymentSnapshot,
): Money {
  const notes = (otherInvoices ?? []).filter(
    ({ kind, total }) => kind === 'credit-note' || total.minor < 0,
  );
  return money(
    notes.reduce((minor, { total }) => minor + Math.abs(total.minor), 0),
    currency,
  );
}

function awaitTransfer(
  facts: CaptureFacts,
  { received, invoiced }: { readonly received: Money; readonly invoiced: Money },
): CaptureDecision {
  const none = zero(invoiced.currency);
  const missing = subtract(invoiced, received);
  const amounts = { received, invoiced, open: missing.minor > 0 ? missing : none };
  return decisionOf('awaiting-transfer', {
    state: 'waiting',
    problems: [captureProblem(facts, 'capture.shipped-unpaid', { amounts })],
    comment: captureComment(facts, 'capture.awaiting-transfer', { amounts }),
    lookAgain: plusMs(facts.now, RECEIPT_LOOK_MS),
  });
}

/** One shipment notice for the whole order, then every invoice is settled: the notice starts the customer's payment period. */
function afterShipment(facts: CaptureFacts, payment: PaymentSnapshot): CaptureDecision {
  const { invoice, memory, now } = facts;
  const own = operationsOn(payment, memory.operations);
  const shipment = latestOperation(own, 'shipment-notice');
  const isThere = payment.transactions.some(
    ({ kind, status }) => kind === 'shipment-notice' && status === 'success',
  );
  if (isThere || shipment?.status === 'done') return settle(facts, 'settle-shipped');
  if (shipment?.status === 'open' || shipment?.status === 'pending')
    return decisionOf('shipment-pending', {
      state: 'waiting',
      problems: shipment.lookUps > 0 ? [captureProblem(facts, 'operation.uncertain')] : [],
      lookAgain: nextLookAfter(shipment, now),
    });
  if (shipment?.status === 'abandoned')
    return stuck(facts, 'shipment-needs-human', { code: 'operation.needs-human' });
  if (shipment?.status === 'refused' && !recheckedSince(memory, shipment))
    return stuck(facts, 'shipment-refused', {
      code: 'capture.shipment-refused',
      ...refusalDetails(shipment),
    });
  const busy = busyOperation(own, shipment);
  if (busy !== null)
    return decisionOf('payment-busy', { state: 'waiting', lookAgain: nextLookAfter(busy, now) });
  return decisionOf('announce-shipment', {
    state: stateOf(facts, { settlesThis: false }),
    commands: [{ kind: 'announce-shipment', invoiceNumber: invoice.invoiceNumber }],
  });
}
