import type { OrderFile } from '@abgleich/domain';
import { tellTruth } from '@abgleich/sandbox';
import type { Simulation } from '../simulation.js';
import { APP } from './judge.js';
import { type LedgerOrder, figuresOf, isManual, isPaid, minorOf, printed, statusOf } from './ledgers.js';

/** Once nothing is left to do: every order is final or somebody was told, every amount is booked once, every event told once. */
export async function judgeAtRest(simulation: Simulation): Promise<void> {
  const told = new Set<string>();
  for (const order of simulation.orders()) {
    const file = await simulation.readFile(order.orderNr);
    if ((file?.problems.length ?? 0) > 0) told.add(String(order.orderNr));
    judgeStanding(simulation, order, file);
    judgeDocuments(simulation, order, file);
  }
  for (const operation of simulation.journal.unfinished())
    simulation.trace.violate('no operation stays open', `${operation.kind} ${operation.document} of ${operation.orderNumber}`);
  judgeEvents(simulation);
  judgeTruth(simulation, told);
}

function judgeStanding(simulation: Simulation, order: LedgerOrder, file: OrderFile | undefined): void {
  const { judge, trace } = simulation;
  const wrong = (rule: string, detail: string): void => trace.violate(rule, `${order.orderNr} ${detail}`);
  const told = (file?.problems.length ?? 0) > 0;
  if (isManual(order)) return;
  const status = statusOf(order);
  const bad = judge.whyNotGood(order);
  if (status === 'on-hold' && !told) wrong('no order stays on hold untold', `${bad ?? 'good payment'}`);
  if (status === 'open' && order.locked && order.lockUser === APP && !told)
    wrong('no lock of ours stays untold', `${bad ?? 'good payment'}`);
}

function judgeDocuments(simulation: Simulation, order: LedgerOrder, file: OrderFile | undefined): void {
  const { judge, world, trace } = simulation;
  if (isManual(order)) return;
  const { events } = world.pixi.state();
  for (const document of judge.documentsOf(order)) {
    const { invoiceNr, total, kind } = document;
    const about = file?.problems.some((one) => one.document === invoiceNr || one.document === null);
    if (!isPaid(document) && about !== true && !waitsForTheRest(simulation, order))
      trace.violate('no document stays open untold', `${kind} ${invoiceNr} of ${order.orderNr}`);
    const booked = [...events.values()].filter((one) => one.invoiceKey === document.invoiceKey && !one.deleted);
    const sum = booked.reduce((all, one) => all + one.amount, 0);
    if (Math.abs(sum) > Math.abs(total) || booked.filter(({ source }) => source !== 'person').length > 1)
      trace.violate('a document is booked once', `${invoiceNr} ${booked.length} times, ${printed(sum)} of ${printed(total)}`);
    for (const one of booked)
      if (Math.sign(one.amount) !== Math.sign(total)) trace.violate('a booking has the sign of its document', invoiceNr);
  }
}

/** Paid by transfer or on invoice: settled when the order is closed; while goods are still to be shipped, nothing is late. */
function waitsForTheRest(simulation: Simulation, order: LedgerOrder): boolean {
  const payment = simulation.paymentOf(order.kkId);
  return payment?.transactions[0]?.effect === 'request' && statusOf(order) !== 'closed';
}

/** Every settlement and every movement of money is told once. */
function judgeEvents({ journal, trace }: Simulation): void {
  const counts = new Map<string, number>();
  for (const { type, data } of journal.outbox) {
    const about =
      type === 'invoice.settled' || type === 'credit-note.settled'
        ? data['documentNumber']
        : /^payment\.(captured|reversed|refunded|shipped)$/.test(type)
          ? `${String(data['paymentId'])}/${String(data['transactionPath'])}`
          : null;
    if (about !== null) counts.set(`${type} ${String(about)}`, (counts.get(`${type} ${String(about)}`) ?? 0) + 1);
  }
  for (const [what, count] of counts) if (count !== 1) trace.violate('what happened is told once', `${what} ${count} times`);
}

/** The sandbox's own judge over both ledgers. Where somebody was told, what remains is that person's to do. */
function judgeTruth(simulation: Simulation, told: ReadonlySet<string>): void {
  const { violations, pending } = tellTruth(simulation.world, { atRest: false });
  for (const { orderNr, rule, detail } of violations) simulation.trace.violate(rule, `${orderNr} ${detail}`);
  for (const { orderNr, rule, detail } of pending.differences)
    if (!told.has(orderNr)) simulation.trace.violate(rule, `${orderNr} ${detail}`);
}

export const heldBy = (simulation: Simulation, order: LedgerOrder): number => {
  const payment = simulation.paymentOf(order.kkId);
  return payment === null ? 0 : minorOf(figuresOf(payment).captured);
};
