import { statusOf } from '../judge/ledgers.js';
import type { Simulation } from '../simulation.js';

/** What people do in the end: keys are right, configurations are on, whatever is pending at Unzer gets its outcome. */
export function repairEverything(simulation: Simulation): void {
  const { store, world, dice, judge, trace } = simulation;
  for (const order of simulation.orders()) {
    const payment = simulation.paymentOf(order.kkId);
    const pending =
      payment?.transactions.filter(
        ({ status, effect }) => status === 'pending' && effect !== 'request',
      ) ?? [];
    if (payment === null || pending.length === 0) continue;
    const reserved = pending[0]?.effect === 'reservation';
    const good = dice.of(`end of ${order.kkId} ${payment.transactions.length}`).chance(0.7);
    const outcome = good ? (reserved ? 'authorized' : 'charged') : 'failed';
    world.unzer.book({ kind: 'finish', paymentId: payment.id, outcome });
    judge.touch(payment.id);
    trace.add(`in the end: ${order.orderNr} ${outcome}`);
  }
  for (const { id, active, privateKey } of store.current()) {
    const wrong = privateKey.reveal() !== world.seed.unzer.privateKey;
    if (wrong) simulation.repairKeys(id);
    if (!active) store.save(id, { active: true });
  }
}

/** The warehouse ships what it may; of what it may not, customer service cancels some. */
export function emptyTheWarehouse(simulation: Simulation): void {
  const { world, dice, trace, judge } = simulation;
  for (const order of simulation.orders()) {
    const { orderNr } = order;
    const at = world.now();
    const chance = dice.of(`warehouse ${orderNr}`);
    if (statusOf(order) === 'open' && !order.locked && chance.chance(0.9)) {
      const { invoiceNr } = world.pixi.run({ do: 'ship', at, orderNr, lines: null });
      trace.add(`in the end: ${orderNr} shipped with ${invoiceNr ?? ''}`);
    } else if (statusOf(order) !== 'closed' && chance.chance(0.4)) {
      world.pixi.run({ do: 'cancel', at, orderNr, lines: null, status: 'STO' });
      judge.touch(orderNr);
      trace.add(`in the end: ${orderNr} cancelled`);
    }
  }
}
