/* eslint-disable max-lines -- table data */
import type { CaptureFacts } from '../facts.js';
import { eur } from '../money.js';
import type { Operation } from '../operation.js';
import { PAYMENT_METHOD_CODES, traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import {
  aCreditNote,
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
} from './builders.js';
import type { CaptureCase } from './capture-cases.js';
import type { ExpectedDecision } from './print-decision.js';

type Want = Partial<ExpectedDecision>;
type Fields = Partial<CaptureFacts>;
const THIS = 'DEM0000021';
const row = (rule: string, fields: Fields, want: Want): CaptureCase => ({
  rule,
  facts: captureFacts({ otherInvoices: [], orderStatus: 'closed', ...fields }),
  reason: '',
  state: 'released',
  commands: [],
  problems: [],
  ...want,
});
const paysBy = (method: PaymentMethodCode, ...lines: string[]): Fields => ({
  payment: found(aPayment(lines, { method, methodName: method })),
});
const memoryOf = (...operations: Operation[]): Fields => ({ memory: aMemory({ operations }) });
const byFamily = (...families: string[]): readonly PaymentMethodCode[] =>
  PAYMENT_METHOD_CODES.filter((method) => families.includes(traitsOf(method).family));
const settles = (reason: string, amount = '100.00'): Want => ({
  reason,
  state: 'settled',
  commands: [`settle ${THIS} ${amount}`],
});
const other = (total: string, settled = false) =>
  anInvoice({ invoiceNumber: invoiceNumber('DEM0000020'), total: eur(total), settled });
const of = (total: string) => anInvoice({ total: eur(total) });

const AUTHORIZED = ['authorization success 100.00'];
const REQUESTED = ['capture pending 100.00'];
const RECEIVED = [...REQUESTED, 'capture success 100.00'];
const SHIPPED = [...REQUESTED, 'shipment-notice success 100.00'];
const LAPSED = (method: PaymentMethodCode, lines: string[]): Fields => ({
  payment: found(
    aPayment(lines, { method, state: 'cancelled', total: eur('0'), remaining: eur('0') }),
  ),
});
const refusal = { code: 'unzer.not-allowed', message: 'Not allowed' };

const WAITS: Want = { reason: 'waiting-for-closed', state: 'waiting' };
const UNPAID: Want = {
  reason: 'awaiting-transfer',
  state: 'waiting',
  problems: ['notice capture.shipped-unpaid'],
};
const prepayment: readonly CaptureCase[] = [
  row(
    'capture, prepayment, received and CLOSED: settled',
    paysBy('prepayment', ...RECEIVED),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, received and not CLOSED: it waits',
    { ...paysBy('prepayment', ...RECEIVED), orderStatus: 'open' },
    WAITS,
  ),
  row(
    'capture, prepayment, shipped although unpaid: notice',
    paysBy('prepayment', ...REQUESTED),
    UNPAID,
  ),
  row(
    'capture, prepayment, shipped although paid in part only: notice',
    paysBy('prepayment', ...REQUESTED, 'capture success 40.00'),
    UNPAID,
  ),
  row(
    'capture, prepayment, received in parts and CLOSED: settled',
    paysBy('prepayment', ...REQUESTED, 'capture success 40.00', 'capture success 60.00'),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, received within the tolerance: settled',
    paysBy('prepayment', ...REQUESTED, 'capture success 99.98'),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, received too much: settled',
    paysBy('prepayment', ...REQUESTED, 'capture success 110.00'),
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, several invoices: all of them must be covered',
    {
      ...paysBy('prepayment', ...REQUESTED, 'capture success 60.00'),
      invoice: of('60.00'),
      otherInvoices: [other('40.00')],
    },
    UNPAID,
  ),
  row(
    'capture, prepayment, settled by hand meanwhile: left alone',
    { ...paysBy('prepayment', ...REQUESTED), invoice: anInvoice({ settled: true }) },
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'capture, prepayment, the mode makes no difference',
    { ...paysBy('prepayment', ...RECEIVED), policy: aPolicy({ mode: 'standard' }) },
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, a part was cancelled and refunded: the rest is settled',
    {
      ...paysBy('prepayment', ...RECEIVED, 'refund success 40.00 s-chg-2'),
      invoice: of('60.00'),
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'rest',
          amount: eur('40.00'),
          transactionPath: path('charges/s-chg-2/cancels/s-cnl-1'),
        }),
      ),
    },
    settles('settle-transferred', '60.00'),
  ),
  row(
    'capture, prepayment, all of it returned and refunded: its invoice is settled all the same',
    {
      payment: found(
        aPayment([...RECEIVED, 'refund success 100.00 s-chg-2'], {
          method: 'prepayment',
          state: 'cancelled',
        }),
      ),
      otherInvoices: [aCreditNote({ total: eur('-100.00') })],
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'DEM0000022',
          amount: eur('100.00'),
          transactionPath: path('charges/s-chg-2/cancels/s-cnl-1'),
        }),
      ),
    },
    settles('settle-transferred'),
  ),
  row(
    'capture, prepayment, the other invoices are not known yet: they are asked for',
    { ...paysBy('prepayment', ...RECEIVED), otherInvoices: null },
    { reason: 'needs-other-invoices' },
  ),
  row(
    'capture, prepayment, the order status is not known yet: it is asked for',
    { ...paysBy('prepayment', ...RECEIVED), orderStatus: null },
    { reason: 'needs-order-status' },
  ),
  row(
    'capture, prepayment, more invoiced than asked for and received: error',
    { ...paysBy('prepayment', ...REQUESTED), invoice: of('120.00') },
    {
      reason: 'invoiced-more-than-requested',
      state: 'stuck',
      problems: ['error capture.invoiced-more-than-requested'],
    },
  ),
  row(
    'capture, prepayment, reversed whole before it was shipped: error',
    {
      payment: found(
        aPayment([...REQUESTED, 'reversal success 100.00 s-chg-1'], {
          method: 'prepayment',
          state: 'cancelled',
        }),
      ),
    },
    { reason: 'payment-cancelled', state: 'stuck', problems: ['error capture.payment-cancelled'] },
  ),
];

