import { isPaid, printed, statusOf } from '../judge/ledgers.js';
import type { Simulation } from '../simulation.js';
import type { OnOrder } from './act-at-unzer.js';

const PERSON = 'person';
const SHIPPABLE = ['ANG', 'BES', 'FUT', 'EIN'];

/** The warehouse, customer service, and people who meddle. */
export function actInPixi(
  simulation: Simulation,
  { kind, order, dice, index }: OnOrder & { readonly index: number },
): string | null {
  const { judge, world } = simulation;
  const { pixi } = world;
  const { orderNr } = order;
  const at = world.now();
  const run = pixi.run;
  const isOff = simulation.store
    .current()
    .some((one) => one.paymentCode === order.paymentCode && !one.active);
  if (isOff) judge.wasOff.add(String(orderNr));
  const lines = (statuses: readonly string[]) =>
    order.lines.filter(({ status, qty }) => statuses.includes(status) && qty > 0);
  const open = lines([...SHIPPABLE, 'HAL']);
  const some = (from: typeof open) =>
    from
      .filter(() => dice.chance(0.6))
      .map(({ lineKey, qty }) => ({ lineKey, qty: dice.between(1, qty) }));
  const told = (text: string): string => `${orderNr} ${text}`;
  switch (kind) {
    case 'ship':
    case 'ship-some': {
      if (statusOf(order) !== 'open' || order.locked) return null;
      const chosen = kind === 'ship' ? null : some(lines(SHIPPABLE));
      if (chosen?.length === 0) return null;
      const { invoiceNr, total } = run({ do: 'ship', at, orderNr, lines: chosen });
      return told(`${invoiceNr ?? ''} over ${printed(total ?? 0)}`);
    }
    case 'cancel':
    case 'cancel-some':
    case 'undeliverable': {
      const chosen = kind === 'cancel' ? null : some(open);
      if (chosen?.length === 0) return null;
      judge.touch(orderNr);
      run({
        do: 'cancel',
        at,
        orderNr,
        lines: chosen,
        status: kind === 'undeliverable' ? 'NLB' : 'STO',
      });
      return told(kind === 'cancel' ? 'all that is open' : 'some of it');
    }
    case 'return-some':
    case 'return-all':
    case 'return-settled': {
      const shipped = lines(['AUS']);
      const chosen =
        kind === 'return-some'
          ? some(shipped)
          : shipped.map(({ lineKey, qty }) => ({ lineKey, qty }));
      if (chosen.length === 0) return null;
      const shipCost = kind !== 'return-some' && dice.chance(0.5) ? order.shipCost : 0;
      const settled = kind === 'return-settled';
      const { invoiceNr, total } = run({
        do: 'return',
        at,
        orderNr,
        lines: chosen,
        shipCost,
        alreadySettled: settled,
      });
      return told(
        `${invoiceNr ?? ''} over ${printed(total ?? 0)}${settled ? ', settled at once' : ''}`,
      );
    }
    case 'settle': {
      const unpaid = judge.documentsOf(order).filter((one) => !isPaid(one));
      if (unpaid.length === 0) return null;
      const { invoiceNr } = dice.pick(unpaid);
      judge.touch(orderNr);
      run({ do: 'settle-by-hand', at, orderNr, invoiceNr });
      return told(invoiceNr);
    }
    case 'lock':
    case 'unlock': {
      const locked = kind === 'lock';
      if (order.locked === locked) return null;
      judge.touch(orderNr);
      run({ do: 'lock-order', at, orderNr, locked, user: PERSON, reason: '' });
      if (!locked) judge.unlockedByPerson.add(orderNr);
      return told('by hand');
    }
    case 'hold':
      judge.touch(orderNr);
      run({ do: 'hold', at, orderNr, user: PERSON });
      return told('by hand');
    case 'release':
      judge.touch(orderNr);
      run({ do: 'release-by-hand', at, orderNr, user: PERSON });
      return told('by hand');
    case 'rush':
      return rush(simulation, { kind, order, dice });
    case 'correct-payment-id': {
      const kkId = simulation.paymentIds.get(index) ?? null;
      if (kkId === null || kkId === order.kkId) return null;
      judge.touch(orderNr, kkId);
      run({ do: 'set-payment-id', at, orderNr, kkId });
      return told(kkId);
    }
    default:
      return null;
  }
}

/** Shipped in part and held again at once: release and capture work on the same payment at the same time. */
function rush(simulation: Simulation, { order }: OnOrder): string | null {
  const { judge, world } = simulation;
  const { orderNr } = order;
  const at = world.now();
  judge.touch(orderNr);
  if (statusOf(order) === 'on-hold')
    world.pixi.run({ do: 'release-by-hand', at, orderNr, user: PERSON });
  const open = order.lines.filter(({ status, qty }) => SHIPPABLE.includes(status) && qty > 0);
  const [first] = open;
  if (first === undefined || order.locked) return null;
  const lines = [{ lineKey: first.lineKey, qty: 1 }];
  const { invoiceNr } = world.pixi.run({ do: 'ship', at, orderNr, lines });
  const rest = order.lines.some(({ status }) => SHIPPABLE.includes(status));
  if (rest) world.pixi.run({ do: 'hold', at, orderNr, user: PERSON });
  simulation.recheck(orderNr, simulation.time.now());
  return `${orderNr} ${invoiceNr ?? ''}, the rest held again`;
}
