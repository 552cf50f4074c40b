import type { ErpInvoice, ErpOrder, ErpOrderLine } from '../erp.js';
import type {
  ConnectionId,
  ErpPaymentCode,
  InvoiceNumber,
  OrderNumber,
  ProviderPaymentId,
  ShopId,
  ShopOrderNumber,
  TransactionPath,
} from '../ids.js';
import { add, eur, negate, subtract, type Money } from '../money.js';
import type { Operation } from '../operation.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentSnapshot, PaymentTransaction } from '../payment.js';
import { HOUR, MINUTE, plusMs, type Instant } from '../time.js';

/** The order that every preview is told with: two articles, so that part of it can be shipped, cancelled or returned. */
export const PREVIEW_ORDER = {
  first: eur('60.00'),
  second: eur('40.00'),
  total: eur('100.00'),
} as const;
/** How far the wrong amounts of the preview are off; more than any sensible rounding difference. */
export const PREVIEW_GAP = eur('10.00');

/** The invoice of what was shipped, and the credit note of what came back. */
export const PREVIEW_INVOICE = 'DEM0000001' as InvoiceNumber;
export const PREVIEW_CREDIT_NOTE = 'DEM0000002' as InvoiceNumber;

/** One order and its payment, as both sides show them, and what we did so far. It never changes: every event gives a new one. */
export type PreviewWorld = {
  readonly now: Instant;
  readonly firstSeenAt: Instant;
  readonly order: ErpOrder;
  readonly lines: readonly ErpOrderLine[];
  readonly documents: readonly ErpInvoice[];
  readonly payment: PaymentSnapshot;
  readonly operations: readonly Operation[];
};

// Ids of nothing that exists: the order is an example, and the brands are ours.
export const PREVIEW_CONNECTION = '00000000-0000-4000-8000-000000000000' as ConnectionId;
const ORDER_NUMBER = '100001' as OrderNumber;
const PAYMENT_ID = 's-pay-1' as ProviderPaymentId;
const path = (text: string): TransactionPath => text as TransactionPath;

const line = (key: string, price: Money): ErpOrderLine => ({
  lineKey: key,
  status: 'accepted',
  quantity: 1,
  price,
  itemNumber: `A-${key}`,
  name: '',
  invoiceNumber: null,
});

/** How the shop left the payment: as its method does (`good`), or otherwise. */
export type PreviewPayment = {
  readonly amount: Money;
  readonly as: 'good' | 'charged' | 'unfinished' | 'failed';
};

/** An order on HOLD that was imported a moment ago. */
export function newPreviewWorld(
  method: PaymentMethodCode,
  paid: PreviewPayment,
  now: Instant,
): PreviewWorld {
  return {
    now,
    firstSeenAt: now,
    order: {
      orderNumber: ORDER_NUMBER,
      shopOrderNumber: 'SHOP-100001' as ShopOrderNumber,
      shopId: 'DEM' as ShopId,
      paymentCode: 'C' as ErpPaymentCode,
      paymentId: PAYMENT_ID,
      total: PREVIEW_ORDER.total,
      status: 'on-hold',
      locked: false,
      customerKey: '1',
      orderedAt: plusMs(now, -HOUR),
      paymentAddressKey: null,
      shipmentAddressKey: null,
    },
    lines: [line('1', PREVIEW_ORDER.first), line('2', PREVIEW_ORDER.second)],
    documents: [],
    payment: paymentOf(method, paid, now),
    operations: [],
  };
}

function paymentOf(
  method: PaymentMethodCode,
  { amount, as }: PreviewPayment,
  now: Instant,
): PaymentSnapshot {
  const { authorizes, paidByTransfer } = traitsOf(method);
  const isAuthorization = authorizes && as !== 'charged';
  const isTaken = !isAuthorization && !paidByTransfer && (as === 'good' || as === 'charged');
  const nothing = eur('0.00');
  const status = STATUS_OF[as];
  const first: PaymentTransaction = {
    path: path(isAuthorization ? 'authorize/s-aut-1' : 'charges/s-chg-1'),
    kind: isAuthorization ? 'authorization' : 'capture',
    status: paidByTransfer && as === 'good' ? 'pending' : status,
    amount,
    at: plusMs(now, -HOUR),
    parent: null,
  };
  return {
    paymentId: PAYMENT_ID,
    method,
    methodName: method,
    state: isTaken ? 'completed' : 'pending',
    currency: amount.currency,
    total: amount,
    captured: isTaken ? amount : nothing,
    refunded: nothing,
    remaining: isTaken ? nothing : amount,
    transactions: [first],
    readAt: now,
  };
}
const STATUS_OF = {
  good: 'success',
  charged: 'success',
  unfinished: 'pending',
  failed: 'error',
} as const satisfies Record<PreviewPayment['as'], PaymentTransaction['status']>;

