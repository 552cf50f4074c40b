import { type CheckViolation, type OrderFile, checkOrder } from '@abgleich/domain';
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
      ({ nature }) => nature !== 'drift',
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

const isSame = (a: CheckViolation, b: CheckViolation): boolean =>
  a.rule === b.rule && a.document === b.document;
