import { type Instant, MINUTE } from '@abgleich/domain';
import type { SoapCall } from '@abgleich/pixi';
import type { UnzerCall } from '@abgleich/unzer';
import type { Simulation } from '../simulation.js';
import { judgeOrder } from './judge-order.js';
import {
  type LedgerInvoice,
  type LedgerOrder,
  type LedgerPayment,
  type LedgerTransaction,
  figuresOf,
  isManual,
  kindOf,
  minorOf,
  orderedOf,
  printed,
  statusOf,
  totalOf,
} from './ledgers.js';

/** What somebody did so shortly before a request may have been overlooked: the slowest reads, decision and intent. */
const OVERSIGHT_MS = 4 * MINUTE;
/** The name under which the app works in pixi. */
export const APP = 'Abgleich';

/** What of an order counts before and after a call. */
export type Standing = {
  readonly order: LedgerOrder;
  readonly status: ReturnType<typeof statusOf>;
  readonly locked: boolean;
  readonly lockUser: string;
} | null;

/**
 * Watches both ledgers at the moment that an effect happens there. Knows nothing of the product's rules or its journal: what
 * was ordered, invoiced, reserved and taken is added up here from the raw entries.
 */
export class Judge {
  /** Orders whose lock a person lifted: from then on it was that person's decision. */
  readonly unlockedByPerson = new Set<number>();
  /** Orders that were cancelled or returned while somebody had switched their configuration off. */
  readonly wasOff = new Set<string>();
  /** When somebody else last changed a payment (by its id), an order (by its number), or the configuration (`''`). */
  readonly touchedAt = new Map<string, number>();
  /** Orders that the app took from HOLD, and when. */
  readonly releasedAt = new Map<number, Instant>();
  /** Entries at Unzer that the app made: payment and path. */
  readonly ownEntries = new Set<string>();
  /** Payments that an order named at some time. */
  readonly paymentsOf = new Map<number, readonly string[]>();

  constructor(readonly simulation: Simulation) {}

  touch(...what: readonly (string | number)[]): void {
    for (const one of what) this.touchedAt.set(String(one), this.simulation.time.now());
  }

  isFresh(...what: readonly (string | number)[]): boolean {
    const since = this.simulation.time.now() - OVERSIGHT_MS;
    return what.some(
      (one) => (this.touchedAt.get(String(one)) ?? Number.NEGATIVE_INFINITY) > since,
    );
  }

  documentsOf = (order: LedgerOrder): readonly LedgerInvoice[] =>
    order.invoiceKeys.flatMap((key) => this.#pixi().invoices.get(key) ?? []);

  invoicesOf = (order: LedgerOrder): readonly LedgerInvoice[] =>
    this.documentsOf(order).filter(({ kind }) => kind === 'invoice');

  creditNotesOf = (order: LedgerOrder): readonly LedgerInvoice[] =>
    this.documentsOf(order).filter(({ kind }) => kind === 'credit-note');

  ordersOf = (payment: LedgerPayment): readonly LedgerOrder[] =>
    this.simulation.orders().filter(({ kkId }) => kkId === payment.id);

  standing(wanted: SoapCall): Standing {
    const order = this.#orderOf(wanted);
    if (order === null) return null;
    const { locked, lockUser } = order;
    return { order, status: statusOf(order), locked, lockUser };
  }

  /** Right after pixi executed a write of the app. */
  afterPixi(wanted: SoapCall, before: Standing): void {
    if (before === null) return;
    const { order } = before;
    if (isManual(order))
      this.#wrong('a manual order is left alone', `${order.orderNr} ${wanted.procedure}`);
    const released = before.status === 'on-hold' && statusOf(order) !== 'on-hold';
    if (released) this.releasedAt.set(order.orderNr, this.simulation.time.now());
    const unlocked = before.locked && !order.locked;
    if (
      unlocked &&
      before.lockUser !== APP &&
      before.lockUser !== '' &&
      !this.isFresh(order.orderNr)
    )
      this.#wrong(
        'only a lock of our own is lifted',
        `${order.orderNr}, locked by ${before.lockUser}`,
      );
    judgeOrder(this.simulation, order, { file: undefined, atRest: false });
    if ((released || (unlocked && statusOf(order) === 'open')) && !order.locked)
      this.#onOpen(order);
  }

