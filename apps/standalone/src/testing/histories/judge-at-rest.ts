import type { OrderFile, OrderNumber } from '@abgleich/domain';
import type { History } from './history.js';
import {
  type LedgerOrder,
  type LedgerPayment,
  figuresOf,
  isPaid,
  minorOf,
  statusOf,
  totalOf,
} from './ledgers.js';

const APP = 'Abgleich';
const UNFINISHED = ['open', 'pending'];

/** Once nothing is left to do: every order is final or somebody was told, every amount is booked once, every event told once. */
export async function judgeAtRest(history: History): Promise<void> {
  const { world, journal, connectionId } = history;
  const orders = [...world.pixi.state().orders.values()];
  const numbers = orders.map(({ orderNr }) => String(orderNr) as OrderNumber);
  const files = await journal.readOrders(connectionId, numbers);
  for (const order of orders) {
    const file = files.get(String(order.orderNr) as OrderNumber);
    judgeStanding(history, order, file);
    judgeInvoices(history, order, file);
    if (file) judgeJournal(history, order, file);
  }
}

const isManual = (order: LedgerOrder): boolean =>
  order.kkId === '' && order.orderNrExternal === `P${order.orderNr}`;

function judgeStanding(history: History, order: LedgerOrder, file: OrderFile | undefined): void {
  const { judge } = history;
  const wrong = (rule: string, detail: string): void =>
    history.log.violate(rule, `${order.orderNr} ${detail}`);
  const told = (file?.problems.length ?? 0) > 0;
  const touchedByApp = order.comments.some(({ user }) => user === APP);
  if (isManual(order)) {
    if (touchedByApp) wrong('manual orders are left alone', 'has comments of ours');
    return;
  }
  const status = statusOf(order);
  const bad = judge.whyNotGood(order);
  if (status === 'on-hold' && !told) wrong('no order stays on hold untold', `${bad ?? 'good'}`);
  const release = order.paymentLog.findLast(
    ({ call, success }) => call === 'authorization' && success,
  );
  const touched = judge.touchedAt.get(order.kkId) ?? Number.NEGATIVE_INFINITY;
  const overtaken = release !== undefined && touched > release.at - 90_000;
  if (release && !order.locked && bad !== null && !overtaken && status === 'open')
    if (!judge.unlockedByPerson.has(order.orderNr)) wrong('no order is open unlocked unpaid', bad);
  if (status === 'open' && order.locked && order.lockUser === APP && !told)
    wrong('no lock of ours stays untold', `${bad ?? 'good payment'}`);
  // Settled by a person: pixi tells nobody, and the state is put right when somebody asks to look again.
  const byPerson = judge.invoicesOf(order).some((one) => isPaid(one) && !one.captureMarked);
  const settled = judge.invoicesOf(order).every(isPaid) && !byPerson;
  const resting = file?.order.state === 'waiting' || file?.order.state === 'stuck';
  // Cancelled before we could look: cancellations are another service's business.
  const isCancelled = status === 'closed' && order.invoiceKeys.length === 0;
  if (resting && !told && settled && !isCancelled)
    wrong('no order waits for nothing', file?.order.reason ?? '');
}

function judgeInvoices(history: History, order: LedgerOrder, file: OrderFile | undefined): void {
  const { judge, world, log } = history;
  if (isManual(order)) return;
  const payment = world.unzer.ledger.payment(order.kkId);
  const { events } = world.pixi.state();
  let settledByApp = 0;
  for (const invoice of judge.invoicesOf(order)) {
    const { invoiceNr, total } = invoice;
    const told = file?.problems.some(({ document }) => document === invoiceNr || document === null);
    if (!isPaid(invoice) && told !== true)
      log.violate('no invoice stays open untold', `${invoiceNr} of ${order.orderNr}`);
    const booked = [...events.values()].filter(
      (one) => one.invoiceKey === invoice.invoiceKey && !one.deleted,
    );
    const sum = booked.reduce((all, one) => all + one.amount, 0);
    if (sum > total || booked.length > 1)
      log.violate('an invoice is booked once', `${invoiceNr} ${booked.length} times, ${sum}`);
    if (!invoice.captureMarked) continue;
    settledByApp += total;
    const tellings = history.journal.outbox.filter(
      ({ type, data }) => type === 'invoice.settled' && data['documentNumber'] === invoiceNr,
    );
    if (tellings.length !== 1)
      log.violate('a settlement is told once', `${invoiceNr} ${tellings.length} times`);
  }
  const gross = payment === null ? 0 : figuresOf(payment).gross;
  if (minorOf(settledByApp) > minorOf(gross) + 2 * Math.max(1, judge.invoicesOf(order).length))
    log.violate(
      'settled with money that came in',
      `${order.orderNr}: ${minorOf(settledByApp)} of ${minorOf(gross)}`,
    );
}

function judgeJournal(history: History, order: LedgerOrder, file: OrderFile): void {
  const { log, journal, judge, world } = history;
  for (const operation of file.operations) {
    const { kind, document, status, transactionPath } = operation;
    if (UNFINISHED.includes(status))
      log.violate('no operation stays open', `${kind} ${document} of ${order.orderNr}`);
    if (kind !== 'capture' || status !== 'done') continue;
    const tellings = journal.outbox.filter(
      ({ type, data }) =>
        type === 'payment.captured' &&
        data['transactionPath'] === transactionPath &&
        data['paymentId'] === operation.paymentId,
    );
    if (tellings.length !== 1)
      log.violate('a capture is told once', `${document} ${tellings.length} times`);
  }
  const payment = world.unzer.ledger.payment(order.kkId);
  const own = payment === null ? [] : judge.ownCaptures(payment);
  for (const entry of own) {
    if (entry.status !== 'success') continue;
    const known = file.operations.some(
      ({ kind, status, transactionPath }) =>
        kind === 'capture' && status === 'done' && transactionPath === entry.path,
    );
    const told = file.problems.length > 0;
    if (!known && !told)
      log.violate('every capture of ours is known or told', `${entry.paymentReference}`);
  }
  const paid = judge.invoicesOf(order).filter(isPaid);
  const left = totalOf(order) - paid.reduce((sum, { total }) => sum + total, 0);
  // A payment that never covered the order is used up before it: then all that can be settled is.
  const covers = payment !== null && heldBy(payment) >= totalOf(order);
  if (file.order.state === 'settled' && minorOf(left) > 2 && covers && statusOf(order) === 'open')
    log.violate('settled means settled', `${order.orderNr}: ${minorOf(left)} left`);
}

/** What the payment holds for the order, taken or still reserved. */
const heldBy = (payment: LedgerPayment): number => {
  const { total, refunded } = figuresOf(payment);
  return total - refunded;
};
