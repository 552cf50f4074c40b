import {
  type CheckedBooking,
  type CheckedDocument,
  type CheckedOrder,
  type CheckedTransaction,
  type OrderFile,
  type PaymentMethodCode,
  type ProviderLedger,
  currency,
  fromIso,
  money,
} from '@abgleich/domain';
import type { Simulation } from '../simulation.js';
import { APP } from './judge.js';
import {
  type LedgerInvoice,
  type LedgerOrder,
  type LedgerPayment,
  figuresOf,
  isManual,
  isPaid,
  minorOf,
  orderedOf,
  statusOf,
  totalOf,
} from './ledgers.js';

/** One order as the independent checker reads it: both ledgers' entries, and who made each of them. */
export function checkedOrder(
  simulation: Simulation,
  order: LedgerOrder,
  file: OrderFile | undefined,
): CheckedOrder {
  const { judge } = simulation;
  const amount = (units: number) => money(minorOf(units), currency(order.currency));
  const release = judge.releasedAt.get(order.orderNr) ?? null;
  const document = (one: LedgerInvoice): CheckedDocument =>
    documentOf(simulation, one, order.currency);
  const configuration = simulation.store
    .current()
    .find((one) => one.paymentCode === order.paymentCode);
  const edited = judge.touchedAt.has(`mode ${order.paymentCode}`);
  const ids = new Set([order.kkId, ...(judge.paymentsOf.get(order.orderNr) ?? [])]);
  return {
    erp: {
      orderNumber: String(order.orderNr),
      manual: isManual(order),
      status: statusOf(order),
      locked: order.locked,
      lockedByUs: order.locked && order.lockUser === APP,
      unlockedByOthers: judge.unlockedByPerson.has(order.orderNr),
      releasedByUsAt: release,
      total: amount(totalOf(order)),
      ordered: amount(orderedOf(order)),
      someCancelled: order.lines.some(({ status }) => status === 'STO' || status === 'NLB'),
      invoices: judge.invoicesOf(order).map(document),
      creditNotes: judge.creditNotesOf(order).map(document),
    },
    payments: [...ids].flatMap((id) => {
      const payment = simulation.paymentOf(id);
      return payment === null ? [] : [paymentOf(simulation, payment)];
    }),
    agreement: {
      toleranceMinor: judge.tolerance(),
      mode: edited ? null : (configuration?.policy.mode ?? null),
      settlesAfterReceipt: configuration?.policy.settleInvoiceAfterReceipt ?? false,
    },
    said: {
      told: (file?.problems ?? []).map(({ code }) => code),
      unfinished: (file?.operations ?? [])
        .filter(({ status }) => status === 'open' || status === 'pending')
        .map(({ kind, document: of }) => `${kind} ${of}`),
    },
  };
}

function documentOf(simulation: Simulation, one: LedgerInvoice, code: string): CheckedDocument {
  const amount = (units: number) => money(Math.abs(minorOf(units)), currency(code));
  const bookings = [...simulation.world.pixi.state().events.values()]
    .filter((event) => event.invoiceKey === one.invoiceKey && !event.deleted)
    .map((event): CheckedBooking => ({
      amount: amount(event.amount),
      by: event.source === 'person' ? 'others' : 'us',
    }));
  return {
    number: one.invoiceNr,
    total: amount(one.total),
    shipped: true,
    settled: isPaid(one),
    booked: amount(one.paidSum),
    bookings,
    recordedByUs: null,
  };
}

/** Names of the sandbox's methods that differ from ours. */
const METHODS: Readonly<Record<string, string>> = { applepay: 'apple-pay', przelewy: 'przelewy24' };

function paymentOf(simulation: Simulation, payment: LedgerPayment): ProviderLedger {
  const amount = (units: number) => money(minorOf(units), currency(payment.currency));
  return {
    paymentId: payment.id,
    method: (METHODS[payment.apiType] ?? payment.apiType) as PaymentMethodCode, // the histories use methods that we know
    currency: currency(payment.currency),
    remaining: amount(figuresOf(payment).remaining),
    transactions: payment.transactions.map((entry): CheckedTransaction => ({
      path: entry.path,
      effect: entry.effect,
      status: entry.status,
      amount: amount(entry.amount),
      at: fromIso(entry.at),
      by: simulation.judge.ownEntries.has(`${payment.id}/${entry.path}`) ? 'us' : 'others',
      reference: entry.paymentReference === '' ? null : entry.paymentReference,
      document: entry.invoiceId === '' ? null : entry.invoiceId,
    })),
  };
}
