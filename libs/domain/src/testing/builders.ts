import type { ErpInvoice, ErpLineStatus, ErpOrder, ErpOrderLine } from '../erp.js';
import type { CancelReturnFacts, CaptureFacts, OrderMemory, ReleaseFacts } from '../facts.js';
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
import { eur, money, type Money } from '../money.js';
import { operationKey, type Operation } from '../operation.js';
import { traitsOf } from '../payment-methods.js';
import type { PaymentFinding, PaymentSnapshot, PaymentTransaction } from '../payment.js';
import type { PaymentPolicy } from '../configuration.js';
import { HOUR, instant, plusMs, type Instant } from '../time.js';

/** 2026-03-02 09:00 UTC: an order of the day before yesterday is old by then, one of this morning is not. */
export const NOW: Instant = instant(Date.UTC(2026, 2, 2, 9));
export const hoursAgo = (hours: number): Instant => plusMs(NOW, -hours * HOUR);
export const PAYMENT_ID = 's-pay-1042' as ProviderPaymentId;
export const CONNECTION_ID = '5f0b4a52-6f57-4f0c-9d6b-0d4d6a3f9d10' as ConnectionId;
export const path = (text: string): TransactionPath => text as TransactionPath;
export const invoiceNumber = (text: string): InvoiceNumber => text as InvoiceNumber;

export function anOrder(fields: Partial<ErpOrder> = {}): ErpOrder {
  return {
    orderNumber: '200417' as OrderNumber,
    shopOrderNumber: 'SHOP-100234' as ShopOrderNumber,
    shopId: 'DEM' as ShopId,
    paymentCode: 'C' as ErpPaymentCode,
    paymentId: PAYMENT_ID,
    total: eur('100.00'),
    status: 'on-hold',
    locked: null,
    customerKey: '70012',
    orderedAt: hoursAgo(1),
    paymentAddressKey: null,
    shipmentAddressKey: null,
    ...fields,
  };
}

export function anInvoice(fields: Partial<ErpInvoice> = {}): ErpInvoice {
  return {
    invoiceNumber: invoiceNumber('DEM0000021'),
    invoiceKey: 21,
    kind: 'invoice',
    corrects: null,
    orderNumber: '200417' as OrderNumber,
    shopOrderNumber: 'SHOP-100234' as ShopOrderNumber,
    shopId: 'DEM' as ShopId,
    paymentCode: 'C' as ErpPaymentCode,
    paymentId: PAYMENT_ID,
    total: eur('100.00'),
    settled: false,
    settledAmount: null,
    shipped: true,
    customerKey: '70012',
    invoicedAt: hoursAgo(1),
    ...fields,
  };
}

export const aPolicy = (fields: Partial<PaymentPolicy> = {}): PaymentPolicy => ({
  mode: 'expert',
  toleranceMinor: 2,
  graceHours: 24,
  settleInvoiceAfterReceipt: false,
  warnBeforeExpiryDays: null,
  ...fields,
});

const PATHS: Readonly<Record<string, string>> = {
  authorization: 'authorize/s-aut-',
  capture: 'charges/s-chg-',
  reversal: 'authorize/cancels/s-cnl-',
  refund: 'charges/s-chg-1/cancels/s-cnl-',
  chargeback: 'charges/s-chg-1/chargebacks/s-cbk-',
  'shipment-notice': 'shipments/s-shp-',
};

/**
 * `transactions('authorization success 100.00', 'capture error 40.00')`, numbered per kind, a second apart. A fourth word names the
 * charge that a refund or reversal corrects: `refund success 10.00 s-chg-2`.
 */
export function transactions(...lines: readonly string[]): readonly PaymentTransaction[] {
  const counts = new Map<string, number>();
  return lines.map((line, index) => {
    const [kind = '', status = '', amount = '', charge] = line.split(' ');
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return {
      path: path(
        charge === undefined
          ? `${PATHS[kind] ?? `${kind}/`}${number}`
          : `charges/${charge}/cancels/s-cnl-${number}`,
      ),
      kind: kind as PaymentTransaction['kind'], // a table of the test writes it
      status: status as PaymentTransaction['status'], // a table of the test writes it
      amount: eur(amount),
      at: plusMs(hoursAgo(2), index * 1_000),
      parent: null,
    };
  });
}

