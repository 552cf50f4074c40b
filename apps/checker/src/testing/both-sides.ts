import {
  type ErpInvoice,
  type ErpOrder,
  type ErpOrderLine,
  type ErpPaymentCode,
  Fault,
  type Instant,
  type InvoiceNumber,
  type Money,
  type OrderNumber,
  type PaymentSnapshot,
  type PaymentTransaction,
  type ProviderPaymentId,
  type ShopId,
  type ShopOrderNumber,
  type TransactionDetail,
  type TransactionPath,
  eur,
  money,
} from '@abgleich/domain';

type Detail = Pick<TransactionDetail, 'reference' | 'invoiceNumber'>;
type Sale = {
  order: ErpOrder;
  lines: ErpOrderLine[];
  documents: ErpInvoice[];
  transactions: PaymentTransaction[];
  readonly details: Map<string, Detail>;
};

const SHOP = 'DEM' as ShopId;
const CARD = 'C' as ErpPaymentCode;
export const paymentIdOf = (orderNumber: string): ProviderPaymentId =>
  `s-pay-${orderNumber}` as ProviderPaymentId;

/** An ERP and a provider in memory, as far as a check reads them. One card order over 100.00 is one `sale`. */
export class BothSides {
  readonly calls: string[] = [];
  readonly sales = new Map<string, Sale>();
  /** Thrown by every read of the payment while set. */
  failing: Fault | null = null;

  constructor(readonly now: () => Instant) {}

  /** An open order with a reservation. */
  add(orderNumber: string): Sale {
    const order: ErpOrder = {
      orderNumber: orderNumber as OrderNumber,
      shopOrderNumber: `S-${orderNumber}` as ShopOrderNumber,
      shopId: SHOP,
      paymentCode: CARD,
      paymentId: paymentIdOf(orderNumber),
      total: eur('100.00'),
      status: 'open',
      locked: false,
      customerKey: '7',
      orderedAt: this.now(),
      paymentAddressKey: null,
      shipmentAddressKey: null,
    };
    const sale: Sale = { order, lines: [], documents: [], transactions: [], details: new Map() };
    this.sales.set(orderNumber, sale);
    this.enter(orderNumber, { kind: 'authorization', path: 'authorize/s-aut-1', amount: '100.00' });
    return sale;
  }

  /** An entry at the provider, and what reading it alone tells. */
  enter(
    orderNumber: string,
    entry: { kind: PaymentTransaction['kind']; path: string; amount: string; detail?: Detail },
  ): void {
    const { kind, path, amount, detail } = entry;
    const sale = this.#sale(orderNumber);
    sale.transactions.push({
      path: path as TransactionPath,
      kind,
      status: 'success',
      amount: eur(amount),
      at: this.now(),
      parent: null,
    });
    if (detail) sale.details.set(path, detail);
  }

  /** An invoice (or, with a negative total, a credit note), booked as far as `booked` says. */
  document(orderNumber: string, number: string, { total, booked = '0.00' }: Amounts): void {
    const sale = this.#sale(orderNumber);
    const { shopOrderNumber, customerKey, paymentId } = sale.order;
    const others = sale.documents.filter(({ invoiceNumber }) => invoiceNumber !== number);
    sale.documents = [
      ...others,
      {
        invoiceNumber: number as InvoiceNumber,
        invoiceKey: others.length + 1,
        kind: total.startsWith('-') ? 'credit-note' : 'invoice',
        corrects: null,
        orderNumber: orderNumber as OrderNumber,
        shopOrderNumber,
        shopId: SHOP,
        paymentCode: CARD,
        paymentId,
        total: eur(total),
        settled: Math.abs(eur(booked).minor) >= Math.abs(eur(total).minor),
        settledAmount: eur(booked),
        shipped: true,
        customerKey,
        invoicedAt: this.now(),
      },
    ];
  }

  change(orderNumber: string, change: Partial<ErpOrder>): void {
    const sale = this.#sale(orderNumber);
    sale.order = { ...sale.order, ...change };
  }

  order = (orderNumber: string): ErpOrder | null => this.sales.get(orderNumber)?.order ?? null;
  documents = (orderNumber: string): readonly ErpInvoice[] => this.#sale(orderNumber).documents;
  lines = (orderNumber: string): readonly ErpOrderLine[] => this.#sale(orderNumber).lines;

  payment(id: ProviderPaymentId): PaymentSnapshot {
    if (this.failing !== null) throw this.failing;
    const sale = [...this.sales.values()].find(({ order }) => order.paymentId === id);
    if (sale === undefined) throw new Fault({ kind: 'rejected', code: 'unzer.payment-unknown' });
    const sum = (kind: PaymentTransaction['kind']): number =>
      sale.transactions
        .filter((entry) => entry.kind === kind)
        .reduce((minor, { amount }) => minor + amount.minor, 0);
    const of = (minor: number): Money => money(minor, eur('0.00').currency);
    const [taken, given] = [sum('capture'), sum('refund')];
    const total = sum('authorization') - sum('reversal');
    return {
      paymentId: id,
      method: 'card',
      methodName: 'card',
      state: 'pending',
      currency: eur('0.00').currency,
      total: of(total),
      captured: of(taken - given),
      refunded: of(given),
      remaining: of(total - taken),
      transactions: sale.transactions,
      readAt: this.now(),
    };
  }

  transaction(id: ProviderPaymentId, path: TransactionPath): TransactionDetail {
    const sale = [...this.sales.values()].find(({ order }) => order.paymentId === id);
    const entry = sale?.transactions.find((one) => one.path === path);
    if (entry === undefined) throw new Fault({ kind: 'data', code: 'unzer.malformed-answer' });
    const nothing = { reference: null, invoiceNumber: null };
    return { ...entry, ...(sale?.details.get(path) ?? nothing), transfer: null };
  }

  #sale(orderNumber: string): Sale {
    const sale = this.sales.get(orderNumber);
    if (sale === undefined) throw new Error(`there is no order ${orderNumber}`);
    return sale;
  }
}

type Amounts = { readonly total: string; readonly booked?: string };