const afterReceipt = aPolicy({ settleInvoiceAfterReceipt: true });
const invoice: readonly CaptureCase[] = [
  row(
    'capture, invoice, unpaid and CLOSED: settled',
    paysBy('invoice', ...REQUESTED),
    settles('settle-on-invoice'),
  ),
  row(
    'capture, invoice, paid and CLOSED: settled',
    paysBy('invoice', ...RECEIVED),
    settles('settle-transferred'),
  ),
  row(
    'capture, invoice, not CLOSED: it waits',
    { ...paysBy('invoice', ...REQUESTED), orderStatus: 'open' },
    WAITS,
  ),
  row(
    'capture, invoice, only after the receipt: unpaid, notice',
    { ...paysBy('invoice', ...REQUESTED), policy: afterReceipt },
    UNPAID,
  ),
  row(
    'capture, invoice, only after the receipt: paid, settled',
    { ...paysBy('invoice', ...RECEIVED), policy: afterReceipt },
    settles('settle-transferred'),
  ),
  row(
    'capture, invoice, a part was cancelled and reversed: the rest is settled',
    { ...paysBy('invoice', ...REQUESTED, 'reversal success 40.00 s-chg-1'), invoice: of('60.00') },
    settles('settle-on-invoice', '60.00'),
  ),
  row(
    'capture, invoice, returned and reversed before it was settled: settled all the same',
    {
      payment: found(
        aPayment([...REQUESTED, 'reversal success 100.00 s-chg-1'], {
          method: 'invoice',
          state: 'cancelled',
        }),
      ),
      otherInvoices: [aCreditNote({ total: eur('-100.00') })],
    },
    settles('settle-on-invoice'),
  ),
  row(
    'capture, invoice, more invoiced than asked for: error',
    {
      ...paysBy('invoice', ...REQUESTED),
      invoice: of('60.00'),
      otherInvoices: [other('60.00', true)],
    },
    {
      reason: 'invoiced-more-than-requested',
      state: 'stuck',
      problems: ['error capture.invoiced-more-than-requested'],
    },
  ),
];

const shipment = (fields: Partial<Operation> = {}): Operation =>
  anOperation({ kind: 'shipment-notice', ...fields });
