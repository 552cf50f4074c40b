import { DAY, HOUR, MINUTE, SECOND } from '@abgleich/domain';
import { PAYMENT_CODES } from './people/check-out.js';
import {
  type ActionKind,
  type ActionPlan,
  type OrderPlan,
  type Plan,
  TROUBLES,
  type Trouble,
} from './plan.js';
import { type Dice, createDice } from './world/dice.js';

export type PlanWish = {
  readonly seed: number;
  readonly orders: number;
  /** How long orders come in and things go wrong, in virtual time. */
  readonly minutes: number;
  /** Much goes wrong, several processes work, Unzer notifies: where bugs show soonest. */
  readonly isHard?: boolean;
};

/** When histories begin: a summer's day, the evening before a night, and the evenings before both nights on which the clocks change. */
const BEGINNINGS = {
  day: Date.UTC(2026, 5, 15, 7),
  evening: Date.UTC(2026, 5, 15, 20, 30),
  spring: Date.UTC(2026, 2, 28, 21, 30),
  autumn: Date.UTC(2026, 9, 24, 20, 30),
} as const;

/** How much goes wrong, as a share of all calls. The kinds share it. */
const SHARES: Readonly<Record<Trouble, number>> = {
  'not-sent': 0.15,
  lost: 0.15,
  'answer-lost': 0.25,
  late: 0.25,
  busy: 0.12,
  garbled: 0.08,
  declined: 0.3,
  pending: 0.3,
  refused: 0.12,
  'write-lost': 0.04,
  'write-unanswered': 0.04,
  'crash-before': 0.01,
  'crash-after': 0.012,
  'message-twice': 0.5,
  'message-late': 0.4,
  'webhook-lost': 0.8,
  'webhook-twice': 0.6,
  'webhook-late': 0.5,
};
const MEASURES = [0, 0.03, 0.08, 0.2, 0.4] as const;
const HARD_MEASURES = [0.12, 0.25] as const;
const CODES_MAX = 5;
const HARD_POLL = 20;
const POLLS = [15, 30, 60, 120] as const;

/** Makes up a history: who orders what, what people do to it, and how much goes wrong. The same wish gives the same plan. */
export function makePlan({ seed, orders, minutes, isHard = false }: PlanWish): Plan {
  const dice = createDice(seed).of('plan');
  const measure = dice.pick(isHard ? HARD_MEASURES : MEASURES);
  const mayCrash = dice.chance(0.7) || isHard;
  const trouble = Object.fromEntries(
    TROUBLES.map((one) => [one, one.startsWith('crash') && !mayCrash ? 0 : measure * SHARES[one]]),
  ) as Record<Trouble, number>; // one entry for each
  const codes = Array.from({ length: CODES_MAX }, () => dice.pick(PAYMENT_CODES));
  const ordered = Array.from({ length: orders }, (_none, index): OrderPlan => {
    const atMs = Math.round((minutes * MINUTE * 0.7 * index) / orders);
    return { index, atMs, paymentCode: dice.pick(codes) };
  });
  const drafts = [
    ...ordered.flatMap((one) => {
      const own = dice.of(`life ${one.index}`);
      const life = lifeOf(one, own, minutes);
      return isHard ? [...life, ...impatience(life, own)] : life;
    }),
    ...meddling(dice, { orders, minutes }),
  ];
  const actions = drafts
    .map((one, id): ActionPlan => ({ ...one, id }))
    .sort((a, b) => a.atMs - b.atMs || a.id - b.id);
  return {
    seed,
    beginAt: BEGINNINGS[dice.weighed({ day: 4, evening: 4, spring: 1, autumn: 1 })],
    minutes,
    processes: isHard ? 3 : dice.between(1, 3),
    pollSeconds: isHard ? HARD_POLL : dice.pick(POLLS),
    toleranceMinor: dice.pick([0, 2, 2, 5]),
    trouble,
    webhooks: dice.chance(0.8) || isHard,
    orders: ordered,
    actions,
    troublesAllowed: null,
  };
}

type Draft = Omit<ActionPlan, 'id'>;

