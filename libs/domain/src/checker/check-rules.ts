/**
 * wrong: money or goods went astray through us · left: nobody did what is due, and nobody was told · drift: somebody else changed
 * one side, and both sides no longer agree.
 */
export type CheckNature = 'wrong' | 'left' | 'drift';
export type CheckRuleTraits = {
  /** always: at every moment, also between two steps · at-rest: only when nobody has anything left to do. */
  readonly holds: 'always' | 'at-rest';
  readonly nature: CheckNature;
  /** An open problem on the order, or one that a person declared solved, is an answer to it. */
  readonly excusedWhenTold: boolean;
};

const WRONG = { holds: 'always', nature: 'wrong', excusedWhenTold: false } as const;
const LEFT = { holds: 'at-rest', nature: 'left', excusedWhenTold: true } as const;
const DRIFT = { holds: 'at-rest', nature: 'drift', excusedWhenTold: false } as const;

/** Every rule of the checker. Named by what is the matter when it is broken. */
export const CHECK_RULES = {
  'refunded-more-than-captured': WRONG,
  'same-effect-twice': WRONG,
  'invoice-captured-too-much': WRONG,
  'captured-more-than-invoiced': WRONG,
  'given-back-without-cause': WRONG,
  'reversed-too-much': WRONG,
  'document-booked-twice': WRONG,
  'document-booked-too-much': WRONG,
  'settled-without-money': WRONG,
  'credit-note-booked-without-refund': WRONG,
  'released-without-good-payment': WRONG,
  'captured-in-another-currency': WRONG,
  'manual-order-touched': WRONG,
  'booked-differs-from-kept': LEFT,
  'kept-more-than-due': LEFT,
  'left-on-hold': LEFT,
  'invoice-left-open': LEFT,
  'credit-note-left-open': LEFT,
  'reservation-left-open': LEFT,
  'locked-untold': LEFT,
  'chargeback-untold': LEFT,
  /** Our lock on an order that is paid: a problem that still names the old cause is no excuse. */
  'lock-left-behind': { ...LEFT, excusedWhenTold: false },
  'operation-left-open': { ...LEFT, excusedWhenTold: false },
  'refunded-by-others': DRIFT,
  'booking-missing': DRIFT,
} as const satisfies Readonly<Record<string, CheckRuleTraits>>;
export type CheckRule = keyof typeof CHECK_RULES;
