import type { PaymentMethodCode } from '@abgleich/domain';
import type { Random } from './random.js';

/** What became of an order. The weights are those of a shop whose orders mostly go well. */
const KINDS = {
  settled: 700,
  'settled-after-problem': 40,
  returned: 90,
  'partly-shipped': 20,
  released: 60,
  waiting: 8,
  'awaiting-transfer': 8,
  cancelled: 50,
  manual: 14,
  'amount-too-low': 4,
  'payment-unknown': 2,
  'capture-refused': 3,
  uncertain: 1,
} as const satisfies Record<string, number>;
export type StoryKind = keyof typeof KINDS;
export const STORY_KINDS = Object.keys(KINDS) as readonly StoryKind[]; // its own keys

const ALL = Object.values(KINDS).reduce((total, weight) => total + weight, 0);

/** One kind, as often as its weight says. */
export function someKind(random: Random): StoryKind {
  let left = random.fraction() * ALL;
  for (const kind of STORY_KINDS) {
    left -= KINDS[kind];
    if (left < 0) return kind;
  }
  return 'settled';
}

/** What shops sell with, the frequent ones named more often. */
const METHODS = [
  'card',
  'card',
  'card',
  'paypal',
  'paypal',
  'paylater-invoice',
  'paylater-invoice',
  'paylater-installment',
  'apple-pay',
  'direct-debit',
  'eps',
  'ideal',
] as const satisfies readonly PaymentMethodCode[];
/** Stories of captures that wait need a method that authorises. */
const AUTHORIZING = ['card', 'paypal', 'apple-pay'] as const satisfies readonly PaymentMethodCode[];

/** A payment method that the story can happen with. */
export function someMethod(random: Random, kind: StoryKind): PaymentMethodCode {
  if (kind === 'awaiting-transfer') return 'prepayment';
  const authorizes = ['released', 'partly-shipped', 'capture-refused', 'uncertain', 'waiting'];
  return random.oneOf(authorizes.includes(kind) ? AUTHORIZING : METHODS);
}
