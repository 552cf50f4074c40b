import { money } from '../money.js';
import { SECOND } from '../time.js';
import { CHECK_RULES, type CheckRule } from './check-rules.js';
import { DRIFT_RULES } from './drift-rules.js';
import { figuresOf, inOwnCurrency } from './figures.js';
import type { CheckViolation, Finding, JudgeOptions } from './finding.js';
import { GOODS_RULES } from './goods-rules.js';
import type { CheckedOrder, CheckedTransaction } from './ledgers.js';
import { MONEY_RULES } from './money-rules.js';
import { REST_RULES } from './rest-rules.js';

/** The slowest read, decision and intent, and the slowest call after it: what happened so shortly before an effect could not be seen. */
export const OVERSIGHT_MS = 150 * SECOND;

export type CheckOptions = {
  /** Nobody has anything left to do on the order: then what must hold only at rest is checked, too. */
  readonly atRest: boolean;
  readonly oversightMs?: number;
};

/**
 * Judges one order by both sides' own ledgers alone. Shares no code with the rules that moved the money. Empty is good; never
 * throws. Every violation is told once per rule and document.
 */
export function checkOrder(
  order: CheckedOrder,
  { atRest, oversightMs = OVERSIGHT_MS }: CheckOptions,
): readonly CheckViolation[] {
  if (order.erp.manual) return violationsOf(order, manualUntouched(order));
  const figures = figuresOf(inOwnCurrency(order));
  const options: JudgeOptions = { oversightMs };
  const judges = [
    ...MONEY_RULES,
    ...GOODS_RULES,
    ...(atRest ? [...REST_RULES, ...DRIFT_RULES] : []),
  ];
  const found = judges.flatMap((judge) => judge(figures, options));
  const findings = [...foreignCurrency(order), ...found];
  const told = order.said.told.length > 0;
  return violationsOf(
    order,
    findings.filter(({ rule }) => !(told && CHECK_RULES[rule].excusedWhenTold)),
  );
}

/** The same for many. */
export const checkOrders = (
  orders: readonly CheckedOrder[],
  options: CheckOptions,
): readonly CheckViolation[] => orders.flatMap((order) => checkOrder(order, options));

function violationsOf(
  order: CheckedOrder,
  findings: readonly Finding[],
): readonly CheckViolation[] {
  const seen = new Set<string>();
  return findings.flatMap(({ rule, document = null, amounts = {}, sentence }) => {
    const key = `${rule} ${document ?? ''}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const { orderNumber, total } = order.erp;
    const exact = Object.entries(amounts).map(
      ([name, minor]) => [name, money(minor, total.currency)] as const,
    );
    const { nature } = CHECK_RULES[rule satisfies CheckRule];
    return [{ rule, nature, orderNumber, document, amounts: Object.fromEntries(exact), sentence }];
  });
}

const ownEntries = ({ payments }: CheckedOrder): readonly CheckedTransaction[] =>
  payments
    .flatMap(({ transactions }) => transactions)
    .filter(({ by, status }) => by === 'us' && status !== 'error');

/** Manual and exchange orders are left alone: no lock, no release, no booking, no money of ours. */
function manualUntouched(order: CheckedOrder): readonly Finding[] {
  const { erp } = order;
  const touched = [
    ...(erp.lockedByUs ? ['locked'] : []),
    ...(erp.releasedByUsAt === null ? [] : ['released']),
    ...([...erp.invoices, ...erp.creditNotes].some(hasOwnBooking) ? ['booked'] : []),
    ...(ownEntries(order).length > 0 ? ['moved money'] : []),
  ];
  if (touched.length === 0) return [];
  const sentence = `A manual order, and we ${touched.join(', ')}.`;
  return [{ rule: 'manual-order-touched', sentence }];
}

const hasOwnBooking = ({
  bookings,
  recordedByUs,
}: CheckedOrder['erp']['invoices'][number]): boolean =>
  recordedByUs !== null || (bookings ?? []).some(({ by }) => by === 'us');

/** We take money in the order's own currency or not at all. Giving a payment back whole, in whatever currency it is, harms nobody. */
function foreignCurrency(order: CheckedOrder): readonly Finding[] {
  const own = ownEntries(order).filter(
    ({ amount, effect }) => effect === 'payment' && amount.currency !== order.erp.total.currency,
  );
  if (own.length === 0) return [];
  const sentence = `We took money in ${own[0]?.amount.currency ?? ''} for an order in ${order.erp.total.currency}.`;
  return [{ rule: 'captured-in-another-currency', sentence }];
}
