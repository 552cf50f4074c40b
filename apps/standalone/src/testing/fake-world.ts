import {
  add,
  applyReceipt,
  type CallContext,
  type ErpInvoice,
  type ErpOrder,
  type ErpOrderLine,
  type ErpPaymentCode,
  eur,
  Fault,
  instant,
  type Instant,
  type InvoiceNumber,
  type Money,
  type MoneyRequest,
  type OrderNumber,
  type PaymentSnapshot,
  type ProviderPaymentId,
  type ShopId,
  type ShopOrderNumber,
  subtract,
  type TransactionKind,
  type TransactionPath,
  type TransactionReceipt,
  type TransactionStatus,
} from '@abgleich/domain';

type Correction = {
  readonly paymentId: ProviderPaymentId;
  readonly amount?: Money;
  readonly charge?: TransactionPath | null;
  readonly reference: string;
};

/** A call that the flows never make. */
export const notUsed = (): never => {
  throw new Error('Not part of this fake');
};

/** How the next call of a name goes wrong: not done at all, done but the answer lost, or refused by the other side. */
export type Mishap = 'not-done' | 'answer-lost' | 'lost-request' | 'refused';

type FakeOrder = {
  readonly order: ErpOrder;
  readonly comments: string[];
  readonly lines: readonly ErpOrderLine[];
  readonly changedAt: Instant;
};

/** Both ledgers of a small world, with memory, that can fail. Truth for the tests: what happened, not what was answered. */
export class FakeWorld {
  readonly orders = new Map<string, FakeOrder>();
  readonly invoices = new Map<string, ErpInvoice & { bookings: Money[] }>();
  readonly payments = new Map<string, PaymentSnapshot & { references: Map<string, string> }>();
  readonly calls: string[] = [];
  /** What a release left at the order in the ERP. */
  readonly releasedUnderLock = new Set<string>();
  /** Documents that nobody understands. */
  readonly unreadable = new Set<string>();
  #mishaps = new Map<string, Mishap[]>();
  readonly #before = new Map<string, () => void>();
  readonly #heldUp = new Map<string, () => Promise<void>>();
  readonly #late = new Map<string, () => Promise<void>>();
  #time = 1_700_000_000_000;

