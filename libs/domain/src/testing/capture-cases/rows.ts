import type { CaptureFacts } from '../../facts.js';
import type { ProviderPaymentId } from '../../ids.js';
import { eur } from '../../money.js';
import type { Operation } from '../../operation.js';
import {
  aMemory,
  anInvoice,
  anOperation,
  aPayment,
  aPolicy,
  captureFacts,
  found,
  invoiceNumber,
  NOW,
  path,
} from '../builders.js';
import type { ExpectedDecision } from '../print-decision.js';

export type CaptureCase = ExpectedDecision & {
  readonly rule: string;
  readonly facts: CaptureFacts;
};

export const THIS = 'DEM0000021';

export const OTHER = 'DEM0000020';

export const AUTHORIZED = ['authorization success 100.00'];

export const SHOP_CHARGED = ['capture success 100.00'];

export const OTHER_PAYMENT = 's-pay-7' as ProviderPaymentId;

export const standard = aPolicy({ mode: 'standard' });

export const refusal = { code: 'unzer.not-allowed', message: 'Authorisation expired' };

export const invoiceOf = (total: string) => anInvoice({ total: eur(total) });

export const other = (total: string, settled = true) =>
  anInvoice({ invoiceNumber: invoiceNumber(OTHER), total: eur(total), settled });

export const creditNote = (total: string) =>
  anInvoice({ invoiceNumber: invoiceNumber('DEM0000022'), kind: 'credit-note', total: eur(total) });

export const capture = (
  document: string,
  amount: string,
  fields: Partial<Operation> = {},
): Operation =>
  anOperation({
    kind: 'capture',
    document,
    amount: eur(amount),
    transactionPath: path('charges/s-chg-1'),
    ...fields,
  });

export const refused = (amount: string): Operation =>
  capture(THIS, amount, { status: 'refused', transactionPath: null, refusal });

export const settlement = (fields: Partial<Operation> = {}): Operation =>
  anOperation({ kind: 'settlement', document: THIS, amount: eur('100.00'), ...fields });

export const memoryOf = (...operations: Operation[]): Partial<CaptureFacts> => ({
  memory: aMemory({ operations }),
});

export const asked = (...operations: Operation[]): Partial<CaptureFacts> => ({
  memory: aMemory({ operations, recheckRequestedAt: NOW }),
});

export const pays = (...lines: string[]): Partial<CaptureFacts> => ({
  payment: found(aPayment(lines)),
});

export type Want = Partial<ExpectedDecision>;

export const row = (rule: string, fields: Partial<CaptureFacts>, want: Want): CaptureCase => ({
  rule,
  facts: captureFacts(fields),
  reason: '',
  state: 'released',
  commands: [],
  problems: [],
  ...want,
});

export const settles = (
  rule: string,
  fields: Partial<CaptureFacts>,
  { reason, amount = '100.00', ...want }: Want & { amount?: string },
): CaptureCase =>
  row(rule, fields, {
    reason: reason ?? '',
    state: 'settled',
    commands: [`settle ${THIS} ${amount}`],
    ...want,
  });

export const stuck = (rule: string, fields: Partial<CaptureFacts>, reason: string, code = reason) =>
  row(rule, fields, { reason, state: 'stuck', problems: [`error capture.${code}`] });
