import {
  type ChangeCursors,
  type ConnectionId,
  type ErpChangedOrder,
  type ErpGateway,
  type ErpInvoice,
  type OrderFile,
  type OrderNumber,
  type PaymentConfiguration,
  DAY,
  HOUR,
  plusMs,
} from '@abgleich/domain';
import { cancelReturn } from './cancel-return.js';
import { isGone, isOpenMatter, mayConcern, wakesCapture, wakesRelease } from './may-concern.js';
import { OrderWork } from './order-work.js';
import {
  type GuardedWork,
  type PollInput,
  configurationFor,
  filesOf,
  forEachAtOnce,
  guarded,
  listContext,
} from './poll-work.js';
import { putOffSubject } from './put-off.js';
import type { FailedSubject } from './note-failure.js';
import { isPutOff, isResting } from './waits.js';

/** How far back the first look at a database goes: what was cancelled while the app was being set up. */
const FIRST_LOOK_BACK_MS = DAY;
/**
 * While an order is still to be looked at, the cursor waits for it, so that a restart finds it again. Not for longer than this, or
 * the answers would grow without end: then the order's own next look and the memory of this process must do.
 */
const HELD_BACK_MAX_MS = HOUR;
/** What falls under a paused configuration is kept for longer, so that it is looked at as soon as the keys work: that takes a person. */
const HELD_BACK_PAUSED_MAX_MS = DAY;
/** Keys are given when a document begins and seen when it is committed: so many are asked for again. */
const KEY_OVERLAP = 50;

/** What made an order show up: its row in the feed of changes, its new credit notes, or both. */
type Change = {
  readonly orderNumber: OrderNumber;
  readonly row: Pick<ErpChangedOrder, 'orderNumber' | 'shopId' | 'paymentCode' | 'status'>;
  readonly creditNotes: readonly string[];
};
type Seen = Map<OrderNumber, { readonly print: string; readonly change: Change }>;

/**
 * Works off what changed in the ERP since the last time, cancelled and returned goods above all. The feed gives neither the moment of
 * a change nor what it was, and repeats itself for two minutes: an order is looked at when it first shows up, whenever its row or its
 * credit notes differ, and once more when it is no longer named, so that no change between two looks is missed. What was seen
 * is kept in memory: after a restart it is looked at once more.
 */
export function createChangePoll(cursors: ChangeCursors): (input: PollInput) => Promise<void> {
  const seenBy = new Map<ConnectionId, Seen>();
  return async (input) => {
    const { parts, connectionId, gateway, configurations } = input;
    const [configuration] = configurations;
    if (!configuration) return;
    const { organisationId } = configuration;
    const now = parts.clock.now();
    const cursor = (await cursors.readCursor(connectionId)) ?? {
      changedUntil: plusMs(now, -FIRST_LOOK_BACK_MS),
      invoiceKey: null,
    };
    const ctx = listContext(parts);
    const changes = await gateway.changedOrders(cursor.changedUntil, ctx);
    const afterInvoiceKey = Math.max(0, (cursor.invoiceKey ?? 0) - KEY_OVERLAP);
    const since = cursor.changedUntil;
    const credits = await gateway.creditNotesSince({ since, afterInvoiceKey }, ctx);
    const seen = seenBy.get(connectionId) ?? new Map();
    seenBy.set(connectionId, seen);
    const named = await withUnreadable(input, credits);
    const isAllDone = await workOff(input, seen, changesOf(changes.orders, named));
    const invoiceKey = credits.lastKey ?? cursor.invoiceKey;
    const changedUntil = changes.changedUntil ?? cursor.changedUntil;
    if (input.isStopping()) return; // the next process begins where this one began
    const patience = isPaused(input, seen) ? HELD_BACK_PAUSED_MAX_MS : HELD_BACK_MAX_MS;
    if (!isAllDone && changedUntil - cursor.changedUntil < patience) return;
    await cursors.saveCursor({ id: connectionId, organisationId }, { changedUntil, invoiceKey });
  };
}

