import type { CaptureFacts } from '../facts.js';
import { add, atMost, isPositive, smallerOf, subtract, zero, type Money } from '../money.js';
import {
  busyOperation,
  latestOperation,
  mayTryAgain,
  nextLookAfter,
} from '../operation-history.js';
import type { Operation } from '../operation.js';
import { movedBy, operationsOn, pendingCapture } from '../own-money.js';
import type { PaymentSnapshot } from '../payment.js';
import {
  chargedMoney,
  foreignMoney,
  invoicedMoney,
  moneyForInvoice,
  unassignedMoney,
} from './available-money.js';
import {
  captureProblem,
  decisionOf,
  refusalDetails,
  settle,
  stateOf,
  stuck,
  waitForCapture,
  type CaptureDecision,
} from './capture-effects.js';

const needsOtherInvoices = (facts: CaptureFacts): CaptureDecision =>
  decisionOf('needs-other-invoices', { state: stateOf(facts, { settlesThis: false }) });

/** The order was charged as a whole: all its invoices together must stay within that charge, then each is settled as it comes. */
export function judgeCharged(facts: CaptureFacts, payment: PaymentSnapshot): CaptureDecision {
  if (facts.otherInvoices === null) return needsOtherInvoices(facts);
  const charged = chargedMoney(facts, payment);
  const invoiced = invoicedMoney(facts);
  if (atMost(invoiced, charged, facts.policy.toleranceMinor))
    return settle(facts, 'settle-charged');
  return stuck(facts, 'invoiced-more-than-charged', {
    code: 'capture.invoiced-more-than-charged',
    amounts: { charged, invoiced, open: subtract(invoiced, charged) },
  });
}

/**
 * Reserved money: the invoice is captured, less what lies captured at the provider for it already (the shop captured too, somebody
 * did it by hand, or the order was charged as a whole before the mode was changed). That money comes first whatever the
 * authorisation still holds: capturing beside it would charge the customer twice.
 */
export function judgeAuthorized(
  facts: CaptureFacts,
  payment: PaymentSnapshot,
  capturable: Money,
): CaptureDecision {
  const { invoice, memory, policy } = facts;
  const { toleranceMinor } = policy;
  const lying = isPositive(unassignedMoney(payment, memory.operations));
  if (lying && facts.otherInvoices === null) return needsOtherInvoices(facts);
  // On whichever payment: when the id in the ERP was changed since, what we took for this invoice was taken all the same.
  const own = memory.operations.filter((one) => one.document === invoice.invoiceNumber);
  const captured = movedBy(own, 'capture', payment.currency);
  const unclear = lying ? unclearCapture(facts, payment) : null;
  if (unclear !== null)
    return decisionOf('payment-busy', {
      state: 'waiting',
      lookAgain: nextLookAfter(unclear, facts.now),
    });
  const elsewhere = lying ? moneyForInvoice(facts, payment) : zero(payment.currency);
  const covered = add(captured, elsewhere);
  const open = subtract(invoice.total, covered);
  if (isCoveredTwice(facts, captured)) return differentAmount(facts, captured);
  if (isPositive(covered) && atMost(open, zero(payment.currency), toleranceMinor))
    return settleCovered(facts, payment);
  if (isPositive(captured)) return differentAmount(facts, captured);
  return captureOpen(facts, payment, { open, capturable });
}

/** A capture of ours for another invoice, of which nobody knows yet whether it is what lies there. */
function unclearCapture(
  { invoice, memory }: CaptureFacts,
  payment: PaymentSnapshot,
): Operation | null {
  const capture = latestOperation(memory.operations, 'capture', invoice.invoiceNumber);
  const busy = busyOperation(operationsOn(payment, memory.operations), capture);
  return busy?.kind === 'capture' && busy.document !== 'order' ? busy : null;
}

const isCoveredTwice = ({ invoice, policy }: CaptureFacts, captured: Money): boolean =>
  !atMost(captured, invoice.total, policy.toleranceMinor);

const differentAmount = (facts: CaptureFacts, captured: Money): CaptureDecision =>
  stuck(facts, 'captured-different-amount', {
    code: 'capture.captured-different-amount',
    amounts: { captured },
  });

/** Money lay there already; that it was somebody else's capture is worth a notice. */
function settleCovered(facts: CaptureFacts, payment: PaymentSnapshot): CaptureDecision {
  const foreign = foreignMoney(payment, facts.memory.operations);
  if (!isPositive(foreign)) return settle(facts, 'settle-charged');
  return settle(facts, 'settle-charged-elsewhere', [
    captureProblem(facts, 'capture.charged-elsewhere', { amounts: { foreign } }),
  ]);
}

function captureOpen(
  facts: CaptureFacts,
  payment: PaymentSnapshot,
  { open, capturable }: { readonly open: Money; readonly capturable: Money },
): CaptureDecision {
  const { invoice, memory, policy, now } = facts;
  const capture = latestOperation(memory.operations, 'capture', invoice.invoiceNumber);
  if (capture?.status === 'abandoned')
    return stuck(facts, 'capture-needs-human', {
      code: 'operation.needs-human',
      amounts: { open },
    });
  const busy = busyOperation(operationsOn(payment, memory.operations), capture);
  if (busy !== null)
    return decisionOf('payment-busy', { state: 'waiting', lookAgain: nextLookAfter(busy, now) });
  const pending = pendingCapture(payment);
  if (pending !== null) return waitForCapture(facts, null, pending.amount);
  if (!atMost(open, capturable, policy.toleranceMinor))
    return stuck(facts, 'amount-exceeds-authorization', {
      code: 'capture.amount-exceeds-authorization',
      amounts: { open, available: capturable },
    });
  const amount = smallerOf(open, capturable);
  // Nothing left to capture and the difference is a rounding one: an amount of zero is never sent.
  if (!isPositive(amount)) return settle(facts, 'settle-charged');
  if (capture?.status === 'refused' && !mayTryAgain(memory, capture, amount))
    return stuck(facts, 'capture-refused', {
      code: 'capture.refused',
      amounts: { open },
      ...refusalDetails(capture),
    });
  return decisionOf(open.minor < invoice.total.minor ? 'capture-difference' : 'capture', {
    state: stateOf(facts, { settlesThis: false }),
    commands: [{ kind: 'capture', amount, document: invoice.invoiceNumber }],
  });
}
