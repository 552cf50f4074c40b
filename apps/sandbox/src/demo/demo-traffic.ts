import { checkOut } from '../control/checkout.js';
import type { SandboxWorld } from '../control/sandbox-world.js';
import { PixiRefusal } from '../pixi/ledger/refusal.js';
import { orderTotal } from '../pixi/ledger/totals.js';
import { UnzerRefusal } from '../unzer/unzer-refusal.js';
import { makeUpOrder, type DemoStep } from './demo-orders.js';

export type DemoOptions = {
  /** New orders per minute once the first ones are there; default 2. */
  readonly ordersPerMinute?: number | undefined;
};
export type DemoTraffic = {
  /** Plays what is due at this moment; the timer calls it, and a simulator may. */
  tick(): void;
  start(): void;
  stop(): void;
};

const ORDERS_PER_MINUTE = 2;
/** How often somebody looks whether something is due; cheap, and fast enough to watch. */
const TICK_MS = 2_500;
/** The first orders come at every tick, so that the dashboard lives within a minute. */
const FIRST_ORDERS = 14;
/** The demo stops making orders here: a forgotten sandbox must not grow for ever. */
const ORDERS_MAX = 2_000;
/** A day in the warehouse, shortened. */
const STEP_AFTER_MS = 15_000;
/** After this many refusals (a locked order, an order on hold) a step is given up. */
const TRIES_MAX = 60;

type Running = {
  readonly orderNr: number;
  readonly paymentId: string | null;
  readonly steps: DemoStep[];
  dueAt: number;
  tries: number;
};

/** A modest stream of realistic orders through all families, played through the same functions as the control interface. */
export function createDemoTraffic(world: SandboxWorld, options: DemoOptions = {}): DemoTraffic {
  const everyMs = 60_000 / Math.max(options.ordersPerMinute ?? ORDERS_PER_MINUTE, 0.01);
  let running: Running[] = [];
  let made = 0;
  let nextOrderAt = 0;
  let timer: NodeJS.Timeout | null = null;

  function makeOrder(now: number): void {
    const { checkout, steps } = makeUpOrder(world.seed, world.random, made);
    made += 1;
    const { orderNr, paymentId } = checkOut(world, checkout);
    if (steps.length === 0) return;
    running.push({
      orderNr: Number(orderNr),
      paymentId,
      steps: [...steps],
      dueAt: now + STEP_AFTER_MS,
      tries: 0,
    });
  }

  function tick(): void {
    const now = world.now();
    const orders = world.pixi.state().orders;
    if (now >= nextOrderAt && orders.size < ORDERS_MAX) {
      makeOrder(now);
      nextOrderAt = made < FIRST_ORDERS ? now : now + everyMs;
    }
    running.filter(({ dueAt }) => dueAt <= now).forEach((order) => advance(world, order, now));
    running = running.filter(({ steps, orderNr }) => steps.length > 0 && orders.has(orderNr));
  }

  return {
    tick,
    start() {
      timer ??= setInterval(() => {
        try {
          tick();
        } catch (error) {
          console.error('sandbox demo:', error);
        }
      }, TICK_MS).unref();
    },
    stop() {
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
}

function advance(world: SandboxWorld, order: Running, now: number): void {
  const [step] = order.steps;
  if (step === undefined) return;
  order.dueAt = now + STEP_AFTER_MS;
  try {
    play(world, order, step);
    order.steps.shift();
    order.tries = 0;
  } catch (error) {
    if (!(error instanceof PixiRefusal) && !(error instanceof UnzerRefusal)) throw error;
    order.tries += 1;
    if (order.tries > TRIES_MAX) order.steps.length = 0;
  }
}

function play(world: SandboxWorld, { orderNr, paymentId }: Running, step: DemoStep): void {
  const { pixi } = world;
  const at = world.now();
  const order = pixi.state().orders.get(orderNr);
  if (!order) return;
  const oneOf = (status: string) => {
    const line = order.lines.find((one) => one.status === status);
    return line ? [{ lineKey: line.lineKey, qty: 1 }] : null;
  };
  switch (step) {
    case 'ship':
      pixi.run({ do: 'ship', at, orderNr, lines: null });
      return;
    case 'ship-one':
      pixi.run({ do: 'ship', at, orderNr, lines: oneOf('ANG') });
      return;
    case 'cancel':
      pixi.run({ do: 'cancel', at, orderNr, lines: null, status: 'STO' });
      return;
    case 'cancel-one': {
      const lines = order.lines.length > 1 ? (oneOf('ANG') ?? oneOf('HAL')) : null;
      if (lines) pixi.run({ do: 'cancel', at, orderNr, lines, status: 'NLB' });
      return;
    }
    case 'return-one': {
      const lines = oneOf('AUS');
      const wanted = { orderNr, shipCost: 0, alreadySettled: false };
      if (lines) pixi.run({ do: 'return', at, lines, ...wanted });
      return;
    }
    case 'receive':
    case 'receive-too-little': {
      const due = orderTotal(order);
      const amount = step === 'receive' ? due : Math.floor(due / 20_000) * 10_000;
      if (paymentId !== null && amount > 0)
        world.unzer.book({ kind: 'receive', paymentId, amount });
      return;
    }
    case 'finish':
      finishPayment(world, paymentId);
      return;
    default:
      unknownStep(step);
  }
}

/** The redirect or the review ends well; a request to transfer has nothing to finish. */
function finishPayment({ unzer }: SandboxWorld, paymentId: string | null): void {
  const first = unzer.ledger.payment(paymentId ?? '')?.transactions[0];
  if (paymentId === null || first?.status !== 'pending' || first.effect === 'request') return;
  const outcome = first.effect === 'reservation' ? 'authorized' : 'charged';
  unzer.book({ kind: 'finish', paymentId, outcome });
}

function unknownStep(step: never): never {
  throw new Error(`Unknown demo step ${String(step)}.`);
}
