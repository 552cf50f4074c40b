import { eur, money, type Currency } from '../../money.js';
import { fromIso, plusMs, MINUTE, type Instant } from '../../time.js';
import type {
  CheckedDocument,
  CheckedOrder,
  CheckedTransaction,
  Doer,
  ErpLedger,
  ProviderEffect,
  ProviderLedger,
} from '../ledgers.js';

const START = fromIso('2026-11-21T08:00:00Z');
/** Minutes after the order came. */
export const at = (minutes: number): Instant => plusMs(START, minutes * MINUTE);
export const francs = (minor: number) => money(minor, 'CHF' as Currency);

type Entry = Partial<CheckedTransaction> & { readonly minute?: number };
/** An entry at the provider, by us and with its own reference unless said otherwise. */
export function entry(
  effect: ProviderEffect,
  amount: string,
  change: Entry = {},
): CheckedTransaction {
  const { minute = 10, ...rest } = change;
  const path = rest.path ?? `${effect}/${minute}/${amount}/${rest.document ?? ''}`;
  return {
    path,
    effect,
    status: 'success',
    amount: eur(amount),
    at: at(minute),
    by: 'us',
    reference: path,
    document: null,
    ...rest,
  };
}
/** What the shop left. */
export const byShop = (effect: ProviderEffect, amount: string, change: Entry = {}) =>
  entry(effect, amount, { minute: 0, by: 'others', reference: null, ...change });

export function payment(
  method: ProviderLedger['method'],
  transactions: readonly CheckedTransaction[],
  change: Partial<ProviderLedger> = {},
): ProviderLedger {
  const currency = 'EUR' as Currency;
  const remaining = eur('0.00');
  return { paymentId: 's-pay-1', method, currency, remaining, transactions, ...change };
}

/** A document that we booked in full, unless said otherwise. */
export function settled(number: string, total: string, by: Doer = 'us'): CheckedDocument {
  const amount = eur(total);
  return {
    number,
    total: amount,
    shipped: true,
    settled: true,
    booked: amount,
    bookings: [{ amount, by }],
    recordedByUs: by === 'us' ? amount : null,
  };
}
export const unsettled = (number: string, total: string): CheckedDocument => ({
  ...settled(number, total),
  settled: false,
  booked: eur('0.00'),
  bookings: [],
  recordedByUs: null,
});

type Change = {
  readonly erp?: Partial<ErpLedger>;
  readonly payments?: readonly ProviderLedger[];
  readonly agreement?: Partial<CheckedOrder['agreement']>;
  readonly said?: Partial<CheckedOrder['said']>;
};

/** An Experten card order over 100.00 that went well: released, shipped, captured, settled, closed. */
export function anOrder({ erp, payments, agreement, said }: Change = {}): CheckedOrder {
  return {
    erp: {
      orderNumber: '10001',
      manual: false,
      status: 'closed',
      locked: false,
      lockedByUs: false,
      unlockedByOthers: false,
      releasedByUsAt: at(5),
      total: eur('100.00'),
      ordered: eur('100.00'),
      someCancelled: false,
      invoices: [settled('DEM1', '100.00')],
      creditNotes: [],
      ...erp,
    },
    payments: payments ?? [
      payment('card', [
        byShop('reservation', '100.00'),
        entry('payment', '100.00', { document: 'DEM1' }),
      ]),
    ],
    agreement: { toleranceMinor: 2, mode: 'expert', settlesAfterReceipt: false, ...agreement },
    said: { told: [], unfinished: [], ...said },
  };
}
