import {
  type ErpChangedOrder,
  type OrderFile,
  add,
  isPositive,
  sum,
  traitsOf,
} from '@abgleich/domain';
import { openProblems } from './conclude.js';
import { FINAL_STATES } from './waits.js';

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

function isBalanced(file: OrderFile | undefined): boolean {
  const payment = file?.order.payment ?? null;
  if (!file || payment === null) return false;
  const { currency } = payment;
  const totals = file.invoices.map((one) => one.total);
  if (totals.some((one) => one.currency !== currency)) return false;
  const invoiced = sum(totals, currency);
  const standing = add(payment.captured, payment.remaining);
  return isPositive(invoiced) && invoiced.minor === standing.minor;
}

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