/** A payment whose amounts follow from its transactions as the provider counts them; give `state` and what else matters. */
export function aPayment(
  lines: readonly string[],
  fields: Partial<PaymentSnapshot> = {},
): PaymentSnapshot {
  const list = transactions(...lines);
  const summed = (kind: PaymentTransaction['kind']): number =>
    list
      .filter((entry) => entry.kind === kind && entry.status === 'success')
      .reduce((minor, entry) => minor + entry.amount.minor, 0);
  const authorized = list.filter((entry) => entry.kind === 'authorization').at(-1)?.amount.minor;
  const asked = list.filter((entry) => entry.kind === 'capture' && entry.status !== 'error');
  const isTransfer = fields.method ? traitsOf(fields.method).paidByTransfer : false;
  const charged = asked.reduce((minor, entry) => minor + entry.amount.minor, 0);
  const initial = authorized ?? (isTransfer ? (asked[0]?.amount.minor ?? 0) : charged);
  const refunded = summed('refund') + summed('chargeback');
  const captured = summed('capture') - refunded;
  const total = initial - summed('reversal');
  const inEuro = (minor: number): Money => money(minor, eur('0').currency);
  return {
    paymentId: PAYMENT_ID,
    method: 'card',
    methodName: 'card',
    state: 'pending',
    currency: eur('0').currency,
    total: inEuro(total),
    captured: inEuro(captured),
    refunded: inEuro(refunded),
    // A customer who transfers too much leaves nothing open, and nothing below it.
    remaining: inEuro(
      isTransfer ? Math.max(0, total - captured - refunded) : total - captured - refunded,
    ),
    transactions: list,
    readAt: NOW,
    ...fields,
  };
}

export const found = (payment: PaymentSnapshot): PaymentFinding => ({ kind: 'found', payment });

/** An operation that ended an hour ago, unless told otherwise. */
export function anOperation(fields: Partial<Operation> & Pick<Operation, 'kind'>): Operation {
  const document = fields.document ?? 'order';
  const paymentId = fields.paymentId === undefined ? PAYMENT_ID : fields.paymentId;
  const orderNumber = '200417' as OrderNumber;
  const key = operationKey({
    connectionId: CONNECTION_ID,
    orderNumber,
    paymentId,
    kind: fields.kind,
    document,
  });
  return {
    key,
    paymentId,
    document,
    amount: null,
    reference: document,
    knownTransactions: [],
    connectionId: CONNECTION_ID,
    orderNumber,
    status: 'done',
    attempt: 1,
    openedAt: hoursAgo(1),
    finishedAt: hoursAgo(1),
    transactionPath: null,
    refusal: null,
    lookUps: 0,
    nextLookAt: null,
    owner: 'test',
    ...fields,
  };
}

export const aMemory = (fields: Partial<OrderMemory> = {}): OrderMemory => ({
  firstSeenAt: hoursAgo(1),
  operations: [],
  recheckRequestedAt: null,
  ...fields,
});

export function releaseFacts(fields: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    order: anOrder(),
    policy: aPolicy(),
    payment: found(aPayment(['authorization success 100.00'])),
    memory: aMemory(),
    now: NOW,
    ...fields,
  };
}

export function captureFacts(fields: Partial<CaptureFacts> = {}): CaptureFacts {
  return {
    invoice: anInvoice(),
    otherInvoices: null,
    policy: aPolicy(),
    payment: found(aPayment(['authorization success 100.00'])),
    memory: aMemory(),
    now: NOW,
    ...fields,
  };
}

/** Order lines as the tables write them: `shipped 60.00 DEM0000021`, `cancelled 40.00`, `cancelled 2x20.00`. */
export function orderLines(...texts: readonly string[]): readonly ErpOrderLine[] {
  return texts.map((text, index) => {
    const [status = '', amount = '', number] = text.split(' ');
    const [first = '', second] = amount.split('x');
    return {
      lineKey: String(index + 1),
      status: status as ErpLineStatus, // a table of the test writes it
      quantity: second === undefined ? 1 : Number(first),
      price: eur(second ?? first),
      itemNumber: `A-${index + 1}`,
      name: `Item ${index + 1}`,
      invoiceNumber: number === undefined ? null : invoiceNumber(number),
    };
  });
}

/** A credit note of 20.00 for the usual invoice, not settled. */
export const aCreditNote = (fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  anInvoice({
    invoiceNumber: invoiceNumber('DEM0000022'),
    invoiceKey: 22,
    kind: 'credit-note',
    corrects: invoiceNumber('DEM0000021'),
    total: eur('-20.00'),
    ...fields,
  });

/** A closed order of 100.00, shipped and settled whole. */
export function cancelReturnFacts(fields: Partial<CancelReturnFacts> = {}): CancelReturnFacts {
  return {
    order: anOrder({ status: 'closed', locked: false }),
    lines: orderLines('shipped 100.00 DEM0000021'),
    documents: [anInvoice({ settled: true })],
    policy: aPolicy(),
    payment: found(aPayment(['authorization success 100.00', 'capture success 100.00'])),
    memory: aMemory(),
    now: NOW,
    ...fields,
  };
}
