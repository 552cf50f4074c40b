import {
  type Decision,
  type Instant,
  type OrderChange,
  type OrderFile,
  type OrderRecord,
  FINAL_STATES,
  HOUR,
  plusMs,
} from '@abgleich/domain';
import type { Area } from './conclude.js';
import type { OrderWork } from './order-work.js';

/** Whose wait it is: a flow's, or that of one invoice; a flow's rest after a fault; `later`: nobody could look at all. */
export type WaitName = Area | `capture/${string}`;
type AnyWait = WaitName | `retry/${Area}` | `woken/${Area}` | typeof LATER;

const LATER = 'later';
const RETRY = 'retry/';
/** A flow that rested was woken, and has not said yet how that went. */
const WOKEN = 'woken/';
/** The flow that would pass over an order at which it sees nothing new: it owes one that was put off a whole look. */
const OWES_A_LOOK = 'cancel-return' satisfies Area;
const owedAfter = (name: string): readonly string[] => (name === LATER ? [OWES_A_LOOK] : []);
/** So late an order is woken once more when nothing came of it: the bus and its handlers are far quicker. */
const WOKEN_AGAIN_MS = HOUR;

/** The wait of the rules about one invoice: another one may be over while this one goes on. */
export const invoiceWait = (invoiceNumber: string): WaitName => `capture/${invoiceNumber}`;

/** Until when `name` wishes to be left alone; `null`: it does not wait. */
export const waitOf = (file: OrderFile | undefined, name: AnyWait): Instant | null =>
  file?.order.waits?.[name] ?? null;

const waitsOf = (file: OrderFile | undefined): readonly (readonly [string, Instant])[] =>
  Object.entries(file?.order.waits ?? {}).flatMap(([name, at]) =>
    at === null ? [] : [[name, at] as const],
  );
const areaOf = (name: string): string => name.split('/')[0] ?? name;

/**
 * What is written when an order is woken: every wait that is known is over. Which flow failed before is kept, so that its row of
 * faults goes on, and so that the order is woken once more should nothing come of it. The same holds for one that was put off: what made
 * somebody want a look at it is not named a second time.
 */
export function waitsOnceWoken(order: OrderRecord, now: Instant): OrderChange {
  const known = Object.keys(order.waits ?? {});
  if (known.length === 0) return { nextLookAt: null };
  const again = known
    .flatMap((name) => (name.startsWith(RETRY) ? [name.slice(RETRY.length)] : owedAfter(name)))
    .map((area) => [WOKEN + area, plusMs(now, WOKEN_AGAIN_MS)]);
  return {
    waits: Object.fromEntries([...known.map((name) => [name, null]), ...again]),
  };
}

/** Nobody can look at the order before then. */
export const putOffUntil = (at: Instant): Pick<OrderChange, 'waits'> => ({
  waits: { [LATER]: at, [WOKEN + OWES_A_LOOK]: null },
});

export const isPutOff = (file: OrderFile | undefined): boolean => waitOf(file, LATER) !== null;

/** It was put off, or its last look failed: the flow has not looked at it since. */
export const owesALook = (file: OrderFile): boolean =>
  waitOf(file, `${WOKEN}${OWES_A_LOOK}`) !== null;

/** Until when the order rests after a fault of any flow; `null`: it does not. */
export function restsUntil(file: OrderFile | undefined, now: Instant): Instant | null {
  if (file === undefined || file.order.failures === 0) return null;
  const until = waitsOf(file).flatMap(([name, at]) => (name.startsWith(RETRY) ? [at] : []));
  const last = until.reduce<Instant | null>((a, b) => (a !== null && a > b ? a : b), null);
  return last !== null && last > now ? last : null;
}

export const isResting = (file: OrderFile | undefined, now: Instant): boolean =>
  restsUntil(file, now) !== null;

/** The order rests until then, because a flow failed; what any flow waits for besides stays. */
export const resting = (
  area: Area,
  { failures, nextLookAt }: { readonly failures: number; readonly nextLookAt: Instant },
): Pick<OrderChange, 'failures' | 'waits'> => ({
  failures,
  waits: { [RETRY + area]: nextLookAt, [WOKEN + area]: null },
});

type Wish = Pick<Decision<string>, 'lookAgain' | 'state'>;

/**
 * What a decision changes about the order's waits: its own, and the end of a row of faults. A final state ends those of the release
 * and of all invoices, too; what is to be given back is waited for beyond it.
 */
export function waitsAfter(
  file: OrderFile | undefined,
  name: WaitName,
  { lookAgain, state }: Wish,
): Pick<OrderChange, 'waits' | 'failures'> {
  const before = FINAL_STATES.includes(state) ? Object.keys(file?.order.waits ?? {}) : [];
  const over = before.filter((one) => one === 'release' || one.startsWith('capture'));
  const ended = Object.fromEntries(over.map((one) => [one, null]));
  const area = areaOf(name);
  const own = [RETRY + area, WOKEN + area];
  // A flow that succeeds ends its own row of faults, not another one's.
  const othersFail = waitsOf(file).some(
    ([one]) => (one.startsWith(RETRY) || one.startsWith(WOKEN)) && !own.includes(one),
  );
  return {
    ...(othersFail ? {} : { failures: 0 }),
    waits: { ...ended, ...Object.fromEntries(own.map((one) => [one, null])), [name]: lookAgain },
  };
}

/** An unchanged decision writes nothing but a look that it wishes for and that nobody else will make, and the end of a row of faults. */
export async function commitLookOnly(
  work: OrderWork,
  { file, name, decision }: { file: OrderFile | undefined; name: WaitName; decision: Wish },
): Promise<void> {
  work.discardCalls();
  if (file === undefined) return;
  const known = waitOf(file, name);
  const { lookAgain } = decision;
  const isKept =
    known === lookAgain ||
    (known !== null && lookAgain !== null && known > work.parts.clock.now() && known <= lookAgain);
  const area = areaOf(name);
  const failed = waitsOf(file).some(([one]) => one === RETRY + area || one === WOKEN + area);
  if (isKept && !failed) return;
  work.changeOrder(waitsAfter(file, name, { ...decision, lookAgain: isKept ? known : lookAgain }));
  await work.commit();
}