/** How orders usually go, and now and then do not. Each step comes some time after the one before. */
const LIVES: readonly { readonly weight: number; readonly steps: readonly ActionKind[] }[] = [
  { weight: 30, steps: ['ship'] },
  { weight: 14, steps: ['ship-some', 'ship'] },
  { weight: 6, steps: ['ship-some', 'ship-some', 'ship'] },
  { weight: 9, steps: ['ship', 'return-some'] },
  { weight: 5, steps: ['ship', 'return-some', 'return-some', 'return-all'] },
  { weight: 3, steps: ['ship', 'return-all'] },
  { weight: 2, steps: ['ship', 'return-settled'] },
  { weight: 7, steps: ['cancel-some', 'ship'] },
  { weight: 7, steps: ['cancel-some', 'ship-some', 'ship'] },
  { weight: 6, steps: ['ship-some', 'cancel'] },
  { weight: 4, steps: ['ship-some', 'undeliverable', 'ship', 'return-some'] },
  { weight: 6, steps: ['cancel'] },
  { weight: 2, steps: ['rush', 'release', 'ship'] },
  { weight: 10, steps: ['ship', 'refund-by-hand', 'return-some', 'return-all'] },
  { weight: 3, steps: [] },
];
/** Families that are paid by transfer wait for the money. */
const TRANSFERS: readonly string[] = ['V', 'R', 'G'];
/** Whoever wants goods for nothing is quick. */
const FORGED = 0.15;
const FORGERY: readonly ActionKind[] = ['forge-webhook'];
const STEP_MS = { from: MINUTE / 2, to: 40 * MINUTE } as const;

function lifeOf(
  { index, atMs, paymentCode }: OrderPlan,
  dice: Dice,
  minutes: number,
): readonly Draft[] {
  const total = LIVES.reduce((sum, { weight }) => sum + weight, 0);
  let left = dice.between(0, total - 1);
  const life = LIVES.find(({ weight }) => (left -= weight) < 0)?.steps ?? [];
  const steps: ActionKind[] = [...(dice.chance(FORGED) ? FORGERY : []), 'finish', ...life];
  if (TRANSFERS.includes(paymentCode)) {
    const receipts = dice.pick<readonly ActionKind[]>([
      ['receive'],
      ['receive'],
      ['receive'],
      ['receive-part', 'receive'],
      ['receive-part'],
      ['receive-too-much'],
      [],
    ]);
    steps.splice(dice.between(1, steps.length), 0, ...receipts);
  }
  let at = atMs;
  return steps.map((kind): Draft => {
    at += dice.between(STEP_MS.from, Math.min(STEP_MS.to, (minutes * MINUTE) / 5));
    return { kind, order: index, atMs: at };
  });
}

/** Somebody asks to look at the order just when the services come to it by themselves: two workers at once. */
function impatience(life: readonly Draft[], dice: Dice): readonly Draft[] {
  return life.flatMap(({ order, atMs }): Draft[] =>
    dice.chance(0.6)
      ? [{ kind: 'recheck', order, atMs: atMs + dice.between(1, 2 * HARD_POLL * SECOND) }]
      : [],
  );
}

/** What people, the acquirer and machines do besides: so often for each order. */
const MEDDLING: Readonly<Partial<Record<ActionKind, number>>> = {
  'cancel-some': 0.03,
  'return-some': 0.03,
  settle: 0.04,
  lock: 0.06,
  unlock: 0.05,
  hold: 0.04,
  release: 0.03,
  rush: 0.06,
  'correct-payment-id': 0.06,
  'capture-by-shop': 0.04,
  'reverse-by-hand': 0.02,
  'refund-by-hand': 0.05,
  chargeback: 0.06,
  expire: 0.03,
  finish: 0.05,
  'forge-webhook': 0.2,
  recheck: 0.3,
  'edit-tolerance': 0.03,
  'edit-mode': 0.02,
  'break-keys': 0.01,
  'repair-keys': 0.02,
  'switch-off': 0.01,
  'switch-on': 0.03,
};
/** So often in an hour. */
const MACHINES: Readonly<Partial<Record<ActionKind, number>>> = {
  kill: 0.7,
  clock: 0.3,
  'pixi-away': 0.25,
  'unzer-away': 0.25,
  'database-away': 0.15,
};

function meddling(
  dice: Dice,
  { orders, minutes }: { orders: number; minutes: number },
): readonly Draft[] {
  const drafts: Draft[] = [];
  const calm = dice.chance(0.2);
  const end = minutes * MINUTE;
  for (const [kind, share] of Object.entries(MEDDLING) as [ActionKind, number][])
    for (let order = 0; order < orders; order += 1) {
      const own = dice.of(`${kind} ${order}`);
      if (own.chance(calm ? 0 : share)) drafts.push({ kind, order, atMs: own.between(0, end) });
    }
  for (const [kind, rate] of Object.entries(MACHINES) as [ActionKind, number][]) {
    const own = dice.of(kind);
    for (let hour = 0; hour * HOUR < end; hour += 1)
      if (own.chance(calm ? 0 : rate))
        drafts.push({
          kind,
          order: null,
          atMs: own.between(hour * HOUR, Math.min(end, (hour + 1) * HOUR)),
        });
  }
  return drafts;
}

/** Histories that begin in the evening and last for so long see the night. */
export const NIGHT_MS = DAY / 3;
