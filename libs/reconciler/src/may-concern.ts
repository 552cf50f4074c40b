import {
  type ErpChangedOrder,
  type ErpOrderLine,
  type Money,
  type OrderFile,
  type PaymentFinding,
  type PaymentSnapshot,
  add,
  isPositive,
  standingOf,
  sum,
  traitsOf,
  FINAL_STATES,
} from '@abgleich/domain';
import { openProblems } from './conclude.js';

const GIVING_BACK: readonly string[] = ['reversal', 'refund', 'booking'];

/** A cancellation or a return of the order is still under way, or a person has to look at one. */
export function isOpenMatter(file: OrderFile | undefined): boolean {
  if (!file) return false;
  const unfinished = file.operations.some(
    ({ kind, status }) => GIVING_BACK.includes(kind) && status !== 'done',
  );
  return unfinished || openProblems(file, 'cancel-return').some(isOwn);
}

const isOwn = ({ code }: { code: string }): boolean => code.startsWith('cancel-return.');

/**
 * Whether a changed order is worth a call. Goods count as gone when the order is closed; before, only where money that came by
 * transfer could go back. And a closed order whose money is, to the cent, what was invoiced and credited owes nothing to
 * anybody, so most closed orders cost no call at all.
 */
export function mayConcern(
  file: OrderFile | undefined,
  { status }: Pick<ErpChangedOrder, 'status'>,
  creditNotes: readonly string[],
): boolean {
  if (isOpenMatter(file) || status === null) return true;
  if (creditNotes.some((number) => !isBooked(file, number))) return true;
  return status === 'closed' ? !(isBalanced(file) && isFinal(file)) : transferArrived(file);
}

/** What else is written of an order while its last invoice is being settled may be out of date: then it is judged once more. */
const isFinal = (file: OrderFile | undefined): boolean =>
  file !== undefined && FINAL_STATES.includes(file.order.state);

const isBooked = (file: OrderFile | undefined, creditNote: string): boolean =>
  file?.operations.some(
    ({ kind, document, status }) =>
      kind === 'booking' && document === creditNote && status === 'done',
  ) === true;

function transferArrived(file: OrderFile | undefined): boolean {
  const payment = file?.order.payment ?? null;
  if (payment === null || payment.method === null) return false;
  return traitsOf(payment.method).paidByTransfer && isPositive(payment.captured);
}

/** What stands at the provider is, to the cent, what was invoiced and credited; of a cancelled order nothing stands any more. */
function isBalanced(file: OrderFile | undefined): boolean {
  const payment = file?.order.payment ?? null;
  if (!file || payment === null) return false;
  const { currency } = payment;
  const totals = file.invoices.map((one) => one.total);
  if (totals.some((one) => one.currency !== currency)) return false;
  const invoiced = sum(totals, currency);
  const standing = standingFor(payment);
  if (file.order.state === 'cancelled' && invoiced.minor === 0) return standing.minor === 0;
  return isPositive(invoiced) && invoiced.minor === standing.minor;
}

/** Where nothing can be reversed once something was captured, the rest lapses by itself and is owed to nobody (product rule 4.4). */
function standingFor({ method, captured, remaining }: PaymentSnapshot): Money {
  const traits = method === null ? null : traitsOf(method);
  const lapses = traits !== null && traits.authorizes && !traits.reversibleAfterCapture;
  return lapses && isPositive(captured) ? captured : add(captured, remaining);
}

/** Effects of the capture rules. */
export const TAKING: readonly string[] = ['capture', 'settlement', 'shipment-notice'];

/**
 * Whether something of the order that we know of waits for the capture rules. An invoice that we have not met needs no look of its
 * own: the queue names it until it is settled.
 */
export function capturesWait(file: OrderFile): boolean {
  const { order, invoices, operations } = file;
  if (order.failures > 0) return true;
  if (invoices.some(({ kind, settled }) => kind === 'invoice' && !settled)) return true;
  if (openProblems(file, 'capture').some(({ code }) => code.startsWith('capture.'))) return true;
  const settled = new Set(invoices.filter((one) => one.settled).map((one) => one.invoiceNumber));
  return operations.some(
    ({ kind, status, document }) =>
      TAKING.includes(kind) &&
      (status !== 'done' ||
        (kind === 'capture' && document !== 'order' && !isIn(settled, document))),
  );
}

const isIn = (numbers: ReadonlySet<string>, document: string): boolean => numbers.has(document);

/** Standings that ask for something although no goods are gone: money that came back, or more than was asked for. */
const LOUD: readonly string[] = ['charged-back', 'overpaid'];

/**
 * Whether the rules for cancellations and returns may have anything to say about an order that we know: goods are gone, a credit
 * note waits, a matter is open, or the payment is not as it should be. `payment: null`: of no matter while the order is open.
 */
export function returnsWait(
  file: OrderFile,
  {
    lines,
    payment,
  }: { readonly lines: readonly ErpOrderLine[]; readonly payment: PaymentFinding | null },
): boolean {
  if (isOpenMatter(file) || file.order.failures > 0 || lines.some(isGone)) return true;
  if (
    file.invoices.some(
      ({ kind, invoiceNumber }) => kind === 'credit-note' && !isBooked(file, invoiceNumber),
    )
  )
    return true;
  if (payment === null) return false;
  if (payment.kind !== 'found') return true;
  return LOUD.includes(standingOf(payment.payment).kind);
}

/** The order is open, nothing of it is gone, no credit note is known, and the last look at it went well. */
export const isAllThere = (file: OrderFile, lines: readonly ErpOrderLine[]): boolean =>
  file.order.failures === 0 &&
  file.invoices.every(({ kind }) => kind === 'invoice') &&
  !lines.some(isGone) &&
  lines.some(({ status }) => status !== 'shipped' && status !== 'replaced');

/** Goods that will not be delivered, or came back. */
export const isGone = ({ status }: ErpOrderLine): boolean =>
  status === 'cancelled' || status === 'undeliverable' || status === 'returned';

/** An order that closed while an invoice of it waits: for families that settle when the order is closed. */
export function wakesCapture(
  file: OrderFile | undefined,
  { status }: Pick<ErpChangedOrder, 'status'>,
): boolean {
  if (status !== 'closed' || !file) return false;
  return (
    file.order.state !== 'stuck' &&
    file.invoices.some(({ kind, settled }) => kind === 'invoice' && !settled)
  );
}

/**
 * An order whose release is to be judged though it waits in no queue: one that we meet for the first time after it left HOLD (released
 * by somebody, imported so, or met before a restore of our database and forgotten), and one that we tell a person about while
 * something at it changed.
 */
export function wakesRelease(
  file: OrderFile | undefined,
  { status }: Pick<ErpChangedOrder, 'status'>,
): boolean {
  if (status === null || status === 'on-hold') return false;
  if (!file) return status === 'open';
  return file.order.erpStatus === 'on-hold' || openProblems(file, 'release').some(isOfRelease);
}

const isOfRelease = ({ code }: { code: string }): boolean => code.startsWith('release.');
