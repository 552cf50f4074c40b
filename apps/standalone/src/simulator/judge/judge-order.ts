import {
  CHECK_RULES,
  type CheckViolation,
  type CheckedOrder,
  type OrderFile,
  checkOrder,
} from '@abgleich/domain';
import type { Simulation } from '../simulation.js';
import { checkedOrder } from './checked-order.js';
import type { LedgerOrder } from './ledgers.js';

export type JudgeOrder = { readonly file: OrderFile | undefined; readonly atRest: boolean };

/**
 * Lets the independent checker judge one order. The tolerance may have been edited on the way: only what is wrong with the smallest and
 * with the largest that was in force is wrong. What people changed on one side by themselves is nobody's mistake here.
 */
export function judgeOrder(
  simulation: Simulation,
  order: LedgerOrder,
  { file, atRest }: JudgeOrder,
): void {
  const checked = checkedOrder(simulation, order, file);
  const under = (toleranceMinor: number): readonly CheckViolation[] => {
    const agreement = { ...checked.agreement, toleranceMinor };
    return checkOrder({ ...checked, agreement }, { atRest }).filter(
      ({ nature, rule }) => nature !== 'drift' && !isExcused(simulation, checked, { rule, file }),
    );
  };
  const { least, most } = simulation.judge.tolerances();
  const found = under(most);
  const both =
    least === most || found.length === 0
      ? found
      : found.filter((one) => under(least).some((other) => isSame(one, other)));
  for (const { rule, document, sentence } of both)
    simulation.trace.violate(rule, `${order.orderNr} ${document ?? ''} ${sentence}`);
}

/**
 * Money that somebody gave back by hand and goods that came back cancel each other out only in the checker's eyes: the release rules do
 * not know of credit notes, and a person was told. And whoever switches a configuration off answers for what happens meanwhile.
 */
function isExcused(
  simulation: Simulation,
  { erp, payments }: CheckedOrder,
  { rule, file }: { rule: CheckViolation['rule']; file: OrderFile | undefined },
): boolean {
  const byHand = payments.some(({ transactions }) =>
    transactions.some(({ effect, by }) => effect === 'refund' && by === 'others'),
  );
  if (rule === 'lock-left-behind' && byHand && erp.creditNotes.length > 0) return true;
  if (KEPT.includes(rule) && takenAfterwards(file, payments)) return true;
  return CHECK_RULES[rule].nature === 'left' && simulation.judge.wasOff.has(erp.orderNumber);
}

const KEPT: readonly string[] = ['kept-more-than-due', 'booked-differs-from-kept'];

/** Somebody charged by hand after all was done, and the notification got lost: what the checker's rounds are there to find. */
const takenAfterwards = (
  file: OrderFile | undefined,
  payments: CheckedOrder['payments'],
): boolean => {
  if (file?.order.state !== 'settled') return false;
  const ended = Math.max(0, ...file.operations.map((one) => one.finishedAt ?? one.openedAt));
  return payments.some(({ transactions }) =>
    transactions.some(
      ({ effect, by, at }) => effect === 'payment' && by === 'others' && at > ended,
    ),
  );
};

const isSame = (a: CheckViolation, b: CheckViolation): boolean =>
  a.rule === b.rule && a.document === b.document;