type NamedCreditNote = Pick<ErpInvoice, 'orderNumber' | 'shopId' | 'paymentCode'> & {
  readonly invoiceNumber: string;
};

/**
 * A credit note that could not be understood is looked at like any other, so that its order is set aside with a problem and looked at
 * again until it can be: the list will not name it a second time.
 */
async function withUnreadable(
  input: PollInput,
  { creditNotes, unreadable = [] }: Awaited<ReturnType<ErpGateway['creditNotesSince']>>,
): Promise<readonly NamedCreditNote[]> {
  if (unreadable.length === 0) return creditNotes;
  const files = await filesOf(input, unreadable);
  const named = unreadable.flatMap(({ name, orderNumber, ...told }): NamedCreditNote[] => {
    const known = files.get(orderNumber)?.order;
    const shopId = told.shopId ?? known?.shopId;
    const paymentCode = told.paymentCode ?? known?.paymentCode;
    if (shopId === undefined || paymentCode === undefined) return [];
    return [{ orderNumber, shopId, paymentCode, invoiceNumber: name }];
  });
  return [...creditNotes, ...named];
}

function changesOf(
  rows: readonly ErpChangedOrder[],
  creditNotes: readonly NamedCreditNote[],
): readonly Change[] {
  const byOrder = Map.groupBy(creditNotes, (one) => one.orderNumber);
  const named = rows.map((row) => ({
    orderNumber: row.orderNumber,
    row,
    creditNotes: (byOrder.get(row.orderNumber) ?? []).map((one) => one.invoiceNumber),
  }));
  const inFeed = new Set(rows.map((row) => row.orderNumber));
  const others = [...byOrder.entries()].flatMap(([orderNumber, [first, ...more]]): Change[] => {
    if (first === undefined || inFeed.has(orderNumber)) return [];
    const { shopId, paymentCode } = first;
    const numbers = [first, ...more].map((one) => one.invoiceNumber);
    const row = { orderNumber, shopId, paymentCode, status: null };
    return [{ orderNumber, row, creditNotes: numbers }];
  });
  return [...named, ...others];
}

const printOf = ({ row, creditNotes }: Change): string =>
  JSON.stringify([row.shopId, row.paymentCode, row.status, [...creditNotes].sort()]);

/** New and different ones, and those that are named no longer: their last look. `false`: some are still to be looked at. */
async function workOff(input: PollInput, seen: Seen, changes: readonly Change[]): Promise<boolean> {
  const named = new Set(changes.map((one) => one.orderNumber));
  const gone = [...seen.values()]
    .map((one) => one.change)
    .filter((one) => !named.has(one.orderNumber));
  const due = [
    ...changes.filter((one) => seen.get(one.orderNumber)?.print !== printOf(one)),
    ...gone,
  ];
  const ours = due.filter((one) => configurationFor(input, one.row) !== undefined);
  const later = due.filter((one) => fallsUnderPaused(input, one));
  const files = await filesOf(input, [...ours, ...later]);
  for (const change of changes.filter((one) => !ours.includes(one))) remember(seen, change);
  const lookOnce = async (change: Change): Promise<void> => {
    const isDone = await lookAt(input, change, files.get(change.orderNumber));
    // Not now: the next poll tries again, whether the order is still named or not.
    if (!isDone) seen.set(change.orderNumber, { print: NOT_DONE, change });
    else if (named.has(change.orderNumber)) remember(seen, change);
    else seen.delete(change.orderNumber);
  };
  await forEachAtOnce(input, ours, lookOnce);
  for (const { orderNumber } of gone.filter((one) => !ours.includes(one))) seen.delete(orderNumber);
  for (const change of later) {
    seen.set(change.orderNumber, { print: NOT_DONE, change });
    await putOffPaused(input, change, files.get(change.orderNumber));
  }
  return [...seen.values()].every((one) => one.print !== NOT_DONE);
}

/** Looked at as soon as its configuration works again. */
const fallsUnderPaused = ({ paused = [] }: PollInput, { row }: Change): boolean =>
  configurationFor({ configurations: paused }, row) !== undefined;

