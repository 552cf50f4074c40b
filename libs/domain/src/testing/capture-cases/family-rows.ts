import type { CaptureFacts } from '../../facts.js';
import { eur } from '../../money.js';
import { PAYMENT_METHOD_CODES, type PaymentMethodCode, traitsOf } from '../../payment-methods.js';
import { anInvoice, aPayment, captureFacts, found, invoiceNumber } from '../builders.js';
import { type CaptureCase, THIS, type Want } from './rows.js';

type Fields = Partial<CaptureFacts>;

export const row = (rule: string, fields: Fields, want: Want): CaptureCase => ({
  rule,
  facts: captureFacts({ otherInvoices: [], orderStatus: 'closed', ...fields }),
  reason: '',
  state: 'released',
  commands: [],
  problems: [],
  ...want,
});

export const paysBy = (method: PaymentMethodCode, ...lines: string[]): Fields => ({
  payment: found(aPayment(lines, { method, methodName: method })),
});

export const byFamily = (...families: string[]): readonly PaymentMethodCode[] =>
  PAYMENT_METHOD_CODES.filter((method) => families.includes(traitsOf(method).family));

export const settles = (reason: string, amount = '100.00'): Want => ({
  reason,
  state: 'settled',
  commands: [`settle ${THIS} ${amount}`],
});

export const other = (total: string, settled = false) =>
  anInvoice({ invoiceNumber: invoiceNumber('DEM0000020'), total: eur(total), settled });

export const of = (total: string) => anInvoice({ total: eur(total) });

export const REQUESTED = ['capture pending 100.00'];

export const RECEIVED = [...REQUESTED, 'capture success 100.00'];

export const SHIPPED = [...REQUESTED, 'shipment-notice success 100.00'];

export const LAPSED = (method: PaymentMethodCode, lines: string[]): Fields => ({
  payment: found(
    aPayment(lines, { method, state: 'cancelled', total: eur('0'), remaining: eur('0') }),
  ),
});

export const refusal = { code: 'unzer.not-allowed', message: 'Not allowed' };

export const WAITS: Want = { reason: 'waiting-for-closed', state: 'waiting' };

export const UNPAID: Want = {
  reason: 'awaiting-transfer',
  state: 'waiting',
  problems: ['notice capture.shipped-unpaid'],
};