/** So much time passes between two events: enough for everybody to have seen the one before. */
const BETWEEN_EVENTS_MS = 30 * MINUTE;
export const later = (world: PreviewWorld, ms = BETWEEN_EVENTS_MS): PreviewWorld => ({
  ...world,
  now: plusMs(world.now, ms),
});

/** The customer's transfer arrives. */
export function receive(world: PreviewWorld, amount: Money): PreviewWorld {
  const { payment, now } = world;
  const charges = payment.transactions.filter(({ kind }) => kind === 'capture').length;
  const receipt: PaymentTransaction = {
    path: path(`charges/s-chg-${charges + 1}`),
    kind: 'capture',
    status: 'success',
    amount,
    at: now,
    parent: null,
  };
  const open = subtract(payment.remaining, amount);
  return {
    ...world,
    payment: {
      ...payment,
      state: open.minor > 0 ? 'partly' : 'completed',
      captured: add(payment.captured, amount),
      remaining: open.minor > 0 ? open : eur('0.00'), // more than was asked for leaves nothing open, and nothing below it
      transactions: [...payment.transactions, receipt],
    },
  };
}

/** Goods leave, under one invoice; the order is closed once nothing is left to deliver. */
export function ship(world: PreviewWorld, lineKeys: readonly string[]): PreviewWorld {
  const shipped = world.lines.filter(({ lineKey }) => lineKeys.includes(lineKey));
  const total = shipped.map(({ price }) => price).reduce(add);
  const marked = mark(world, lineKeys, { status: 'shipped', invoiceNumber: PREVIEW_INVOICE });
  return withDocument(marked, { invoiceNumber: PREVIEW_INVOICE, kind: 'invoice', total });
}

/** These lines will not be delivered; what the order totals is what is left of it. */
export function cancel(world: PreviewWorld, lineKeys: readonly string[]): PreviewWorld {
  const gone = world.lines.filter(({ lineKey }) => lineKeys.includes(lineKey));
  const marked = mark(world, lineKeys, { status: 'cancelled' });
  const total = gone.map(({ price }) => price).reduce(subtract, world.order.total);
  return { ...marked, order: { ...marked.order, total } };
}

/** The second article comes back: a credit note for it. */
export function giveBack(world: PreviewWorld): PreviewWorld {
  const marked = mark(world, ['2'], { status: 'returned' });
  return withDocument(marked, {
    invoiceNumber: PREVIEW_CREDIT_NOTE,
    kind: 'credit-note',
    total: negate(PREVIEW_ORDER.second),
  });
}

function mark(
  world: PreviewWorld,
  lineKeys: readonly string[],
  fields: Partial<ErpOrderLine>,
): PreviewWorld {
  const lines = world.lines.map((one) =>
    lineKeys.includes(one.lineKey) ? { ...one, ...fields } : one,
  );
  const isFinal = lines.every(({ status }) => status !== 'accepted');
  const status = isFinal ? 'closed' : world.order.status;
  return { ...world, lines, order: { ...world.order, status } };
}

type Document = Pick<ErpInvoice, 'invoiceNumber' | 'kind' | 'total'>;

function withDocument(world: PreviewWorld, document: Document): PreviewWorld {
  const { order, documents, now } = world;
  const { orderNumber, shopOrderNumber, shopId, paymentCode, paymentId, customerKey } = order;
  const added: ErpInvoice = {
    orderNumber,
    shopOrderNumber,
    shopId,
    paymentCode,
    paymentId,
    customerKey,
    ...document,
    invoiceKey: documents.length + 1,
    corrects: document.kind === 'invoice' ? null : PREVIEW_INVOICE,
    settled: false,
    settledAmount: null,
    shipped: true,
    invoicedAt: now,
  };
  return { ...world, documents: [...documents, added] };
}