/** The pause may last longer than the cursor waits and this process lives: then the order's own wish brings it back. */
async function putOffPaused(
  { parts, paused = [] }: PollInput,
  change: Change,
  file: OrderFile | undefined,
): Promise<void> {
  const { row, creditNotes } = change;
  const configuration = configurationFor({ configurations: paused }, row);
  if (!configuration || isPutOff(file)) return;
  if (!mayConcern(file, row, creditNotes) && wakes(file, row).length === 0) return;
  await putOffSubject(parts, { configuration, file, subject: subjectOf(change, file) });
}

const isPaused = (input: PollInput, seen: Seen): boolean =>
  [...seen.values()].some(({ change }) => fallsUnderPaused(input, change));

/** No row prints so: the order is looked at by the next poll, whatever it says. */
const NOT_DONE = '';

const remember = (seen: Seen, change: Change): void =>
  void seen.set(change.orderNumber, { print: printOf(change), change });

/** `false`: it must be looked at again. */
async function lookAt(
  input: PollInput,
  change: Change,
  file: OrderFile | undefined,
): Promise<boolean> {
  const configuration = configurationFor(input, change.row);
  if (!configuration) return true;
  const why = wakes(file, change.row);
  // What is under way changes what there is to judge: looked at when it has ended.
  if (why.includes('order-changed') && isBusy(file)) return false;
  if (why.length > 0) await wakeOthers(input, { configuration, change, why });
  if (!mayConcern(file, change.row, change.creditNotes)) return true;
  if (isBusy(file) || isResting(file, input.parts.clock.now())) return false;
  const { row, orderNumber } = change;
  const subject = subjectOf(change, file);
  const work: GuardedWork = { configuration, file, subject, area: 'cancel-return' };
  let isDone = false;
  await guarded(input, work, async () => {
    const { parts, gateway } = input;
    const { organisationId, connectionId } = configuration;
    const { ctx } = new OrderWork(parts, { organisationId, connectionId, orderNumber });
    const lines = await gateway.readOrderLines(orderNumber, ctx);
    // One that came to its end without us is looked at once, so that people find it: its memory may have been lost.
    const isUnmet = file === undefined && row.status === 'closed';
    const concerns = change.creditNotes.length > 0 || isOpenMatter(file) || isUnmet;
    isDone =
      !(concerns || lines.some(isGone)) ||
      (await cancelReturn({ parts, gateway, configuration, orderNumber, file, known: { lines } }));
  });
  return isDone;
}

const subjectOf = ({ row }: Change, file: OrderFile | undefined): FailedSubject => ({
  ...row,
  paymentId: file?.order.paymentId ?? null,
  shopOrderNumber: file?.order.shopOrderNumber ?? null,
  total: null,
  erpStatus: row.status,
  document: null,
});

/** Its outcome changes what is due: looked at when it is known. */
const isBusy = (file: OrderFile | undefined): boolean =>
  file?.operations.some(
    ({ status, kind }) => (status === 'open' || status === 'pending') && kind !== 'comment',
  ) === true;

function wakes(file: OrderFile | undefined, row: Change['row']): readonly string[] {
  return [
    ...(wakesCapture(file, row) ? ['order-closed'] : []),
    ...(wakesRelease(file, row) ? ['order-changed'] : []),
  ];
}

type Woken = {
  readonly configuration: PaymentConfiguration;
  readonly change: Change;
  readonly why: readonly string[];
};

/** Whoever waits for the rest of the order need not wait any longer, and whoever has not judged it yet begins. */
async function wakeOthers(
  { parts, connectionId }: PollInput,
  { configuration: { organisationId }, change: { orderNumber }, why }: Woken,
): Promise<void> {
  const work = new OrderWork(parts, { organisationId, connectionId, orderNumber });
  for (const one of why)
    work.emit({ type: 'recheck.requested', data: { requestedBy: parts.service, why: one } });
  await work.commit();
}