const secured: readonly CaptureCase[] = [
  row(
    'capture, invoice-secured, CLOSED: one shipment for the order',
    paysBy('invoice-secured', ...REQUESTED),
    { reason: 'announce-shipment', commands: [`ship ${THIS}`] },
  ),
  row(
    'capture, invoice-secured, not CLOSED: it waits',
    { ...paysBy('invoice-secured', ...REQUESTED), orderStatus: 'open' },
    WAITS,
  ),
  row(
    'capture, invoice-secured, shipment accepted: settled',
    { ...paysBy('invoice-secured', ...REQUESTED), ...memoryOf(shipment()) },
    settles('settle-shipped'),
  ),
  row(
    'capture, invoice-secured, shipped by somebody else: settled',
    paysBy('invoice-secured', ...SHIPPED),
    settles('settle-shipped'),
  ),
  row(
    'capture, invoice-secured, the second invoice needs no second shipment',
    {
      ...paysBy('invoice-secured', ...SHIPPED),
      invoice: of('40.00'),
      otherInvoices: [other('60.00', true)],
      ...memoryOf(shipment()),
    },
    settles('settle-shipped', '40.00'),
  ),
  row(
    'capture, invoice-secured, the shipment got no answer: looked up, not repeated',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(shipment({ status: 'open', finishedAt: null })),
    },
    { reason: 'shipment-pending', state: 'waiting' },
  ),
  row(
    'capture, invoice-secured, the shipment stays without an answer: notice',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(shipment({ status: 'open', finishedAt: null, lookUps: 1 })),
    },
    { reason: 'shipment-pending', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'capture, invoice-secured, the shipment was refused: error',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(shipment({ status: 'refused', refusal })),
    },
    { reason: 'shipment-refused', state: 'stuck', problems: ['error capture.shipment-refused'] },
  ),
  row(
    'capture, invoice-secured, a refused shipment is announced once more when somebody asks',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      memory: aMemory({
        operations: [shipment({ status: 'refused', refusal })],
        recheckRequestedAt: NOW,
      }),
    },
    { reason: 'announce-shipment', commands: [`ship ${THIS}`] },
  ),
  row(
    'capture, invoice-secured, nobody can find out about the shipment: a person',
    { ...paysBy('invoice-secured', ...REQUESTED), ...memoryOf(shipment({ status: 'abandoned' })) },
    { reason: 'shipment-needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  row(
    'capture, invoice-secured, another operation is under way: it waits',
    {
      ...paysBy('invoice-secured', ...REQUESTED),
      ...memoryOf(
        anOperation({ kind: 'reversal', document: 'rest', status: 'open', finishedAt: null }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'capture, invoice-secured, the authorisation lapsed before the shipment: error',
    LAPSED('invoice-secured', REQUESTED),
    {
      reason: 'authorization-expired',
      state: 'stuck',
      problems: ['error capture.authorization-expired'],
    },
  ),
];

const paylater: readonly CaptureCase[] = byFamily('paylater').flatMap((method) => [
  ...(['standard', 'expert'] as const).map((mode) =>
    row(
      `capture, ${method} (${mode}): the invoice amount is charged with the invoice number`,
      { ...paysBy(method, ...AUTHORIZED), invoice: of('60.00'), policy: aPolicy({ mode }) },
      { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
    ),
  ),
  row(
    `capture, ${method}: charged, settled without waiting for CLOSED`,
    {
      ...paysBy(method, ...AUTHORIZED, 'capture success 60.00'),
      invoice: of('60.00'),
      orderStatus: null,
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: THIS,
          amount: eur('60.00'),
          transactionPath: path('charges/s-chg-1'),
        }),
      ),
    },
    { ...settles('settle-captured', '60.00'), state: 'partly-settled' },
  ),
  row(
    `capture, ${method}: a second part under Standard is charged too`,
    {
      ...paysBy(method, ...AUTHORIZED, 'capture success 60.00'),
      invoice: of('40.00'),
      otherInvoices: [other('60.00', true)],
      policy: aPolicy({ mode: 'standard' }),
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: 'DEM0000020',
          amount: eur('60.00'),
          transactionPath: path('charges/s-chg-1'),
        }),
      ),
    },
    { reason: 'capture', state: 'partly-settled', commands: [`capture ${THIS} 40.00`] },
  ),
  row(
    `capture, ${method}: exceeded, error`,
    { ...paysBy(method, ...AUTHORIZED), invoice: of('120.00') },
    {
      reason: 'amount-exceeds-authorization',
      state: 'stuck',
      problems: ['error capture.amount-exceeds-authorization'],
    },
  ),
  row(`capture, ${method}: expired, error`, LAPSED(method, AUTHORIZED), {
    reason: 'authorization-expired',
    state: 'stuck',
    problems: ['error capture.authorization-expired'],
  }),
  row(
    `capture, ${method}: refused, error with the open amount`,
    {
      ...paysBy(method, ...AUTHORIZED),
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: THIS,
          amount: eur('100.00'),
          status: 'refused',
          refusal,
        }),
      ),
    },
    { reason: 'capture-refused', state: 'stuck', problems: ['error capture.refused'] },
  ),
  row(
    `capture, ${method}: a pending answer is no success`,
    {
      ...paysBy(method, ...AUTHORIZED),
      ...memoryOf(
        anOperation({
          kind: 'capture',
          document: THIS,
          amount: eur('100.00'),
          status: 'pending',
          finishedAt: null,
        }),
      ),
    },
    { reason: 'capture-pending', state: 'waiting', problems: ['notice capture.pending'] },
  ),
]);

/** Every cell of the capture table for the families that `capture-cases.ts` leaves out. */
export const CAPTURE_FAMILY_CASES: readonly CaptureCase[] = [
  ...prepayment,
  ...invoice,
  ...secured,
  ...paylater,
];
