import { HOUR } from '@abgleich/domain';
import type { Simulation } from '../simulation.js';
import { judgeOrder } from './judge-order.js';

/** Outside the night a planned look is made within minutes. */
const OVERDUE_MS = HOUR;

/** Once nothing is left to do: what the independent checker says of both ledgers, and what must be true of our own words besides. */
export async function judgeAtRest(simulation: Simulation): Promise<void> {
  const { trace, journal } = simulation;
  for (const order of simulation.orders()) {
    const file = await simulation.readFile(order.orderNr);
    judgeOrder(simulation, order, { file, atRest: true });
  }
  for (const { kind, document, orderNumber, status } of journal.unfinished())
    trace.violate('no operation stays open', `${kind} ${document} of ${orderNumber} is ${status}`);
  for (const { orderNumber, at } of journal.plannedLooks())
    if (at < simulation.time.now() - OVERDUE_MS)
      trace.violate('nothing waits for ever', `${orderNumber} should have been looked at ${new Date(at).toISOString()}`);
  for (const parked of simulation.bus.parked) trace.add(`parked: ${parked}`);
  judgeEvents(simulation);
}

const MONEY_EVENT = /^payment\.(captured|reversed|refunded|shipped)$/;
const SETTLED_EVENT = /^(invoice|credit-note)\.settled$/;

/** Every settlement and every movement of money is told once. */
function judgeEvents({ journal, trace }: Simulation): void {
  const counts = new Map<string, number>();
  for (const { type, data } of journal.outbox) {
    const about = SETTLED_EVENT.test(type)
      ? String(data['documentNumber'])
      : MONEY_EVENT.test(type)
        ? `${String(data['paymentId'])}/${String(data['transactionPath'])}`
        : null;
    if (about !== null) counts.set(`${type} ${about}`, (counts.get(`${type} ${about}`) ?? 0) + 1);
  }
  for (const [what, count] of counts)
    if (count !== 1) trace.violate('what happened is told once', `${what} ${count} times`);
}
