import {
  type Fault,
  type Instant,
  type OrderFile,
  type OrderRef,
  type PaymentConfiguration,
  type ProblemDraft,
  type ErpInvoice,
  type ErpOrder,
  type Money,
  MINUTE,
  SECOND,
  plusMs,
} from '@abgleich/domain';
import type { Area } from './conclude.js';
import { OrderWork } from './order-work.js';
import type { ReconcilerParts } from './parts.js';
import { backoffMs } from './try-later.js';
import { resting, restsUntil } from './waits.js';

/** Transient trouble with one order is worth telling a person after so many tries in a row (about five minutes). */
const FAILURES_BEFORE_PROBLEM = 6;

/** What is known of an order whose facts could not be had. */
export type FailedSubject = Pick<
  ErpOrder,
  'orderNumber' | 'shopId' | 'paymentCode' | 'paymentId'
> & {
  readonly shopOrderNumber: ErpOrder['shopOrderNumber'] | null;
  readonly total: Money | null;
  readonly erpStatus: string | null;
  /** The invoice it was about; `null`: the order as a whole. */
  readonly document: string | null;
};

export const orderSubject = (order: ErpOrder): FailedSubject => ({
  ...order,
  erpStatus: order.status,
  document: null,
});
export const invoiceSubject = (invoice: ErpInvoice): FailedSubject => ({
  ...invoice,
  total: null,
  erpStatus: null,
  document: invoice.invoiceNumber,
});

export type Failure = {
  readonly parts: ReconcilerParts;
  readonly configuration: PaymentConfiguration;
  readonly file: OrderFile | undefined;
  readonly subject: FailedSubject;
  readonly area: Area;
  readonly fault: Fault;
  /** A person asked for the look that failed: the leave to try refused effects again goes with the next one. */
  readonly requestedAt?: Instant | null;
};

/** Remembers that an order's facts could not be had: looked at again after a while; a person hears of it when it does not pass. */
export async function noteFailure({
  parts,
  configuration,
  file,
  subject,
  area,
  fault,
  requestedAt = null,
}: Failure): Promise<void> {
  const { organisationId, connectionId } = configuration;
  const ref: OrderRef = { organisationId, connectionId, orderNumber: subject.orderNumber };
  const work = new OrderWork(parts, ref);
  const known = file ?? (await readAgain(parts, ref));
  const { document } = subject;
  // The night is nobody's fault, and however often somebody asks in it, the order can be read in the morning. And what another flow
  // of the same order met just now is one trouble, not a second one.
  const isNight = fault.code === 'pixi.quiet-window';
  const now = parts.clock.now();
  const until = restsUntil(known, now);
  const failures = (known?.order.failures ?? 0) + (isNight || until !== null ? 0 : 1);
  const wait = backoffMs(failures - 1, fault.retryAfterMs) + (isNight ? spreadMs(ref) : 0);
  work.changeOrder({
    ...(known ? {} : firstFacts(subject, configuration)),
    ...resting(area, { failures, nextLookAt: until ?? plusMs(now, wait) }),
    ...(requestedAt === null ? {} : { recheckRequestedAt: requestedAt }),
  });
  const lasting =
    fault.kind === 'data' || fault.kind === 'bug' || failures >= FAILURES_BEFORE_PROBLEM;
  if (lasting && !isTold(known, document))
    work.noteProblems({ area, document, open: [unreadable(fault, document)] });
  await work.commit();
}

/** One order, one document, one problem: whichever flow met it first tells. */
const isTold = (file: OrderFile | undefined, document: string | null): boolean =>
  file?.problems.some(
    (one) =>
      one.code === 'order.unreadable' && one.document === document && one.resolvedAt === null,
  ) === true;

/** What waits for the end of the night begins over so long, not all at once. */
const MORNING_SPREAD_MS = 15 * MINUTE;
/** The same for an order every time: digits of its number that differ from its neighbours'. */
const spreadMs = ({ orderNumber }: OrderRef): number =>
  ([...orderNumber].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 9_973, 7) %
    (MORNING_SPREAD_MS / SECOND)) *
  SECOND;

/** An order that was new to us may have been met by another worker since: what that one noted must not be overwritten. */
const readAgain = async (parts: ReconcilerParts, ref: OrderRef): Promise<OrderFile | undefined> =>
  (await parts.journal.readOrders(ref.connectionId, [ref.orderNumber])).get(ref.orderNumber);

const unreadable = (fault: Fault, document: string | null): ProblemDraft => ({
  code: 'order.unreadable',
  severity: 'error',
  document,
  params: { fault: fault.code },
});

/** What is kept of an order that we never met and cannot judge yet. */
export const firstFacts = (
  subject: FailedSubject,
  { id, version }: Pick<PaymentConfiguration, 'id' | 'version'>,
) => ({
  shopId: subject.shopId,
  shopOrderNumber: subject.shopOrderNumber,
  paymentCode: subject.paymentCode,
  paymentId: subject.paymentId,
  ...(subject.total === null ? {} : { total: subject.total }),
  state: 'waiting' as const,
  reason: 'facts-not-readable',
  ...(subject.erpStatus === null ? {} : { erpStatus: subject.erpStatus }),
  configurationId: id,
  configurationVersion: version,
});
