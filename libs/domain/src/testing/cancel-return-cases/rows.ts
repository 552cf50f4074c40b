import type { ErpInvoice } from '../../erp.js';
import type { CancelReturnFacts } from '../../facts.js';
import type { ProviderPaymentId } from '../../ids.js';
import { eur } from '../../money.js';
import type { Operation } from '../../operation.js';
import { PAYMENT_METHOD_CODES, type PaymentMethodCode, traitsOf } from '../../payment-methods.js';
import {
  aCreditNote,
  aMemory,
  anInvoice,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  cancelReturnFacts,
  found,
  invoiceNumber,
  NOW,
  orderLines,
  path,
} from '../builders.js';
import type { ExpectedDecision } from '../print-decision.js';

export type CancelReturnCase = ExpectedDecision & {
  readonly rule: string;
  readonly facts: CancelReturnFacts;
};

export type Fields = Partial<CancelReturnFacts>;

export type Want = Partial<ExpectedDecision>;

export const row = (rule: string, fields: Fields, want: Want): CancelReturnCase => ({
  rule,
  facts: cancelReturnFacts(fields),
  reason: 'nothing-to-do',
  state: 'settled',
  commands: [],
  problems: [],
  ...want,
});

export const I1 = 'DEM0000021';

export const CN = 'DEM0000022';

export const OTHER_PAYMENT = 's-pay-7' as ProviderPaymentId;

export const standard = aPolicy({ mode: 'standard' });

export const open = anOrder({ status: 'open', locked: false });

export const onHold = anOrder({ status: 'on-hold', locked: false });

export const refusal = { code: 'unzer.not-allowed', message: 'Already charged' };

export const pays = (...lines: string[]): Fields => ({ payment: found(aPayment(lines)) });

export const paysBy = (method: PaymentMethodCode, ...lines: string[]): Fields => ({
  payment: found(aPayment(lines, { method, methodName: method })),
});

export const remembers = (...operations: Operation[]): Fields => ({
  memory: aMemory({ operations }),
});

export const asked = (...operations: Operation[]): Fields => ({
  memory: aMemory({ operations, recheckRequestedAt: NOW }),
});

export const invoice = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  anInvoice({ total: eur(total), settled: true, ...fields });

export const secondInvoice = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  invoice(total, { invoiceNumber: invoiceNumber('DEM0000020'), invoiceKey: 20, ...fields });

export const note = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  aCreditNote({ total: eur(`-${total}`), ...fields });

export const secondNote = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  note(total, { invoiceNumber: invoiceNumber('DEM0000023'), invoiceKey: 23, ...fields });

export const booked = (document = CN): Operation =>
  anOperation({ kind: 'booking', document, amount: eur('-20.00') });

export const refunded = (
  document: string,
  amount: string,
  fields: Partial<Operation> = {},
): Operation =>
  anOperation({
    kind: 'refund',
    document,
    amount: eur(amount),
    transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
    ...fields,
  });

/** Every line cancelled, in both of the ERP's ways, nothing invoiced. */
export const WHOLE: Fields = {
  lines: orderLines('cancelled 60.00', 'undeliverable 40.00'),
  documents: [],
};

/** 60.00 shipped, invoiced and settled, 40.00 cancelled. */
export const PART: Fields = {
  lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 40.00'),
  documents: [invoice('60.00')],
};

export const CHARGED = ['authorization success 100.00', 'capture success 100.00'];

export const IN_SHOP = ['capture success 100.00'];

export const AUTHORIZED = ['authorization success 100.00'];

export const REQUESTED = ['capture pending 100.00'];

export const RECEIVED = [...REQUESTED, 'capture success 100.00'];

export const SHIPPED = [...REQUESTED, 'shipment-notice success 100.00'];

export const cancelled = (commands: string[]): Want => ({
  reason: 'cancel-order',
  state: 'cancelled',
  commands,
});

export const rest = (commands: string[]): Want => ({ reason: 'cancel-rest', commands });

export const waits = (reason: string, want: Want = {}): Want => ({
  reason,
  state: 'partly-settled',
  ...want,
});

export const byFamily = (family: string): readonly PaymentMethodCode[] =>
  PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === family);

export const books = (amount = '20.00', document = CN): string => `book ${document} -${amount}`;

export const returned: Want = { reason: 'return' };

export const withNote = (...notes: ErpInvoice[]): Fields => ({
  documents: [invoice('100.00'), ...notes],
});
