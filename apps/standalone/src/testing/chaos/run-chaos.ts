import type { ControlClient } from '../control-client.js';
import { type Dice, createDice } from '../../simulator/world/dice.js';

import { chaosCheckout } from './chaos-checkout.js';
import { keepFailing } from './chaos-faults.js';
import { type ActionName, ChaosOrder } from './chaos-order.js';

export type ChaosOptions = {
  readonly seed: number;
  readonly orders: number;
  /** Share of orders that begin wrong, and how much people meddle: 0 for a world in which nobody is needed. */
  readonly troubles: number;
  readonly faults: boolean;
};

/** What the warehouse, customers and banks do. */
const DAILY: Partial<Record<ActionName, number>> = {
  'ship-all': 3,
  'ship-some': 5,
  'cancel-some': 2,
  'cancel-all': 0.6,
  return: 4,
  receive: 4,
  finish: 3,
};
/** What people do by hand on top, and what goes wrong with money. */
const MEDDLING: Partial<Record<ActionName, number>> = {
  lock: 0.25,
  unlock: 0.25,
  hold: 0.15,
  settle: 0.25,
  'refund-by-hand': 0.2,
  chargeback: 0.15,
  expire: 0.15,
};
const STEPS_PER_ORDER = { from: 3, to: 8 };
/** Orders in the air at once. */
const POOL = 24;
const PAUSE_MS = 60;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A stream of orders that people, customers and banks act on in any mixture, under faults when asked for. */
export class Chaos {
  readonly orders: ChaosOrder[] = [];
  readonly #dice: Dice;
  constructor(
    readonly control: ControlClient,
    readonly options: ChaosOptions,
  ) {
    this.#dice = createDice(options.seed);
  }

  /** Places `count` more orders and acts on all of them until each has had its steps. */
  async load(count: number = this.options.orders): Promise<void> {
    let isOver = false;
    const failing = this.options.faults
      ? keepFailing(this.control, createDice(this.options.seed + 1), () => isOver)
      : Promise.resolve();
    try {
      await this.#work(count);
    } finally {
      isOver = true;
      await failing;
      await this.control.clearFaults();
    }
  }

  async #work(count: number): Promise<void> {
    const { troubles } = this.options;
    const weights = troubles > 0 ? { ...DAILY, ...MEDDLING } : DAILY;
    const dice = this.#dice;
    let active: { order: ChaosOrder; left: number }[] = [];
    for (let placed = 0; placed < count || active.length > 0;) {
      if (placed < count && active.length < POOL) {
        const plan = chaosCheckout(dice, troubles);
        const order = new ChaosOrder(
          this.control,
          plan,
          await this.control.checkout(plan.checkout),
        );
        this.orders.push(order);
        active.push({ order, left: dice.between(STEPS_PER_ORDER.from, STEPS_PER_ORDER.to) });
        placed += 1;
      }
      const one = dice.pick(active);
      one.left -= 1;
      await one.order.act(dice, weights);
      active = active.filter(({ left }) => left > 0);
      await pause(PAUSE_MS);
    }
  }

  /** Brings every order to its end, as a warehouse does at last: shipped, or cancelled where it may not go. */
  async finish(patienceMs: number): Promise<void> {
    const deadline = Date.now() + patienceMs;
    let open = [...this.orders];
    while (open.length > 0 && Date.now() < deadline) {
      const still = await Promise.all(
        open.map(async (one) => ((await this.#end(one)) ? [] : [one])),
      );
      open = still.flat();
      await pause(500);
    }
    for (const order of open) await order.do('cancel-all', this.#dice);
  }

  /** `true`: closed. */
  async #end(order: ChaosOrder): Promise<boolean> {
    const { status, locked } = await order.view();
    if (status === 'CLOSED') return true;
    if (status === 'HOLD') await order.do('finish', this.#dice);
    else if (!locked) await order.do('ship-all', this.#dice);
    else if (order.plan.money === 'transfer' && !order.troubles.has('locked by hand'))
      await order.do('receive-rest', this.#dice);
    else await order.do('cancel-all', this.#dice);
    return false;
  }
}
