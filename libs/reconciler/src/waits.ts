import type { Decision, Instant, OrderChange, OrderFile, OrderState } from '@abgleich/domain';
import type { Area } from './conclude.js';
import type { OrderWork } from './order-work.js';

/** Whose wait it is: a flow's, or that of one invoice; `retry`: the order rests after a fault; `later`: nobody could look at all. */
export type WaitName = Area | `capture/${string}` | 'retry' | 'later';

/** The wait of the rules about one invoice: another one may be over while this one goes on. */
export const invoiceWait = (invoiceNumber: string): WaitName => `capture/${invoiceNumber}`;

/** Until when `name` wishes to be left alone; `null`: it does not wait. */
export const waitOf = (file: OrderFile | undefined, name: WaitName): Instant | null =>
  file?.order.waits?.[name] ?? null;

/** After a fault the order rests until then. */
export const isResting = (file: OrderFile | undefined, now: Instant): boolean =>
  file !== undefined && file.order.failures > 0 && (waitOf(file, 'retry') ?? 0) > now;

/** Nothing more is expected of the goods: what the flows before this one waited for no longer matters. */
const FINAL_STATES: readonly OrderState[] = ['settled', 'cancelled', 'ignored'];

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
  return { failures: 0, waits: { ...ended, retry: null, [name]: lookAgain } };
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
  if (isKept && file.order.failures === 0) return;
  work.changeOrder(waitsAfter(file, name, { ...decision, lookAgain: isKept ? known : lookAgain }));
  await work.commit();
}
