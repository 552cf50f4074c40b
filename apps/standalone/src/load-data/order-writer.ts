import type { LoadRow, LoadRows } from './order-rows.js';

const MINUTE_MS = 60_000;
const CURRENCY = 'EUR';
const DECIMALS = 100;

/** Which order, and where its rows go. */
export type OrderFrame = {
  readonly organisationId: string;
  readonly connectionId: string;
  readonly configurationId: string;
  readonly orderNumber: string;
  readonly shopId: string;
  readonly paymentId: string | null;
  readonly method: string | null;
  readonly totalMinor: number;
  readonly seenAt: number;
};
type Transaction = { kind: string; status: string; amountMinor: number };

/** Writes down one order's history step by step, as the services do; time goes on with each step. */
export class OrderWriter {
  #at: number;
  #trace = 0;
  readonly #transactions: {
    path: string;
    kind: string;
    status: string;
    amount: object;
    at: number;
  }[] = [];

  constructor(
    readonly frame: OrderFrame,
    readonly rows: LoadRows,
    readonly newId: () => string,
  ) {
    this.#at = frame.seenAt;
  }

  get at(): number {
    return this.#at;
  }
  wait(minutes: number): void {
    this.#at += minutes * MINUTE_MS;
  }

  /** A look at the order: both sides are read, and a decision is taken. */
  decide(service: string, reason: string, document: string | null = null): void {
    this.#trace += 1;
    this.call(
      'erp',
      service === 'capture' ? 'pixiPayGetInvoicesToCapture' : 'pixiPayGetOrderAutorisation',
    );
    if (this.frame.paymentId !== null) this.call('psp', 'GET /payments/{id}');
    this.rows.decisions.push({
      ...this.#key(),
      at: this.#step(),
      service,
      reason,
      document,
      configuration_version: 1,
      facts: { orderTotal: decimal(this.frame.totalMinor), paymentId: this.frame.paymentId },
      trace_id: this.#traceId(),
    });
  }

  call(side: 'erp' | 'psp', name: string, outcome = 'ok', response: LoadRow | null = null): void {
    const { orderNumber, paymentId } = this.frame;
    this.rows.calls.push({
      ...this.#key(),
      at: this.#step(),
      side,
      name,
      duration_ms: 12 + ((this.#at / 7) % 180),
      outcome,
      request: side === 'erp' ? { OrderNr: orderNumber } : { paymentId },
      response,
      trace_id: this.#traceId(),
    });
  }

  /** An effect of ours, with the call that carried it. */
  effect(kind: string, document: string, options: EffectOptions = {}): void {
    const { amountMinor = null, status = 'done', refusal = null } = options;
    const openedAt = this.#step();
    const outcome =
      status === 'done' ? 'ok' : status === 'refused' ? 'unzer.rejected' : 'unzer.timeout';
    const money = ['capture', 'refund', 'reversal', 'settlement', 'booking'].includes(kind);
    this.call(CALLS[kind]?.side ?? 'erp', CALLS[kind]?.name ?? kind, outcome);
    this.rows.operations.push({
      ...this.#key(),
      key: `${this.frame.connectionId}/load/${this.frame.orderNumber}/${kind}/${document}`,
      kind,
      payment_id: money ? this.frame.paymentId : null,
      document,
      amount_minor: amountMinor,
      currency: amountMinor === null ? null : CURRENCY,
      reference: document,
      known_transactions: [],
      status,
      moves_money: money,
      attempt: 1,
      owner: 'load-data',
      opened_at: openedAt,
      finished_at: this.#step(),
      transaction_path: null,
      refusal_code: refusal === null ? null : 'unzer.rejected',
      refusal_message: refusal,
      look_ups: 0,
      next_look_at: null,
    });
    if (status === 'done' && amountMinor !== null && PROVIDER.includes(kind))
      this.transaction({ kind, status: 'success', amountMinor });
  }

  transaction({ kind, status, amountMinor }: Transaction): void {
    const path = `${kind}/s-${kind.slice(0, 3)}-${this.#transactions.length + 1}`;
    this.#transactions.push({ path, kind, status, amount: eur(amountMinor), at: this.#at });
  }

  document(invoiceNumber: string, totalMinor: number, settled: boolean): void {
    this.rows.invoices.push({
      ...this.#key(),
      invoice_number: invoiceNumber,
      kind: totalMinor < 0 ? 'credit-note' : 'invoice',
      total_minor: totalMinor,
      currency: CURRENCY,
      settled,
      captured_by: null,
      seen_at: iso(this.#at),
    });
  }

  problem(code: string, severity: 'error' | 'notice', options: ProblemOptions = {}): void {
    const { params = {}, document = null, resolved = false } = options;
    const { orderNumber, paymentId } = this.frame;
    const raisedAt = this.#step();
    this.rows.problems.push({
      ...this.#key(),
      id: this.newId(),
      area: code.split('.')[0],
      code,
      severity,
      document,
      params: {
        orderNumber,
        paymentId: paymentId ?? '-',
        ...(document && { document }),
        ...params,
      },
      raised_at: raisedAt,
      updated_at: raisedAt,
      resolved_at: resolved ? this.#step() : null,
      resolved_by: resolved ? 'abgleich' : null,
      put_aside: false,
    });
  }

  /** Ends the story: the order as it stands after all of it. */
  end({ state, reason, erpStatus, paymentState = null, nextLookAt = null }: OrderEnd): void {
    const { frame } = this;
    this.rows.orders.push({
      ...this.#key(),
      shop_id: frame.shopId,
      shop_order_number:
        frame.paymentId === null ? `P${frame.orderNumber}` : `S-${frame.orderNumber}`,
      payment_code: (frame.method ?? 'manual').slice(0, 3).toUpperCase(),
      payment_id: frame.paymentId,
      method_name: frame.method,
      total_minor: frame.totalMinor,
      currency: CURRENCY,
      configuration_id: frame.configurationId,
      configuration_version: 1,
      state,
      reason,
      erp_status: erpStatus,
      payment: paymentState === null ? null : this.#payment(paymentState),
      first_seen_at: iso(frame.seenAt),
      updated_at: iso(this.#at),
      next_look_at: nextLookAt === null ? null : iso(nextLookAt),
      waits: nextLookAt === null ? {} : { release: nextLookAt },
      failures: 0,
      recheck_requested_at: null,
    });
  }

  #payment(state: string): object {
    const sumOf = (kind: string): number =>
      this.#transactions
        .filter((one) => one.kind === kind && one.status === 'success')
        .reduce((total, { amount }) => total + ('minor' in amount ? Number(amount.minor) : 0), 0);
    const reversed = sumOf('reversal');
    const refunded = sumOf('refund');
    const total = this.frame.totalMinor - reversed;
    const { paymentId, method } = this.frame;
    return {
      paymentId,
      method,
      methodName: method,
      state,
      currency: CURRENCY,
      total: eur(total),
      captured: eur(sumOf('capture') - refunded),
      refunded: eur(refunded),
      remaining: eur(state === 'cancelled' ? 0 : total - sumOf('capture')),
      transactions: this.#transactions.map((one) => ({ ...one, parent: null })),
      readAt: this.#at,
    };
  }
  #key(): LoadRow {
    const { organisationId, connectionId, orderNumber } = this.frame;
    return {
      organisation_id: organisationId,
      connection_id: connectionId,
      order_number: orderNumber,
    };
  }
  #traceId = (): string => `load-${this.frame.orderNumber}-${this.#trace}`;
  #step(): string {
    this.#at += 137; // as long as a call takes
    return iso(this.#at);
  }
}

type EffectOptions = {
  readonly amountMinor?: number;
  readonly status?: 'done' | 'refused' | 'abandoned';
  readonly refusal?: string;
};
type ProblemOptions = {
  readonly params?: Readonly<Record<string, string>>;
  readonly document?: string;
  readonly resolved?: boolean;
};
type OrderEnd = {
  readonly state: string;
  readonly reason: string;
  readonly erpStatus: string | null;
  readonly paymentState?: string | null;
  readonly nextLookAt?: number | null;
};

const PROVIDER: readonly string[] = ['capture', 'reversal', 'refund'];
const CALLS: Readonly<Record<string, { side: 'erp' | 'psp'; name: string }>> = {
  capture: { side: 'psp', name: 'POST /payments/{id}/charges' },
  reversal: { side: 'psp', name: 'POST /payments/{id}/authorize/cancels' },
  refund: { side: 'psp', name: 'POST /payments/{id}/charges/{id}/cancels' },
  release: { side: 'erp', name: 'pixiPaySetOrderAutorisation' },
  lock: { side: 'erp', name: 'pixiSetOrderLock' },
  settlement: { side: 'erp', name: 'pixiPaySetInvoiceCapture' },
  booking: { side: 'erp', name: 'pixiPayAddManualBooking' },
};

const iso = (ms: number): string => new Date(ms).toISOString();
const eur = (minor: number): object => ({ minor, currency: CURRENCY });
const decimal = (minor: number): string => (minor / DECIMALS).toFixed(2);
/** An amount as problems carry it. */
export const amountWords = (minor: number): string => `${decimal(minor)} ${CURRENCY}`;
