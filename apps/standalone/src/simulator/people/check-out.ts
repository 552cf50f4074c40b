import { checkOut } from '@abgleich/sandbox';
import type { OrderPlan } from '../plan.js';
import type { Simulation } from '../simulation.js';

const EUROS = 10_000;
const ITEMS = ['GT-1001', 'GT-1002', 'GT-1003', 'KU-2001'] as const;
/** Odd cents, so that parts do not add up to round figures. */
const PRICES = [9.9, 14.99, 20, 34.95, 64.99, 189].map((euros) => Math.round(euros * EUROS));
const LINES_MAX = 3;
const PIECES_MAX = 3;

type Outcome = 'authorized' | 'charged' | 'pending' | 'failed' | 'none';
type Method = {
  readonly unzerType: string;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
};

/** What the shop leaves at Unzer, by pixi's payment code: mostly what it should, sometimes not. */
const METHODS: Readonly<Record<string, Method>> = {
  C: {
    unzerType: 'card',
    outcomes: { authorized: 16, charged: 2, pending: 1, failed: 1, none: 1 },
  },
  S: {
    unzerType: 'card',
    outcomes: { authorized: 12, charged: 2, pending: 1, failed: 1, none: 1 },
  },
  W: { unzerType: 'paypal', outcomes: { authorized: 10, charged: 2, pending: 3, failed: 1 } },
  I: { unzerType: 'ideal', outcomes: { charged: 14, pending: 3, failed: 1 } },
  V: { unzerType: 'prepayment', outcomes: { pending: 20, none: 1 } },
  R: { unzerType: 'invoice', outcomes: { pending: 20, none: 1 } },
  G: { unzerType: 'invoice-secured', outcomes: { pending: 20, none: 1 } },
  P: { unzerType: 'paylater-invoice', outcomes: { authorized: 18, pending: 1, failed: 1 } },
  L: { unzerType: 'paylater-installment', outcomes: { authorized: 18, pending: 1, failed: 1 } },
  D: { unzerType: 'paylater-direct-debit', outcomes: { authorized: 18, failed: 1 } },
};
export const PAYMENT_CODES = Object.keys(METHODS);

/** An order comes in: mostly good, sometimes too little, too much, in another currency, or without a payment. */
export function checkOutOrder(simulation: Simulation, { index, paymentCode }: OrderPlan): void {
  const dice = simulation.dice.of(`order ${index}`);
  const method = METHODS[paymentCode];
  if (method === undefined) throw new Error(`No method has the code ${paymentCode}`);
  const outcome = dice.weighed<Outcome>({
    authorized: 0,
    charged: 0,
    pending: 0,
    failed: 0,
    none: 0,
    ...method.outcomes,
  });
  const lines = Array.from({ length: dice.between(1, LINES_MAX) }, (_none, at) => ({
    itemNr: ITEMS[at] ?? ITEMS[0],
    qty: dice.between(1, PIECES_MAX),
    price: dice.pick(PRICES),
  }));
  const shipCost = dice.chance(0.5) ? 4.9 * EUROS : 0;
  const discount = dice.chance(0.15) ? 5 * EUROS : 0;
  const goods = lines.reduce((sum, { qty, price }) => sum + qty * price, 0);
  const total = Math.max(0, goods + shipCost - discount);
  const difference = dice.weighed({ none: 12, over: 2, rounding: 2, under: 1 });
  const paymentAmount = {
    none: total,
    over: total + 50 * EUROS,
    rounding: total - 100 * dice.between(1, 2),
    under: Math.round(total / 200) * 100,
  }[difference];
  const manual = dice.chance(0.02);
  const foreign = dice.chance(0.02) && outcome !== 'none';
  const { orderNr, paymentId } = checkOut(simulation.world, {
    shopId: 'DEM',
    paymentCode,
    unzerType: method.unzerType,
    outcome,
    lines,
    shipCost,
    discount,
    paymentAmount,
    ...(foreign ? { paymentCurrency: 'CHF' } : {}),
    ...(dice.chance(0.02) ? { kkId: 's-pay-999999' } : {}),
    ...(manual ? { manual } : {}),
  });
  simulation.orderNrs.set(index, Number(orderNr));
  simulation.paymentIds.set(index, paymentId);
  simulation.trace.count(`order ${method.unzerType}`);
  simulation.trace.add(
    `shop: order ${orderNr} ${method.unzerType} ${outcome} ${total / EUROS} EUR, paid for ${paymentAmount / EUROS} ${foreign ? 'CHF' : 'EUR'}${manual ? ', by hand' : ''} (${paymentId ?? 'no payment'})`,
  );
}
