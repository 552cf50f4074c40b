import {
  type ErpGateway,
  type ErpInvoice,
  type ErpOrder,
  type InvoiceNumber,
  type OrderNumber,
  Fault,
  instant,
} from '@abgleich/domain';
import type { SandboxWorld } from '@abgleich/sandbox';
import type { Judge } from './judge.js';
import {
  type LedgerInvoice,
  type LedgerOrder,
  isPaid,
  moneyOf,
  statusOf,
  totalOf,
  unitsOf,
} from './ledgers.js';
import type { Act, Link, LinkCall } from './link.js';

/** Under which name the app works in pixi. */
const APP = 'Abgleich';

type Parts = { readonly world: SandboxWorld; readonly link: Link; readonly judge: Judge };

const notUsed = (): never => {
  throw new Error('Not part of these histories');
};

/** The ERP port straight on pixi's ledger; only the way there can fail. */
export function sandboxGateway({ world, link, judge }: Parts): ErpGateway {
  const { pixi } = world;
  const orderOf = (number: string) => pixi.state().orders.get(Number(number));
  const call =
    (effect: LinkCall['effect']) =>
    <T>(name: string, about: string, act: Act<T>): Promise<T> =>
      link({ side: 'pixi', name, effect, about }, (sentAt) => refusing(() => act(sentAt)));
  const read = call('read');
  const write = call('act');
  const invoices = (): readonly ErpInvoice[] =>
    [...pixi.state().invoices.values()].flatMap((one) => {
      const order = orderOf(String(one.orderNr));
      return order ? [invoiceFrom(one, order)] : [];
    });
  return {
    ordersAwaitingRelease: ({ paymentCode, limit }) =>
      read('queue', paymentCode, () =>
        [...pixi.state().orders.values()]
          .filter((one) => statusOf(one) === 'on-hold' && one.paymentCode === paymentCode)
          .slice(0, limit)
          .map((one) => ({ ...orderFrom(one), locked: null })),
      ),
    shippedInvoices: ({ paymentCode, limit, fromInvoiceKey }) =>
      read('invoices', paymentCode, () =>
        invoices()
          .filter((one) => one.paymentCode === paymentCode && !one.settled)
          .filter((one) => one.invoiceKey >= fromInvoiceKey)
          .slice(0, limit),
      ),
    readOrder: (number) =>
      read('header', number, () => {
        const order = orderOf(number);
        return order ? orderFrom(order) : null;
      }),
    readInvoice: (number) =>
      read('invoice', number, () => invoices().find((one) => one.invoiceNumber === number) ?? null),
    invoicesOfOrder: (number) =>
      read('invoices-of', number, () => invoices().filter((one) => one.orderNumber === number)),
    release: ({ orderNumber, paymentId, message }) =>
      write('release', orderNumber, (sentAt) => {
        const { changed } = pixi.run({
          do: 'authorize',
          at: world.now(),
          orderNr: Number(orderNumber),
          success: true,
          authId: paymentId,
          authCode: null,
          message,
        });
        const order = orderOf(orderNumber);
        if (changed && order) judge.onRelease(order, sentAt);
      }),
    setShippingLock: ({ orderNumber, locked, reason }) =>
      write(locked ? 'lock' : 'unlock', orderNumber, (sentAt) => {
        const orderNr = Number(orderNumber);
        pixi.run({ do: 'lock-order', at: world.now(), orderNr, locked, user: APP, reason });
        const order = orderOf(orderNumber);
        if (order && !locked && statusOf(order) !== 'on-hold') judge.onUnlock(order, sentAt);
      }),
    settleInvoice: ({ invoiceNumber, amount, transactionId, bookingCode, message }) =>
      write('settle', invoiceNumber, () => {
        pixi.run({
          do: 'capture',
          at: world.now(),
          invoiceNr: invoiceNumber,
          success: true,
          amount: unitsOf(amount),
          payId: transactionId,
          eventId: bookingCode,
          message,
          holdRemaining: false,
        });
      }),
    comment: ({ orderNumber, text }) =>
      write('comment', orderNumber, () => {
        const orderNr = Number(orderNumber);
        pixi.run({ do: 'comment-order', at: world.now(), orderNr, text, user: APP });
      }),
    readOrderLines: notUsed,
    changedOrders: notUsed,
    readAddress: notUsed,
    canChangeAddress: notUsed,
    shops: notUsed,
    paymentMethods: notUsed,
    book: notUsed,
  };
}

function orderFrom(order: LedgerOrder): ErpOrder {
  return {
    orderNumber: String(order.orderNr) as OrderNumber,
    shopOrderNumber: order.orderNrExternal as ErpOrder['shopOrderNumber'],
    shopId: order.shopId as ErpOrder['shopId'],
    paymentCode: order.paymentCode as ErpOrder['paymentCode'],
    paymentId: order.kkId === '' ? null : (order.kkId as NonNullable<ErpOrder['paymentId']>),
    total: moneyOf(totalOf(order), order.currency),
    status: statusOf(order),
    locked: order.locked,
    customerKey: String(order.custKey),
    orderedAt: instant(order.orderedAt),
    paymentAddressKey: null,
    shipmentAddressKey: null,
  };
}

function invoiceFrom(invoice: LedgerInvoice, order: LedgerOrder): ErpInvoice {
  const { orderNumber, shopOrderNumber, shopId, paymentCode, paymentId, customerKey } =
    orderFrom(order);
  return {
    invoiceNumber: invoice.invoiceNr as InvoiceNumber,
    invoiceKey: invoice.invoiceKey,
    kind: invoice.kind,
    corrects: null,
    orderNumber,
    shopOrderNumber,
    shopId,
    paymentCode,
    paymentId,
    total: moneyOf(invoice.total, order.currency),
    settled: isPaid(invoice),
    settledAmount: null,
    shipped: true,
    customerKey,
    invoicedAt: instant(invoice.invoicedAt),
  };
}

/** pixi's refusals as its client tells them. */
function refusing<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = /already/.test(message) ? 'pixi.already-done' : 'pixi.rejected';
    throw new Fault({ kind: 'rejected', code, params: { message }, cause: error });
  }
}