  now = () => instant(this.#time);
  pass = (ms: number): void => {
    this.#time += ms;
  };

  /** The next calls of `name` (one each) go wrong like this. */
  spoil(name: string, ...mishaps: Mishap[]): void {
    this.#mishaps.set(name, [...(this.#mishaps.get(name) ?? []), ...mishaps]);
  }

  /** Something happens just before the next call of `name` is made. */
  beforeCall = (name: string, happen: () => void): void => void this.#before.set(name, happen);

  /** No call goes wrong any more. */
  heal = (): void => this.#mishaps.clear();

  /** The next write of `name` is held up between its intent and the wire, while `meanwhile` happens. */
  holdUp(name: string, meanwhile: () => Promise<void>): void {
    this.#heldUp.set(name, meanwhile);
  }

  /** The next answer of `name` is late: `meanwhile` happens after it was true. */
  answerLate(name: string, meanwhile: () => Promise<void>): void {
    this.#late.set(name, meanwhile);
  }

  /** Runs a write: asks as the real clients do, when its turn has come, whether it may still be sent. */
  async write<T>(name: string, ctx: CallContext, act: () => T): Promise<T> {
    const meanwhile = this.#heldUp.get(name);
    this.#heldUp.delete(name);
    await meanwhile?.();
    ctx.beforeSending?.();
    return this.call(name, act);
  }

  /** Runs a call: counts it, and lets it fail before or after it acted, or come late. */
  async call<T>(name: string, act: () => T): Promise<T> {
    const meanwhile = this.#late.get(name);
    this.#late.delete(name);
    const answer = await this.#callNow(name, act);
    await meanwhile?.();
    return answer;
  }

  #callNow<T>(name: string, act: () => T): Promise<T> {
    this.calls.push(name);
    const happen = this.#before.get(name);
    this.#before.delete(name);
    happen?.();
    const side = name.startsWith('unzer') ? 'unzer' : 'pixi';
    const mishap = this.#mishaps.get(name)?.shift();
    if (mishap === 'not-done')
      return Promise.reject(new Fault({ kind: 'transient', code: `${side}.unreachable` }));
    if (mishap === 'lost-request')
      return Promise.reject(new Fault({ kind: 'uncertain', code: `${side}.answer-lost` }));
    if (mishap === 'refused')
      return Promise.reject(
        new Fault({ kind: 'rejected', code: `${side}.rejected`, params: { message: 'declined' } }),
      );
    try {
      const answer = act();
      if (mishap === 'answer-lost')
        return Promise.reject(new Fault({ kind: 'uncertain', code: `${side}.answer-lost` }));
      return Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** A shop order of `total` on hold, with an authorised (or charged) payment of the same amount. */
  checkout(number: string, total: string, outcome: 'authorized' | 'charged' = 'authorized'): void {
    const paymentId = `s-pay-${number}` as ProviderPaymentId;
    const amount = eur(total);
    const charged = outcome === 'charged';
    const path = (charged ? 'charges/s-chg-1' : 'authorize/s-aut-1') as TransactionPath;
    this.payments.set(paymentId, {
      paymentId,
      method: 'card',
      methodName: 'card',
      state: charged ? 'completed' : 'pending',
      currency: amount.currency,
      total: amount,
      captured: charged ? amount : eur('0'),
      refunded: eur('0'),
      remaining: charged ? eur('0') : amount,
      transactions: [
        {
          path,
          kind: charged ? 'capture' : 'authorization',
          status: 'success',
          amount,
          at: this.now(),
          parent: null,
        },
      ],
      readAt: this.now(),
      references: new Map(),
    });
    this.orders.set(number, {
      comments: [],
      changedAt: this.now(),
      lines: [aLine(amount)],
      order: {
        orderNumber: number as OrderNumber,
        shopOrderNumber: `SHOP-${number}` as ShopOrderNumber,
        shopId: 'DEM' as ShopId,
        paymentCode: 'C' as ErpPaymentCode,
        paymentId,
        total: amount,
        status: 'on-hold',
        locked: false,
        customerKey: '1',
        orderedAt: this.now(),
        paymentAddressKey: null,
        shipmentAddressKey: null,
      },
    });
  }

  ship(number: string, invoiceNumber: string, total: string): void {
    const order = this.orders.get(number)?.order;
    if (!order || order.status === 'on-hold' || order.locked)
      throw new Error(`${number} cannot be shipped`);
    this.change(number, {}, 'shipped');
    this.invoices.set(invoiceNumber, {
      invoiceNumber: invoiceNumber as InvoiceNumber,
      invoiceKey: this.invoices.size + 1,
      kind: 'invoice',
      corrects: null,
      orderNumber: order.orderNumber,
      shopOrderNumber: order.shopOrderNumber,
      shopId: order.shopId,
      paymentCode: order.paymentCode,
      paymentId: order.paymentId,
      total: eur(total),
      settled: false,
      settledAmount: null,
      shipped: true,
      customerKey: '1',
      invoicedAt: this.now(),
      bookings: [],
    });
  }

  /** A person in the ERP (or we) changed something: the feed names the order. The goods of these orders share one fate. */
  change(number: string, changed: Partial<ErpOrder>, goods?: ErpOrderLine['status']): void {
    const entry = this.orders.get(number);
    if (!entry) return;
    const isFinal = goods === 'shipped' || goods === 'cancelled' || goods === 'returned';
    const order = { ...entry.order, ...changed, ...(isFinal ? { status: 'closed' as const } : {}) };
    const lines = goods ? entry.lines.map((line) => ({ ...line, status: goods })) : entry.lines;
    this.orders.set(number, { ...entry, order, lines, changedAt: this.now() });
  }

  /** Nothing of the order will be delivered. */
  cancel = (number: string): void => this.change(number, {}, 'cancelled');

  /** Goods came back, or (`goods: 'shipped'`) a price is lowered: a credit note, which nobody has settled. */
  credit(
    number: string,
    creditNote: string,
    total: string,
    goods: ErpOrderLine['status'] = 'returned',
  ): void {
    const invoice = [...this.invoices.values()].find((one) => one.orderNumber === number);
    if (!invoice) throw new Error(`${number} has no invoice`);
    this.change(number, {}, goods);
    this.invoices.set(creditNote, {
      ...invoice,
      invoiceNumber: creditNote as InvoiceNumber,
      invoiceKey: this.invoices.size + 1,
      kind: 'credit-note',
      corrects: invoice.invoiceNumber,
      total: eur(`-${total}`),
      settled: false,
      settledAmount: eur('0'),
      bookings: [],
    });
  }

  /** Of the order's goods one part left, the other was cancelled; nothing is left to deliver. */
  deliveredInPart(number: string, shipped: string, cancelled: string): void {
    const entry = this.orders.get(number);
    const [line] = entry?.lines ?? [];
    if (!entry || !line) throw new Error(`${number} has no lines`);
    const lines = [
      { ...line, price: eur(shipped), status: 'shipped' as const },
      {
        ...line,
        lineKey: `${line.lineKey}-rest`,
        price: eur(cancelled),
        status: 'undeliverable' as const,
      },
    ];
    this.orders.set(number, { ...entry, lines });
    this.change(number, { status: 'closed' });
  }

  /** The customer of an order pays later: what is not charged lapses by itself. */
  paysLater(number: string): void {
    const payment = this.payments.get(`s-pay-${number}`);
    if (!payment) throw new Error(`${number} has no payment`);
    const method = 'paylater-invoice';
    this.payments.set(payment.paymentId, { ...payment, method, methodName: method });
  }

  /** Turns the payment of an order into a request to transfer. */
  requested(number: string, method: 'prepayment' | 'invoice' | 'invoice-secured'): void {
    const payment = this.payments.get(`s-pay-${number}`);
    const [first] = payment?.transactions ?? [];
    if (!payment || !first) throw new Error(`${number} has no payment`);
    const path = 'charges/s-chg-1' as TransactionPath;
    this.payments.set(payment.paymentId, {
      ...payment,
      method,
      methodName: method,
      transactions: [{ ...first, path, kind: 'capture', status: 'pending' }],
    });
  }

  /** The customer's transfer arrives; nobody tells us. */
  receive(number: string, text: string): void {
    const payment = this.payments.get(`s-pay-${number}`);
    if (!payment) throw new Error(`${number} has no payment`);
    const amount = eur(text);
    const path = `charges/s-chg-${payment.transactions.length + 1}` as TransactionPath;
    const receipt = { kind: 'capture', path, amount, at: this.now(), parent: null } as const;
    this.payments.set(payment.paymentId, {
      ...payment,
      captured: add(payment.captured, amount),
      remaining: subtract(payment.remaining, amount),
      transactions: [...payment.transactions, { ...receipt, status: 'success' }],
    });
  }

  /** The provider gives back, or is told of a shipment: once per call that reaches it. */
  correct(
    kind: 'reversal' | 'refund' | 'shipment-notice',
    request: Correction,
  ): TransactionReceipt {
    const payment = this.payments.get(request.paymentId);
    if (!payment) throw new Fault({ kind: 'rejected', code: 'unzer.payment-unknown' });
    const amount = request.amount ?? payment.total;
    const available = kind === 'refund' ? payment.captured : payment.remaining;
    if (amount.minor > available.minor)
      throw new Fault({ kind: 'rejected', code: 'unzer.amount-exceeded' });
    const serial = payment.transactions.length + 1;
    const below = {
      reversal: 'authorize/cancels/s-cnl',
      refund: `${request.charge ?? 'charges'}/cancels/s-cnl`,
      'shipment-notice': 'shipments/s-shp',
    }[kind];
    const path = `${below}-${serial}` as TransactionPath;
    const receipt = { path, status: 'success', amount, at: this.now() } as const;
    payment.references.set(path, request.reference);
    const changed = applyReceipt(payment, { ...receipt, kind });
    this.payments.set(request.paymentId, { ...changed, references: payment.references });
    return receipt;
  }

  /** What went back, was reversed or announced, one amount per transaction. */
  moved = (number: string, kind: TransactionKind): readonly number[] =>
    (this.payments.get(`s-pay-${number}`)?.transactions ?? [])
      .filter((one) => one.kind === kind)
      .map((one) => one.amount.minor);

  /** The provider takes money: once per call that reaches it, as the real one does. */
  charge(request: MoneyRequest): TransactionReceipt {
    const payment = this.payments.get(request.paymentId);
    if (!payment) throw new Fault({ kind: 'rejected', code: 'unzer.payment-unknown' });
    if (request.amount.minor > payment.remaining.minor)
      throw new Fault({
        kind: 'rejected',
        code: 'unzer.amount-exceeded',
        params: { message: 'exceeds' },
      });
    const count = payment.transactions.filter((one) => one.kind === 'capture').length + 1;
    const path = `charges/s-chg-${count}` as TransactionPath;
    const entry = {
      path,
      kind: 'capture' as TransactionKind,
      status: 'success' as TransactionStatus,
      amount: request.amount,
      at: this.now(),
      parent: null,
    };
    payment.references.set(path, request.reference);
    this.payments.set(request.paymentId, {
      ...payment,
      captured: add(payment.captured, request.amount),
      remaining: subtract(payment.remaining, request.amount),
      transactions: [...payment.transactions, entry],
    });
    return { path, status: 'success', amount: request.amount, at: this.now() };
  }

  captured = (number: string): number => this.payments.get(`s-pay-${number}`)?.captured.minor ?? 0;
  booked = (invoiceNumber: string): readonly number[] =>
    (this.invoices.get(invoiceNumber)?.bookings ?? []).map((one) => one.minor);
}

const aLine = (price: Money): ErpOrderLine => ({
  lineKey: '1',
  status: 'accepted',
  quantity: 1,
  price,
  itemNumber: 'A-1',
  name: 'Article',
  invoiceNumber: null,
});
