import type { LedgerPayment } from './ledger-state.js';
import { type PaymentStateName, amountsOf, stateOf } from './payment-amounts.js';
import { printHundredths } from './units.js';

/** A payment as the control interface shows it. Amounts with two decimals. */
export type PaymentView = {
  readonly paymentId: string;
  readonly state: PaymentStateName;
  readonly type: string;
  readonly currency: string;
  readonly total: string;
  readonly charged: string;
  readonly canceled: string;
  readonly remaining: string;
  readonly orderId: string;
  readonly expired: boolean;
  readonly transactions: readonly {
    readonly type: string;
    /** Below the payment: ids alone repeat. */
    readonly id: string;
    readonly parent: string | null;
    readonly amount: string;
    readonly status: string;
    readonly effect: string;
    readonly invoiceId: string;
    readonly paymentReference: string;
    readonly at: string;
  }[];
};

export function paymentView(payment: LedgerPayment): PaymentView {
  const { total, charged, canceled, remaining } = amountsOf(payment);
  return {
    paymentId: payment.id,
    state: stateOf(payment),
    type: payment.apiType,
    currency: payment.currency,
    total: printHundredths(total),
    charged: printHundredths(charged),
    canceled: printHundredths(canceled),
    remaining: printHundredths(remaining),
    orderId: payment.orderId,
    expired: payment.expired,
    transactions: payment.transactions.map((entry) => ({
      type: entry.type,
      id: entry.path,
      parent: entry.parent,
      amount: printHundredths(entry.amount),
      status: entry.status,
      effect: entry.effect,
      invoiceId: entry.invoiceId,
      paymentReference: entry.paymentReference,
      at: entry.at,
    })),
  };
}
