import { MINUTE, SECOND } from '@abgleich/domain';
import { checkOut } from '@abgleich/sandbox';
import type { History } from './history.js';
import { type LedgerOrder, figuresOf, isPaid, statusOf, unitsOf } from './ledgers.js';

const PERSON = 'person';
const EUROS = 10_000;
const PRICES = [9.9, 14.99, 20, 34.95, 189].map((euros) => Math.round(euros * EUROS));

const METHODS = {
  C: {
    unzerType: 'card',
    outcomes: { authorized: 14, charged: 1, pending: 2, failed: 1, none: 1 },
  },
  S: { unzerType: 'card', outcomes: { authorized: 8, charged: 2, pending: 2, failed: 1, none: 1 } },
  W: {
    unzerType: 'paypal',
    outcomes: { authorized: 7, charged: 1, pending: 3, failed: 1, none: 0 },
  },
  I: {
    unzerType: 'ideal',
    outcomes: { authorized: 0, charged: 7, pending: 3, failed: 1, none: 0 },
  },
} as const;

/** An order comes in: mostly good, sometimes too little, too much, in another currency, or without a payment. */
export function checkOutSomething(history: History): void {
  const { dice, world, log } = history;
  const paymentCode = dice.weighed({ C: 5, S: 3, W: 2, I: 1 });
  const { unzerType, outcomes } = METHODS[paymentCode];
  const outcome = dice.weighed(outcomes);
  const lines = Array.from({ length: dice.between(1, 3) }, (_none, index) => ({
    itemNr: ['GT-1001', 'GT-1002', 'GT-1003'][index] ?? 'GT-1001',
    qty: dice.between(1, 3),
    price: dice.pick(PRICES),
  }));
  const shipCost = dice.chance(0.5) ? 49_000 : 0;
  const total = lines.reduce((sum, { qty, price }) => sum + qty * price, shipCost);
  const difference = dice.weighed({ none: 6, over: 5, rounding: 1, under: 1 });
  const paymentAmount = {
    none: total,
    over: total + 50 * EUROS,
    rounding: total - 100 * dice.between(1, 2),
    under: Math.round(total / 200) * 100,
  }[difference];
  const manual = dice.chance(0.03);
  const { orderNr } = checkOut(world, {
    shopId: 'DEM',
    paymentCode,
    unzerType,
    outcome,
    lines,
    shipCost,
    paymentAmount,
    ...(dice.chance(0.03) && outcome !== 'none' ? { paymentCurrency: 'CHF' } : {}),
    ...(dice.chance(0.03) ? { kkId: 's-pay-999999' } : {}),
    ...(manual ? { manual } : {}),
  });
  log.add(`shop: order ${orderNr} ${paymentCode} ${outcome} ${total / EUROS} ${difference}`);
}

const ACTIONS = {
  ship: 14,
  checkout: 1,
  capture: 3,
  reverse: 1,
  refund: 1,
  expire: 0.4,
  chargeback: 0.4,
  finish: 5,
  settle: 1,
  lock: 1.5,
  unlock: 1,
  hold: 1,
  release: 0.5,
  cancel: 1,
  rush: 4,
  recheck: 5,
  kill: 2,
  clock: 1,
};
type Action = keyof typeof ACTIONS;

/** One thing that somebody does, on some order. What the ledgers refuse was not possible. */
export function actSomehow(history: History): void {
  const { dice, world, log } = history;
  const action = dice.weighed<Action>(ACTIONS);
  const orders = [...world.pixi.state().orders.values()];
  if (action === 'checkout' || orders.length === 0) return checkOutSomething(history);
  const order = dice.pick(orders);
  try {
    const done = perform(history, action, order);
    if (done !== null) log.add(`${action} ${order.orderNr}: ${done}`);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
  }
}

/** Says what was done; `null` when there was nothing to do. Throws what the ledgers refuse. */
function perform(history: History, action: Action, order: LedgerOrder): string | null {
  const { dice, time } = history;
  switch (action) {
    case 'kill': {
      const living = history.living();
      if (!history.mayCrash || living.length === 0) return null;
      dice.pick(living).die('by kill');
      return 'a process';
    }
    case 'clock': {
      const living = history.living();
      if (living.length > 0) dice.pick(living).jump(dice.between(-20, 60) * SECOND);
      return 'jumps';
    }
    case 'recheck':
      history.requestRecheck(history.refOf(order.orderNr), time.now(), 'person');
      return 'a person asks';
    case 'capture':
    case 'reverse':
    case 'refund':
    case 'expire':
    case 'chargeback':
    case 'finish':
      return actAtUnzer(history, action, order);
    default:
      return actInPixi(history, action, order);
  }
}

