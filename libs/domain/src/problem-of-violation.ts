import { amountText } from './amount-text.js';
import type { CheckRule } from './checker/check-rules.js';
import type { CheckViolation } from './checker/finding.js';
import type { OrderRecord } from './journal.js';
import { PROBLEM_CATALOG } from './problem-catalog.js';
import type { ProblemCode, ProblemDraft } from './problem-codes.js';
import { problemAbout } from './problem-draft.js';

type CheckerCode = Extract<ProblemCode, `checker.${string}`>;
type Row = {
  readonly code: CheckerCode;
  /** Name in the text -> name of the violation's amount. */
  readonly amounts: Readonly<Record<string, string>>;
};

const row = (code: CheckerCode, amounts: Row['amounts'] = {}): Row => ({ code, amounts });

/** Which problem tells of a broken rule. Rules that ask the same of a person share one. */
const PROBLEMS: Readonly<Record<CheckRule, Row>> = {
  'refunded-by-others': row('checker.refunded-by-others', { amount: 'amount' }),
  'booking-missing': row('checker.booking-missing', { amount: 'missing', recorded: 'recorded' }),
  'lock-left-behind': row('checker.lock-left-behind'),
  'locked-untold': row('checker.lock-left-behind'),
  'captured-more-than-invoiced': row('checker.captured-too-much', {
    captured: 'captured',
    allowed: 'allowed',
  }),
  'invoice-captured-too-much': row('checker.captured-too-much', {
    captured: 'captured',
    allowed: 'invoiced',
  }),
  'captured-in-another-currency': row('checker.currency-differs'),
  'same-effect-twice': row('checker.done-twice', { amount: 'amount' }),
  'refunded-more-than-captured': row('checker.given-back-too-much', {
    given: 'refunded',
    due: 'captured',
  }),
  'given-back-without-cause': row('checker.given-back-too-much', { given: 'given', due: 'due' }),
  'reversed-too-much': row('checker.given-back-too-much', { given: 'reversed', due: 'surplus' }),
  'document-booked-twice': row('checker.done-twice', { amount: 'amount' }),
  'document-booked-too-much': row('checker.booked-wrongly', { booked: 'booked', due: 'total' }),
  'settled-without-money': row('checker.booked-wrongly', { booked: 'booked', due: 'captured' }),
  'credit-note-booked-without-refund': row('checker.booked-wrongly', {
    booked: 'booked',
    due: 'given',
  }),
  'booked-differs-from-kept': row('checker.booked-wrongly', { booked: 'booked', due: 'kept' }),
  'released-without-good-payment': row('checker.released-without-payment', {
    amount: 'deliverable',
  }),
  'manual-order-touched': row('checker.manual-order-touched'),
  'left-on-hold': row('checker.left-on-hold'),
  'invoice-left-open': row('checker.document-left-open', { amount: 'open' }),
  'credit-note-left-open': row('checker.document-left-open', { amount: 'open' }),
  'reservation-left-open': row('checker.reservation-left-open', { amount: 'remaining' }),
  'kept-more-than-due': row('checker.kept-too-much', { kept: 'kept', due: 'due' }),
  'chargeback-untold': row('checker.chargeback-untold', { amount: 'chargedBack' }),
  'operation-left-open': row('checker.operation-left-open'),
};

/** The code of the problem that tells of a violation. */
export const problemCodeOf = ({ rule }: CheckViolation): CheckerCode => PROBLEMS[rule].code;

const LOCK = 'checker.lock-left-behind';
const TOLD_AT_ONCE: readonly CheckerCode[] = [LOCK, 'checker.operation-left-open'];

/**
 * Whether a violation is worth a person's attention now. Work that was left may just be about to be done: the rules are asked to look
 * again first, and only what the next check finds still left is told. Told at once is a lock, because goods wait for it, and an effect
 * without an outcome, because for hours nobody has been looking it up.
 */
export function isTold(violation: CheckViolation, before: readonly CheckRule[]): boolean {
  if (violation.nature !== 'left' || TOLD_AT_ONCE.includes(problemCodeOf(violation))) return true;
  return before.includes(violation.rule);
}

/** The problem that tells of a violation. A lock that the rules are about to lift is a notice until they did not. */
export function problemOfViolation(
  violation: CheckViolation,
  order: Pick<OrderRecord, 'orderNumber' | 'paymentId'>,
  before: readonly CheckRule[],
): ProblemDraft {
  const { rule, document, amounts } = violation;
  const { code, amounts: names } = PROBLEMS[rule];
  const texts = Object.entries(names).flatMap(([name, source]) => {
    const amount = amounts[source];
    return amount === undefined ? [] : [[name, amountText(amount)] as const];
  });
  const params = {
    ...Object.fromEntries(texts),
    subject: document ?? order.orderNumber,
    rule,
  };
  const isFirst = code === LOCK && !before.includes(rule);
  const severity = isFirst ? 'notice' : PROBLEM_CATALOG[code].severity;
  return problemAbout(order, code, { params, document, severity });
}
