import type { SandboxWorld } from '../control/sandbox-world.js';
import type { Order } from '../pixi/ledger/model.js';
import { fromCents, printCents } from '../pixi/ledger/units.js';
import type { LedgerPayment } from '../unzer/ledger-state.js';
import { orderFacts, type OrderFacts } from './order-facts.js';
import { ALWAYS, AT_REST, findings, type Finding } from './rules.js';

/** Both ledgers added up over all orders. Amounts are strings with two decimals. */
export type Truth = {
  readonly orders: number;
  readonly captured: string;
  readonly refunded: string;
  readonly chargedBack: string;
  readonly invoiced: string;
  readonly credited: string;
  readonly booked: string;
  /** Broken rules; each one is a real wrong. Empty is good. */
  readonly violations: readonly Finding[];
  /** Work that somebody has yet to do. Not wrong by itself. */
  readonly pending: {
    readonly ordersOnHold: number;
    readonly invoicesUnsettled: number;
    readonly creditNotesUnsettled: number;
    /** Rules that hold only when nobody has anything left to do. */
    readonly differences: readonly Finding[];
  };
};

/** Recomputes everything from the entries. `atRest` = the caller knows that nothing is under way: differences are violations. */
export function tellTruth(
  { pixi, unzer, seed }: Pick<SandboxWorld, 'pixi' | 'unzer' | 'seed'>,
  { atRest }: { atRest: boolean },
): Truth {
  const state = pixi.state();
  const paymentOf = (order: Order): LedgerPayment | null =>
    order.kkId === '' ? null : unzer.ledger.payment(order.kkId);
  const all = [...state.orders.values()].map((order) => orderFacts(state, order, paymentOf(order)));
  const tolerance = fromCents(seed.toleranceMinor);
  const broken = all.flatMap((facts) => findings(ALWAYS, facts, tolerance));
  const differences = all.flatMap((facts) => findings(AT_REST, facts, tolerance));
  const total = (of: (facts: OrderFacts) => number): string =>
    printCents(all.reduce((sum, facts) => sum + of(facts), 0));
  const unsettled = [...state.index.unsettled].flatMap((key) => state.invoices.get(key) ?? []);
  return {
    orders: all.length,
    captured: total((facts) => facts.captured),
    refunded: total((facts) => facts.refunded),
    chargedBack: total((facts) => facts.chargedBack),
    invoiced: total((facts) => facts.invoiced),
    credited: total((facts) => facts.credited),
    booked: total(({ bookings }) => bookings.reduce((sum, { amount }) => sum + amount, 0)),
    violations: atRest ? [...broken, ...differences] : broken,
    pending: {
      ordersOnHold: state.index.onHold.size,
      invoicesUnsettled: unsettled.filter(({ kind }) => kind === 'invoice').length,
      creditNotesUnsettled: unsettled.filter(({ kind }) => kind === 'credit-note').length,
      differences,
    },
  };
}
