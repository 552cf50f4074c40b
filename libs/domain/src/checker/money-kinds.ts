import type { PaymentMethodCode } from '../payment-methods.js';
import type { ProviderLedger } from './ledgers.js';

/** How the money of an order comes, as far as the checker must know it. */
export type MoneyKind = 'reserved' | 'charged' | 'prepaid' | 'invoiced' | 'insured' | 'pay-later';

/** The checker's own table, on purpose not the one the rules ask: a slip there must not blind both. */
const KINDS: Readonly<Record<PaymentMethodCode, MoneyKind>> = {
  card: 'reserved',
  'apple-pay': 'reserved',
  paypal: 'reserved',
  sofort: 'charged',
  eps: 'charged',
  ideal: 'charged',
  giropay: 'charged',
  alipay: 'charged',
  przelewy24: 'charged',
  'direct-debit': 'charged',
  prepayment: 'prepaid',
  invoice: 'invoiced',
  'invoice-secured': 'insured',
  'paylater-invoice': 'pay-later',
  'paylater-installment': 'pay-later',
  'paylater-direct-debit': 'pay-later',
};

export const kindOf = (payment: Pick<ProviderLedger, 'method'> | undefined): MoneyKind | null =>
  payment === undefined || payment.method === null ? null : KINDS[payment.method];

/** The customer transfers the money; the first entry only asks for it. */
export const comesByTransfer = (kind: MoneyKind | null): boolean =>
  kind === 'prepaid' || kind === 'invoiced' || kind === 'insured';

/** Kinds where an invoice is settled when the goods are gone, paid or not. */
export const settlesWithoutMoney = (kind: MoneyKind | null): boolean =>
  kind === 'invoiced' || kind === 'insured';
