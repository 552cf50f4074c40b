/** What `GET /pixi/orders/{orderNr}` tells: the sandbox's own ledger of one order. */
export type PixiOrder = {
  status: 'HOLD' | 'OPEN' | 'CLOSED';
  locked: boolean;
  lockReason: string | null;
  kkId: string | null;
  total: string;
  lines: { orderlineKey: number; qty: number; status: string }[];
  invoices: {
    invoiceNr: string;
    total: string;
    settled: boolean;
    captureSum: string | null;
    eventId: string | null;
  }[];
  creditNotes: { creditNoteNr: string; total: string; settled: boolean }[];
  bookings: { eventId: string; amount: string; matchedTo: string | null; comment: string | null }[];
  comments: { at: string; text: string }[];
};
export type UnzerPayment = {
  state: string;
  total: string;
  charged: string;
  canceled: string;
  remaining: string;
  transactions: {
    type: string;
    id: string;
    amount: string;
    status: string;
    invoiceId?: string;
    paymentReference?: string;
  }[];
};
export type Truth = {
  orders: number;
  captured: string;
  refunded: string;
  invoiced: string;
  booked: string;
  violations: { orderNr: number; rule: string; detail: string }[];
};
export type Checkout = {
  shopId?: string;
  paymentCode?: string;
  unzerType?: string;
  outcome?: string;
  lines?: { itemNr: string; qty: number; price: string }[];
  shipCost?: string;
  discount?: string;
  currency?: string;
  manual?: boolean;
  paymentAmount?: string;
  paymentCurrency?: string;
  kkId?: string;
};
export type CheckedOut = { orderNr: number; orderNrExternal: string; paymentId: string | null };
export type FaultRequest = {
  target: string;
  match?: string;
  kind: string;
  times?: number;
  probability?: number;
  delayMs?: number;
  code?: string;
};
export type Call = {
  at: string;
  target: string;
  name: string;
  status: number;
  ms: number;
  orderNr?: number;
  paymentId?: string;
};

export type Mail = { at: string; to: string; subject: string; text: string };

/** A client of the sandbox's control API. Throws with the answer's own sentence when it is not 2xx. */
export class ControlClient {
  constructor(readonly url: string) {}

  checkout = (order: Checkout = {}): Promise<CheckedOut> => {
    const lines = order.lines ?? [{ itemNr: 'A-100', qty: 1, price: '119.00' }];
    return this.#post('/shop/checkout', {
      shopId: 'DEM',
      paymentCode: 'C',
      unzerType: 'card',
      outcome: 'authorized',
      ...order,
      lines,
    });
  };
  order = (orderNr: number): Promise<PixiOrder> => this.#get(`/pixi/orders/${orderNr}`);
  payment = (paymentId: string): Promise<UnzerPayment> => this.#get(`/unzer/payments/${paymentId}`);
  ship = (
    orderNr: number,
    lines?: { orderlineKey: number; qty: number }[],
  ): Promise<{ invoiceNr: string; total: string }> =>
    this.#post(`/pixi/orders/${orderNr}/ship`, lines ? { lines } : {});
  cancel = (
    orderNr: number,
    lines?: { orderlineKey: number; qty: number }[],
    status: 'STO' | 'NLB' = 'STO',
  ): Promise<unknown> =>
    this.#post(`/pixi/orders/${orderNr}/cancel`, { status, ...(lines ? { lines } : {}) });
  return = (
    orderNr: number,
    lines: { orderlineKey: number; qty: number }[],
    options: { alreadySettled?: boolean } = {},
  ): Promise<{ creditNoteNr: string; total: string }> =>
    this.#post(`/pixi/orders/${orderNr}/return`, { lines, ...options });
  receive = (paymentId: string, amount: string): Promise<UnzerPayment> =>
    this.#post(`/unzer/payments/${paymentId}/receive`, { amount });
  deleteBooking = (orderNr: number, invoiceNr: string): Promise<PixiOrder> =>
    this.#post(`/pixi/orders/${orderNr}/delete-booking`, { invoiceNr });
  kkId = (orderNr: number, kkId: string): Promise<PixiOrder> =>
    this.#post(`/pixi/orders/${orderNr}/kk-id`, { kkId });
  truthAtRest = (): Promise<Truth> => this.#get('/truth?atRest=1');
  lock = (orderNr: number, locked: boolean): Promise<unknown> =>
    this.#post(`/pixi/orders/${orderNr}/lock`, { locked });
  finish = (paymentId: string, outcome: string): Promise<UnzerPayment> =>
    this.#post(`/unzer/payments/${paymentId}/finish`, { outcome });
  refundByHand = (paymentId: string, amount: string): Promise<UnzerPayment> =>
    this.#post(`/unzer/payments/${paymentId}/refund-by-hand`, { amount });
  settle = (orderNr: number, invoiceNr: string): Promise<PixiOrder> =>
    this.#post(`/pixi/orders/${orderNr}/settle`, { invoiceNr });
  hold = (orderNr: number): Promise<unknown> => this.#post(`/pixi/orders/${orderNr}/hold`, {});
  chargeback = (paymentId: string): Promise<unknown> =>
    this.#post(`/unzer/payments/${paymentId}/chargeback`, {});
  expire = (paymentId: string): Promise<unknown> =>
    this.#post(`/unzer/payments/${paymentId}/expire`, {});
  fault = (fault: FaultRequest): Promise<{ id: string }> => this.#post('/faults', fault);
  clearFaults = (): Promise<unknown> => this.#call('DELETE', '/faults');
  calls = (query = ''): Promise<Call[]> => this.#get(`/calls${query}`);
  mails = (): Promise<Mail[]> => this.#get('/mails');
  truth = (): Promise<Truth> => this.#get('/truth');
  reset = (): Promise<unknown> => this.#post('/reset', {});
  dialect = (dialect: Record<string, unknown>): Promise<unknown> => this.#post('/dialect', dialect);

  #get<T>(path: string): Promise<T> {
    return this.#call('GET', path);
  }
  #post<T>(path: string, body: unknown): Promise<T> {
    return this.#call('POST', path, body);
  }
  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.url + path, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T; // the sandbox's contract, checked by its own tests
  }
}