  /** Right after Unzer executed something for the app. */
  afterUnzer(wanted: UnzerCall, before: LedgerPayment | null): void {
    const payment = this.simulation.paymentOf(wanted.paymentId);
    if (payment === null || before === null) return;
    const fresh = payment.transactions.slice(before.transactions.length);
    for (const entry of fresh) {
      this.ownEntries.add(`${payment.id}/${entry.path}`);
      if (entry.status === 'error') continue;
      this.#onceOnly(payment, entry);
      if (entry.effect === 'payment') this.#onCapture(payment);
    }
    for (const order of this.ordersOf(payment))
      judgeOrder(this.simulation, order, { file: undefined, atRest: false });
    const { gross, refunded } = figuresOf(payment);
    if (refunded > gross)
      this.#wrong(
        'refunded <= captured',
        `${payment.id}: ${printed(refunded)} of ${printed(gross)}`,
      );
  }

  onWarning(process: string, facts: Readonly<Record<string, unknown>>, text: string): void {
    const { fault, error } = facts;
    const seen = fault ?? error;
    const code = seen instanceof Error && 'code' in seen ? String(seen.code) : String(seen);
    const kind = seen instanceof Error && 'kind' in seen ? String(seen.kind) : '';
    const params = seen instanceof Error && 'params' in seen ? seen.params : null;
    this.simulation.trace.add(`${process} warns: ${text} ${code}`);
    const isLate = typeof params === 'object' && params !== null && 'toldToBe' in params;
    const cause =
      seen instanceof Error && seen.cause instanceof Error ? (seen.cause.stack ?? '') : '';
    if ((kind === 'bug' && !isLate) || (seen instanceof Error && kind === ''))
      this.#wrong(
        'no mistake of ours is thrown',
        `${text} ${code} ${JSON.stringify(params)} ${cause || String(seen)}`,
      );
  }

  /** Why the payment does not cover the order; `null` when it does. */
  whyNotGood(order: LedgerOrder): string | null {
    const payment = this.simulation.paymentOf(order.kkId);
    if (payment === null) return 'no payment';
    if (payment.currency !== order.currency) return 'another currency';
    const figures = figuresOf(payment);
    const { total, gross, chargedBack, initial } = figures;
    // What went back for returned goods had covered them all the same.
    const credited = -this.creditNotesOf(order).reduce((sum, one) => sum + one.total, 0);
    const refunded = Math.max(0, figures.refunded - credited);
    if (chargedBack > 0) return 'charged back';
    const kind = kindOf(payment);
    const first = payment.transactions[0];
    if (kind === 'invoice' || kind === 'secured')
      return first?.status === 'error'
        ? 'request failed'
        : this.#short(order, Math.max(total, gross - refunded));
    if (kind === 'prepayment') return this.#short(order, gross - refunded);
    if (first?.status !== 'success') return `first transaction ${first?.status ?? 'missing'}`;
    // Standard: the money must be there; otherwise a reservation does.
    const reserved = first.effect === 'reservation' && !this.#isStandard(order);
    return this.#short(
      order,
      reserved || kind === 'paylater' ? Math.min(total, initial) - refunded : gross - refunded,
    );
  }

  #short(order: LedgerOrder, cover: number): string | null {
    const short = minorOf(totalOf(order)) - minorOf(cover);
    return short > this.tolerance() ? `${short} short` : null;
  }

  readonly #tolerances: number[] = [];
  onTolerance(minor: number): void {
    this.#tolerances.push(minor);
  }
  /** The smallest and the largest that were in force at any time, in cents. */
  tolerances = (): { readonly least: number; readonly most: number } => {
    const all = [this.simulation.plan.toleranceMinor, ...this.#tolerances];
    return { least: Math.min(...all), most: Math.max(...all) };
  };
  tolerance = (): number => this.tolerances().most;

  #isStandard = ({ paymentCode }: LedgerOrder): boolean =>
    this.simulation.store.current().find((one) => one.paymentCode === paymentCode)?.policy.mode ===
    'standard';

  #onOpen(order: LedgerOrder): void {
    if (this.unlockedByPerson.has(order.orderNr)) return;
    const why = this.whyNotGood(order);
    if (why === null || this.isFresh(order.kkId, order.orderNr, '')) return;
    this.#wrong('released unlocked only with a good payment', `${order.orderNr} ${why}`);
  }

  #onceOnly(payment: LedgerPayment, entry: LedgerTransaction): void {
    const twins = payment.transactions.filter(
      (one) =>
        one.status !== 'error' &&
        one.effect === entry.effect &&
        one.paymentReference === entry.paymentReference,
    );
    if (twins.length > 1)
      this.#wrong(
        'an effect happens once',
        `${payment.id} ${entry.effect} ${entry.paymentReference} ${twins.length} times`,
      );
  }

  /** Captures that carry a reference of the app, refused ones left out. */
  ownCaptures = (payment: LedgerPayment): readonly LedgerTransaction[] =>
    payment.transactions.filter(
      (entry) =>
        entry.effect === 'payment' && entry.status !== 'error' && entry.paymentReference !== '',
    );

  #onCapture(payment: LedgerPayment): void {
    const own = this.ownCaptures(payment);
    const orders = this.ordersOf(payment);
    const sum = (entries: readonly { amount: number }[]): number =>
      entries.reduce((all, one) => all + one.amount, 0);
    const overlooked = this.simulation.time.now() - OVERSIGHT_MS;
    const foreign = payment.transactions.filter(
      (one) =>
        one.effect === 'payment' &&
        one.status !== 'error' &&
        !own.includes(one) &&
        Date.parse(one.at) < overlooked,
    );
    const taken = sum(own) + Math.max(0, sum(foreign) - figuresOf(payment).refunded);
    const invoiced = orders
      .flatMap((one) => this.invoicesOf(one))
      .reduce((all, one) => all + one.total, 0);
    const ordered = orders.reduce((all, one) => all + orderedOf(one), 0);
    const wholeOrder = own.some(({ paymentReference }) => paymentReference.startsWith('ORDER-'));
    const allowed = wholeOrder ? Math.max(invoiced, ordered) : invoiced;
    if (minorOf(taken) > minorOf(allowed) + this.tolerance())
      this.#wrong(
        'captured <= invoiced',
        `${payment.id}: ${printed(taken)} of ${printed(allowed)}`,
      );
  }

  #orderOf({ args }: SoapCall): LedgerOrder | null {
    const state = this.#pixi();
    for (const [name, value] of Object.entries(args)) {
      if (/order/i.test(name) && state.orders.has(Number(value)))
        return state.orders.get(Number(value)) ?? null;
      const invoice = /invoice|match/i.test(name)
        ? [...state.invoices.values()].find(({ invoiceNr }) => invoiceNr === value)
        : undefined;
      if (invoice) return state.orders.get(invoice.orderNr) ?? null;
    }
    return null;
  }

  #pixi = () => this.simulation.world.pixi.state();

  #wrong(rule: string, detail: string): void {
    this.simulation.trace.violate(rule, detail);
  }
}