function actAtUnzer(history: History, action: Action, order: LedgerOrder): string | null {
  const { dice, world, judge, time } = history;
  const payment = world.unzer.ledger.payment(order.kkId);
  if (payment === null) return null;
  const { unzer } = world;
  const paymentId = payment.id;
  const { remaining, captured } = figuresOf(payment);
  const invoices = judge.invoicesOf(order).map(({ total }) => total);
  const part = Math.max(100, Math.round((remaining * dice.between(1, 9)) / 1_000) * 100);
  const act = (): string => {
    if (action === 'finish') {
      const outcome = dice.weighed({ charged: 2, authorized: 2, failed: 1 });
      unzer.book({ kind: 'finish', paymentId, outcome });
      return outcome;
    }
    if (action === 'expire') unzer.book({ kind: 'expire', paymentId });
    if (action === 'chargeback') unzer.book({ kind: 'chargeback', paymentId });
    if (action === 'refund') {
      const amount = dice.pick([captured, 100 * Math.ceil(captured / 300)]);
      unzer.book({ kind: 'refund-by-hand', paymentId, amount });
    }
    if (action === 'reverse') {
      const amount = dice.pick([null, part]);
      unzer.book({ kind: 'cancel-authorization', paymentId, amount, authorizationId: null });
    }
    if (action !== 'capture') return 'by hand';
    const amount = dice.pick([remaining, part, ...invoices]);
    const references = dice.pick([{}, { paymentReference: 'shop-1' }]);
    const acquirer = dice.weighed({ success: 9, pending: 1 });
    unzer.book({ kind: 'charge', paymentId, amount, references, acquirer });
    return `${amount / EUROS} ${acquirer}`;
  };
  const done = act();
  judge.touchedAt.set(paymentId, time.now());
  // Unzer's webhook; some get lost.
  if (dice.chance(0.8)) history.requestRecheck(history.refOf(order.orderNr), null, 'webhook');
  return done;
}

function actInPixi(history: History, action: Action, order: LedgerOrder): string | null {
  const { dice, world, judge } = history;
  const { orderNr } = order;
  const at = world.now();
  const { pixi } = world;
  const open = order.lines.filter((line) => line.status === 'ANG' || line.status === 'HAL');
  const some = () =>
    open
      .filter(() => dice.chance(0.6))
      .map(({ lineKey, qty }) => ({ lineKey, qty: dice.between(1, qty) }));
  switch (action) {
    case 'ship': {
      if (statusOf(order) !== 'open' || order.locked) return null;
      const chosen = dice.chance(0.5) ? null : some();
      if (chosen?.length === 0) return null;
      const { invoiceNr, total } = pixi.run({ do: 'ship', at, orderNr, lines: chosen });
      return `${invoiceNr} ${(total ?? 0) / EUROS}`;
    }
    case 'settle': {
      const unpaid = judge.invoicesOf(order).filter((one) => !isPaid(one));
      if (unpaid.length === 0) return null;
      const { invoiceNr } = dice.pick(unpaid);
      pixi.run({ do: 'settle-by-hand', at, orderNr, invoiceNr });
      return invoiceNr;
    }
    case 'lock':
    case 'unlock': {
      const locked = action === 'lock';
      if (order.locked === locked) return null;
      pixi.run({ do: 'lock-order', at, orderNr, locked, user: PERSON, reason: '' });
      if (!locked) judge.unlockedByPerson.add(orderNr);
      return 'by hand';
    }
    case 'hold':
      pixi.run({ do: 'hold', at, orderNr, user: PERSON });
      return 'by hand';
    case 'release':
      pixi.run({ do: 'release-by-hand', at, orderNr, user: PERSON });
      return 'by hand';
    case 'rush': {
      // Shipped in part and held again at once: release and capture work on the same payment at the same time.
      if (statusOf(order) === 'on-hold')
        pixi.run({ do: 'release-by-hand', at, orderNr, user: PERSON });
      const [first] = open;
      if (first === undefined || order.locked) return null;
      const { invoiceNr } = pixi.run({
        do: 'ship',
        at,
        orderNr,
        lines: [{ lineKey: first.lineKey, qty: 1 }],
      });
      if (open.length > 1) pixi.run({ do: 'hold', at, orderNr, user: PERSON });
      history.requestRecheck(history.refOf(orderNr), history.time.now(), 'person');
      return `${invoiceNr ?? ''} shipped, the rest held`;
    }
    case 'cancel': {
      const chosen = dice.chance(0.5) ? null : some();
      if (chosen?.length === 0) return null;
      pixi.run({ do: 'cancel', at, orderNr, lines: chosen, status: 'STO' });
      return 'lines';
    }
    default:
      return null;
  }
}

/** What people would have done in the end: whatever is pending at Unzer gets its outcome, and Unzer tells of it. */
export function finishPending(history: History): void {
  const { world, dice, judge, log } = history;
  for (const order of world.pixi.state().orders.values()) {
    const payment = world.unzer.ledger.payment(order.kkId);
    const pending = payment?.transactions.filter(({ status }) => status === 'pending') ?? [];
    if (payment === null || pending.length === 0) continue;
    const reserved = pending[0]?.effect === 'reservation';
    const outcome = dice.chance(0.7) ? (reserved ? 'authorized' : 'charged') : 'failed';
    world.unzer.book({ kind: 'finish', paymentId: payment.id, outcome });
    judge.touchedAt.set(payment.id, world.now());
    log.add(`finish ${order.orderNr}: ${outcome}`);
    history.requestRecheck(history.refOf(order.orderNr), null, 'webhook');
  }
}

export const ACTION_GAP_MS = { from: 2 * SECOND, to: 4 * MINUTE } as const;
export const amountOf = unitsOf;
