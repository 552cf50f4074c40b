/* eslint-disable max-lines -- table data */
import type { CancelReturnFacts } from '../facts.js';
import type { ErpInvoice } from '../erp.js';
import type { ProviderPaymentId, ShopOrderNumber } from '../ids.js';
import { eur, money, type Currency } from '../money.js';
import type { Operation } from '../operation.js';
import { PAYMENT_METHOD_CODES, traitsOf, type PaymentMethodCode } from '../payment-methods.js';
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
  hoursAgo,
  invoiceNumber,
  NOW,
  orderLines,
  path,
} from './builders.js';
import type { ExpectedDecision } from './print-decision.js';

export type CancelReturnCase = ExpectedDecision & {
  readonly rule: string;
  readonly facts: CancelReturnFacts;
};

type Fields = Partial<CancelReturnFacts>;
type Want = Partial<ExpectedDecision>;
const row = (rule: string, fields: Fields, want: Want): CancelReturnCase => ({
  rule,
  facts: cancelReturnFacts(fields),
  reason: 'nothing-to-do',
  state: 'settled',
  commands: [],
  problems: [],
  ...want,
});

const I1 = 'DEM0000021';
const CN = 'DEM0000022';
const OTHER_PAYMENT = 's-pay-7' as ProviderPaymentId;
const standard = aPolicy({ mode: 'standard' });
const open = anOrder({ status: 'open', locked: false });
const onHold = anOrder({ status: 'on-hold', locked: false });
const refusal = { code: 'unzer.not-allowed', message: 'Already charged' };

const pays = (...lines: string[]): Fields => ({ payment: found(aPayment(lines)) });
const paysBy = (method: PaymentMethodCode, ...lines: string[]): Fields => ({
  payment: found(aPayment(lines, { method, methodName: method })),
});
const remembers = (...operations: Operation[]): Fields => ({ memory: aMemory({ operations }) });
const asked = (...operations: Operation[]): Fields => ({
  memory: aMemory({ operations, recheckRequestedAt: NOW }),
});
const invoice = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  anInvoice({ total: eur(total), settled: true, ...fields });
const secondInvoice = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  invoice(total, { invoiceNumber: invoiceNumber('DEM0000020'), invoiceKey: 20, ...fields });
const note = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  aCreditNote({ total: eur(`-${total}`), ...fields });
const secondNote = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  note(total, { invoiceNumber: invoiceNumber('DEM0000023'), invoiceKey: 23, ...fields });
const booked = (document = CN): Operation =>
  anOperation({ kind: 'booking', document, amount: eur('-20.00') });
const refunded = (document: string, amount: string, fields: Partial<Operation> = {}): Operation =>
  anOperation({
    kind: 'refund',
    document,
    amount: eur(amount),
    transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
    ...fields,
  });

/** Every line cancelled, in both of the ERP's ways, nothing invoiced. */
const WHOLE: Fields = {
  lines: orderLines('cancelled 60.00', 'undeliverable 40.00'),
  documents: [],
};
/** 60.00 shipped, invoiced and settled, 40.00 cancelled. */
const PART: Fields = {
  lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 40.00'),
  documents: [invoice('60.00')],
};
const CHARGED = ['authorization success 100.00', 'capture success 100.00'];
const IN_SHOP = ['capture success 100.00'];
const AUTHORIZED = ['authorization success 100.00'];
const REQUESTED = ['capture pending 100.00'];
const RECEIVED = [...REQUESTED, 'capture success 100.00'];
const SHIPPED = [...REQUESTED, 'shipment-notice success 100.00'];
const cancelled = (commands: string[]): Want => ({
  reason: 'cancel-order',
  state: 'cancelled',
  commands,
});
const rest = (commands: string[]): Want => ({ reason: 'cancel-rest', commands });
const waits = (reason: string, want: Want = {}): Want => ({
  reason,
  state: 'partly-settled',
  ...want,
});

const byFamily = (family: string): readonly PaymentMethodCode[] =>
  PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === family);

const leftAlone: readonly CancelReturnCase[] = [
  row(
    'a manual or exchange order is ignored',
    {
      ...WHOLE,
      order: anOrder({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  row(
    'keys rejected as a whole pause the configuration and touch no order',
    { ...WHOLE, payment: { kind: 'keys-rejected' } },
    { reason: 'keys-rejected', state: 'waiting' },
  ),
  row('an order without cancellation and credit note asks for nothing', {}, {}),
  row(
    'an open order of which nothing was cancelled asks for nothing',
    {
      order: open,
      lines: orderLines('accepted 100.00'),
      documents: [],
      ...pays(...AUTHORIZED),
    },
    { state: 'released' },
  ),
  row(
    'a credit note without an amount asks for nothing',
    { documents: [invoice('100.00'), note('0.00')] },
    {},
  ),
  row(
    'a cancelled order without a payment id has nothing to give back',
    {
      ...WHOLE,
      order: anOrder({ status: 'closed', paymentId: null }),
      payment: { kind: 'no-payment-id' },
    },
    { state: 'cancelled' },
  ),
  row(
    'a cancelled order whose payment the keys do not know has nothing to give back',
    {
      ...WHOLE,
      payment: { kind: 'unknown-to-keys' },
    },
    { state: 'cancelled' },
  ),
  row(
    'money that we took before the payment id was changed is not forgotten',
    {
      ...WHOLE,
      payment: { kind: 'unknown-to-keys' },
      ...remembers(
        anOperation({ kind: 'capture', paymentId: OTHER_PAYMENT, amount: eur('100.00') }),
      ),
    },
    {
      reason: 'payment-unknown',
      state: 'stuck',
      problems: ['error cancel-return.payment-unknown'],
    },
  ),
  row(
    'a credit note without a payment id is an error',
    {
      documents: [note('20.00')],
      order: anOrder({ status: 'closed', paymentId: null }),
      payment: { kind: 'no-payment-id' },
    },
    {
      reason: 'payment-id-missing',
      state: 'stuck',
      problems: ['error cancel-return.payment-id-missing'],
    },
  ),
  row(
    'a credit note whose payment the keys do not know is an error',
    {
      documents: [note('20.00')],
      payment: { kind: 'unknown-to-keys' },
    },
    {
      reason: 'payment-unknown',
      state: 'stuck',
      problems: ['error cancel-return.payment-unknown'],
    },
  ),
  row(
    'a payment found under another id than the one asked for counts as unknown',
    {
      documents: [note('20.00')],
      payment: found(aPayment(CHARGED, { paymentId: OTHER_PAYMENT })),
    },
    {
      reason: 'payment-unknown',
      state: 'stuck',
      problems: ['error cancel-return.payment-unknown'],
    },
  ),
  row(
    'a method that we do not know is an error and is named',
    {
      ...WHOLE,
      payment: found(aPayment(CHARGED, { method: null, methodName: 'Klarna' })),
    },
    {
      reason: 'method-unsupported',
      state: 'stuck',
      problems: ['error cancel-return.method-unsupported'],
    },
  ),
  row(
    'a state that we do not know is never guessed',
    {
      ...WHOLE,
      payment: found(aPayment(CHARGED, { state: 'unknown' })),
    },
    {
      reason: 'payment-state-unclear',
      state: 'stuck',
      problems: ['error cancel-return.payment-state-unclear'],
    },
  ),
  row(
    'an authorisation of a method that cannot authorise is never guessed',
    {
      ...WHOLE,
      ...paysBy('ideal', ...AUTHORIZED),
    },
    {
      reason: 'payment-state-unclear',
      state: 'stuck',
      problems: ['error cancel-return.payment-state-unclear'],
    },
  ),
  row(
    'documents in another currency are an error',
    {
      documents: [anInvoice(), note('20.00', { total: money(-2_000, 'CHF' as Currency) })],
    },
    {
      reason: 'currency-differs',
      state: 'stuck',
      problems: ['error cancel-return.currency-differs'],
    },
  ),
  row(
    'a cancelled order whose payment failed has nothing to give back',
    {
      ...WHOLE,
      ...pays('authorization error 100.00'),
    },
    { state: 'cancelled' },
  ),
  row(
    'a cancelled order whose payment may still be finished is watched',
    {
      ...WHOLE,
      ...pays('authorization pending 100.00'),
    },
    { reason: 'payment-not-finished', state: 'cancelled' },
  ),
  row(
    'after the grace nobody waits for the payment of a cancelled order',
    {
      ...WHOLE,
      ...pays('authorization pending 100.00'),
      memory: aMemory({ firstSeenAt: hoursAgo(25) }),
    },
    { state: 'cancelled' },
  ),
];

const wholeOrder: readonly CancelReturnCase[] = [
  ...byFamily('shop-charged').map((method) =>
    row(
      `whole order cancelled, ${method}, charged: everything still charged is refunded`,
      { ...WHOLE, ...paysBy(method, ...IN_SHOP) },
      cancelled(['refund order 100.00 of s-chg-1']),
    ),
  ),
  row(
    'whole order cancelled, Standard, charged at release: everything still charged is refunded',
    { ...WHOLE, policy: standard, ...pays(...CHARGED) },
    cancelled(['refund order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, Standard, charged less than authorised: the charge is refunded and the rest reversed',
    {
      ...WHOLE,
      policy: standard,
      ...pays('authorization success 100.00', 'capture success 90.00'),
    },
    cancelled(['reverse order 10.00', 'refund order 90.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, a card that the shop charged is refunded in either mode',
    { ...WHOLE, ...pays(...IN_SHOP) },
    cancelled(['refund order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, in another currency than its payment: everything goes back all the same',
    {
      ...WHOLE,
      lines: orderLines('cancelled 100.00').map((line) => ({
        ...line,
        price: money(10_000, 'CHF' as Currency),
      })),
      ...pays(...IN_SHOP),
    },
    cancelled(['refund order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, Standard, cancelled on hold before the charge: the authorisation is reversed',
    { ...WHOLE, order: onHold, policy: standard, ...pays(...AUTHORIZED) },
    cancelled(['reverse order 100.00']),
  ),
  row(
    'whole order cancelled, Experten, authorised only: the authorisation is reversed',
    { ...WHOLE, ...pays(...AUTHORIZED) },
    cancelled(['reverse order 100.00']),
  ),
  row(
    'whole order cancelled, Experten, cancelled on hold: the authorisation is reversed',
    { ...WHOLE, order: onHold, ...pays(...AUTHORIZED) },
    cancelled(['reverse order 100.00']),
  ),
  row(
    'whole order cancelled, Experten, somebody reversed a part: only what is left',
    { ...WHOLE, ...pays(...AUTHORIZED, 'reversal success 30.00') },
    cancelled(['reverse order 70.00']),
  ),
  row(
    'whole order cancelled, Experten, already reversed: nothing',
    {
      ...WHOLE,
      payment: found(aPayment([...AUTHORIZED, 'reversal success 100.00'], { state: 'cancelled' })),
    },
    { state: 'cancelled' },
  ),
  row(
    'whole order cancelled, a lapsed authorisation has nothing to give back',
    {
      ...WHOLE,
      payment: found(
        aPayment(AUTHORIZED, { state: 'cancelled', total: eur('0'), remaining: eur('0') }),
      ),
    },
    { state: 'cancelled' },
  ),
  row(
    'whole order cancelled, several charges are refunded one by one',
    {
      ...WHOLE,
      ...pays('authorization success 100.00', 'capture success 60.00', 'capture success 40.00'),
    },
    cancelled(['refund order/s-chg-1 60.00 of s-chg-1', 'refund order/s-chg-2 40.00 of s-chg-2']),
  ),
  row(
    'whole order cancelled, what somebody refunded by hand is not refunded again',
    {
      ...WHOLE,
      ...pays(...IN_SHOP, 'refund success 100.00 s-chg-1'),
      payment: found(
        aPayment([...IN_SHOP, 'refund success 100.00 s-chg-1'], { state: 'cancelled' }),
      ),
    },
    { state: 'cancelled' },
  ),
  row(
    'whole order cancelled, what somebody refunded by hand in part is not refunded again',
    { ...WHOLE, ...pays(...IN_SHOP, 'refund success 30.00 s-chg-1') },
    cancelled(['refund order 70.00 of s-chg-1']),
  ),
  ...(['prepayment', 'invoice'] as const).flatMap((method) => [
    row(
      `whole order cancelled, ${method}, nothing received: the request is reversed`,
      { ...WHOLE, ...paysBy(method, ...REQUESTED) },
      cancelled(['reverse order 100.00 of s-chg-1']),
    ),
    row(
      `whole order cancelled, ${method}, all received: the receipts are refunded`,
      { ...WHOLE, ...paysBy(method, ...RECEIVED) },
      cancelled(['refund order 100.00 of s-chg-2']),
    ),
    row(
      `whole order cancelled, ${method}, part received: the open part is reversed and the receipts refunded`,
      {
        ...WHOLE,
        ...paysBy(method, ...REQUESTED, 'capture success 30.00', 'capture success 10.00'),
      },
      cancelled([
        'reverse order 60.00 of s-chg-1',
        'refund order/s-chg-2 30.00 of s-chg-2',
        'refund order/s-chg-3 10.00 of s-chg-3',
      ]),
    ),
    row(
      `whole order cancelled, ${method}, too much received: all of it is refunded`,
      { ...WHOLE, ...paysBy(method, ...REQUESTED, 'capture success 110.00') },
      cancelled(['refund order 110.00 of s-chg-2']),
    ),
  ]),
  row(
    'whole order cancelled, invoice-secured before the shipment: cancelled',
    { ...WHOLE, ...paysBy('invoice-secured', ...REQUESTED) },
    cancelled(['reverse order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, invoice-secured after the shipment: cancelled with its reason',
    { ...WHOLE, ...paysBy('invoice-secured', ...SHIPPED) },
    cancelled(['reverse order 100.00 of s-chg-1']),
  ),
  row(
    'whole order cancelled, invoice-secured after the shipment and paid: refunded',
    { ...WHOLE, ...paysBy('invoice-secured', ...SHIPPED, 'capture success 100.00') },
    cancelled(['refund order 100.00 of s-chg-2']),
  ),
  ...byFamily('paylater').flatMap((method) => [
    row(
      `whole order cancelled, ${method} before the first charge: the whole authorisation is reversed`,
      { ...WHOLE, ...paysBy(method, ...AUTHORIZED) },
      cancelled(['reverse order 100.00']),
    ),
    row(
      `whole order cancelled, ${method} after the first charge: nothing, the open rest lapses`,
      {
        lines: orderLines('cancelled 100.00'),
        documents: [],
        ...paysBy(method, ...AUTHORIZED, 'capture success 40.00'),
      },
      { state: 'cancelled', problems: ['notice cancel-return.charged-more-than-due'] },
    ),
  ]),
];

const UNSHIPPED = 'notice cancel-return.invoice-not-shipped';
/** Invoiced while it was packed, then cancelled whole by a person: the order closed, the parcel never left. */
const PACKED: Fields = {
  lines: orderLines('cancelled 60.00 DEM0000021', 'undeliverable 40.00 DEM0000021'),
  documents: [invoice('100.00', { settled: false, shipped: false })],
};
const neverLeft: readonly CancelReturnCase[] = [
  ...PAYMENT_METHOD_CODES.map((method) => {
    const { family } = traitsOf(method);
    const reasons: Readonly<Record<string, string>> = {
      direct: 'waiting-for-capture',
      'invoice-secured': 'waiting-for-shipment',
    };
    const begins: Readonly<Record<string, string[]>> = { direct: AUTHORIZED, paylater: AUTHORIZED };
    return row(
      `all lines cancelled, ${method}, an invoice was never shipped: a person is told that money is held for it`,
      {
        ...PACKED,
        ...paysBy(method, ...(begins[family] ?? (family === 'shop-charged' ? IN_SHOP : REQUESTED))),
      },
      { reason: reasons[family] ?? 'nothing-to-do', state: 'released', problems: [UNSHIPPED] },
    );
  }),
  row(
    'all lines cancelled, Standard, charged, an invoice was never shipped: a person is told that money is held for it',
    { ...PACKED, policy: standard, ...pays(...CHARGED) },
    { state: 'released', problems: [UNSHIPPED] },
  ),
  row(
    'all lines cancelled, an invoice was never shipped, nothing is held any more: nothing',
    { ...PACKED, ...pays('authorization success 100.00', 'reversal success 100.00') },
    { state: 'released' },
  ),
  row(
    'all lines cancelled, an invoice was never shipped and then credited: a person is told, and nothing is promised',
    { ...PACKED, documents: [...(PACKED.documents ?? []), note('100.00')], ...pays(...AUTHORIZED) },
    { reason: 'waiting-for-capture', state: 'released', problems: [UNSHIPPED] },
  ),
  row(
    'all goods packed and the order closed, its invoice is about to be shipped: nothing',
    {
      ...PACKED,
      lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 40.00'),
      ...pays(...AUTHORIZED),
    },
    { reason: 'waiting-for-capture', state: 'released' },
  ),
];

const someLines: readonly CancelReturnCase[] = [
  ...[...byFamily('shop-charged'), 'card' as const].map((method) =>
    row(
      `some lines cancelled, ${method}, charged, order closed: the difference is refunded`,
      { ...PART, ...paysBy(method, ...IN_SHOP) },
      rest(['refund rest 40.00 of s-chg-1']),
    ),
  ),
  row(
    'some lines cancelled, Standard, order closed: the difference is refunded',
    { ...PART, policy: standard, ...pays(...CHARGED) },
    rest(['refund rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, charged, order still open: it waits',
    { ...PART, order: open, policy: standard, ...pays(...CHARGED) },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, the difference is what both sides say: vouchers and shipping costs are in it',
    { ...PART, documents: [invoice('54.90')], policy: standard, ...pays(...CHARGED) },
    rest(['refund rest 45.10 of s-chg-1']),
  ),
  row(
    'some lines cancelled, a difference within the tolerance is none',
    { ...PART, documents: [invoice('99.98')], policy: standard, ...pays(...CHARGED) },
    {},
  ),
  row(
    'some lines cancelled, the tolerance counts once over the order, not per step',
    { ...PART, documents: [invoice('99.97')], policy: standard, ...pays(...CHARGED) },
    rest(['refund rest 0.03 of s-chg-1']),
  ),
  row(
    'some lines cancelled, what was given back before counts, whoever did it',
    { ...PART, policy: standard, ...pays(...CHARGED, 'refund success 25.00 s-chg-1') },
    rest(['refund rest 15.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, the difference was refunded by us: nothing more',
    {
      ...PART,
      policy: standard,
      ...pays(...CHARGED, 'refund success 40.00 s-chg-1'),
      ...remembers(refunded('rest', '40.00')),
    },
    {},
  ),
  row(
    'some lines cancelled, the difference was refunded, but our memory of it is lost: nothing more',
    { ...PART, policy: standard, ...pays(...CHARGED, 'refund success 40.00 s-chg-1') },
    {},
  ),
  row(
    'some lines cancelled, a refund that an older picture does not show yet is not repeated',
    { ...PART, policy: standard, ...pays(...CHARGED), ...remembers(refunded('rest', '40.00')) },
    {},
  ),
  row(
    'some lines cancelled, a second cancellation after the first was refunded goes under a name of its own',
    {
      lines: orderLines('shipped 50.00 DEM0000021', 'cancelled 40.00', 'cancelled 10.00'),
      documents: [invoice('50.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 40.00 s-chg-1'),
      ...remembers(refunded('rest', '40.00')),
    },
    rest(['refund rest-2 10.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, an invoice for delivered goods is missing: it waits',
    { ...PART, documents: [], policy: standard, ...pays(...CHARGED) },
    { reason: 'waiting-for-documents', state: 'released' },
  ),
  row(
    'some lines cancelled, a line names an invoice that is not among the documents: it waits',
    {
      lines: orderLines('shipped 30.00 DEM0000021', 'shipped 30.00 DEM0000024', 'cancelled 40.00'),
      documents: [invoice('30.00')],
      policy: standard,
      ...pays(...CHARGED),
    },
    { reason: 'waiting-for-documents' },
  ),
  row(
    'some lines cancelled, no line was cancelled: a surplus is no cancellation, a person may look',
    {
      documents: [invoice('60.00'), note('10.00')],
      ...pays(...IN_SHOP, 'refund success 10.00 s-chg-1'),
      ...remembers(booked(), refunded(CN, '10.00')),
    },
    { problems: ['notice cancel-return.charged-more-than-due'] },
  ),
  row(
    'some lines cancelled, Experten, last part delivered and captured: the rest is reversed',
    { ...PART, ...pays(...AUTHORIZED, 'capture success 60.00') },
    rest(['reverse rest 40.00']),
  ),
  row(
    'some lines cancelled, Experten, last part delivered and not captured: it waits',
    { ...PART, documents: [invoice('60.00', { settled: false })], ...pays(...AUTHORIZED) },
    { reason: 'waiting-for-capture', state: 'released' },
  ),
  row(
    'some lines cancelled, Experten, the invoice was settled by hand and never captured: what it asks for stays reserved',
    { ...PART, ...pays(...AUTHORIZED) },
    rest(['reverse rest 40.00']),
  ),
  row(
    'some lines cancelled, Experten, order still open: it waits',
    { ...PART, order: open, ...pays(...AUTHORIZED, 'capture success 60.00') },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, Experten, the rest has lapsed: nothing',
    { ...PART, payment: found(aPayment(['authorization success 60.00', 'capture success 60.00'])) },
    {},
  ),
  row(
    'some lines cancelled, Experten, a rest within the tolerance is left',
    { ...PART, ...pays(...AUTHORIZED, 'capture success 99.98'), documents: [invoice('99.98')] },
    {},
  ),
  row(
    'some lines cancelled, Experten, more was captured than invoiced: refunded and the rest reversed',
    { ...PART, ...pays(...AUTHORIZED, 'capture success 70.00') },
    rest(['reverse rest 30.00', 'refund rest 10.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, invoice, closed and unpaid: all partial cancellations in one reversal',
    {
      ...PART,
      lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 30.00', 'undeliverable 10.00'),
      ...paysBy('invoice', ...REQUESTED),
    },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, invoice, closed and paid: all partial cancellations in one refund',
    { ...PART, ...paysBy('invoice', ...RECEIVED) },
    rest(['refund rest 40.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, invoice, still open: it waits',
    { ...PART, order: open, ...paysBy('invoice', ...REQUESTED) },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, invoice, still open although paid: it waits',
    { ...PART, order: open, ...paysBy('invoice', ...RECEIVED) },
    waits('waiting-for-closed'),
  ),
  row(
    'some lines cancelled, prepayment, closed and unpaid: reversed in one sum',
    { ...PART, ...paysBy('prepayment', ...REQUESTED) },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, prepayment, open and paid: the cancelled lines are refunded in one sum',
    {
      lines: orderLines('accepted 60.00', 'cancelled 2x15.00', 'undeliverable 10.00'),
      documents: [],
      order: { ...open, total: eur('60.00') },
      ...paysBy('prepayment', ...RECEIVED),
    },
    { reason: 'cancel-rest', state: 'released', commands: ['refund rest 40.00 of s-chg-2'] },
  ),
  row(
    'some lines cancelled, prepayment, open, paid less than the rest costs with shipping: nothing goes back',
    {
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      order: { ...open, total: eur('64.90') },
      ...paysBy('prepayment', 'capture pending 62.50', 'capture success 62.50'),
    },
    { reason: 'nothing-to-do', state: 'released' },
  ),
  row(
    'some lines cancelled, prepayment, open and unpaid: it waits',
    {
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      order: open,
      ...paysBy('prepayment', ...REQUESTED),
    },
    { reason: 'waiting-for-closed', state: 'released' },
  ),
  row(
    'some lines cancelled, prepayment, part received: the open part goes first',
    { ...PART, ...paysBy('prepayment', ...REQUESTED, 'capture success 90.00') },
    rest(['reverse rest 10.00 of s-chg-1', 'refund rest 30.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, prepayment, refunded by line price while open, corrected when closed',
    {
      ...PART,
      documents: [invoice('55.00')],
      ...paysBy('prepayment', ...RECEIVED, 'refund success 40.00 s-chg-2'),
      ...remembers(
        refunded('rest', '40.00', { transactionPath: path('charges/s-chg-2/cancels/s-cnl-1') }),
      ),
    },
    rest(['refund rest-2 5.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, invoice-secured, payment period has started: one sum, unpaid',
    { ...PART, ...paysBy('invoice-secured', ...SHIPPED) },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  row(
    'some lines cancelled, invoice-secured, payment period has started: one sum, paid',
    { ...PART, ...paysBy('invoice-secured', ...SHIPPED, 'capture success 100.00') },
    rest(['refund rest 40.00 of s-chg-2']),
  ),
  row(
    'some lines cancelled, invoice-secured, not shipped yet: it waits',
    {
      ...PART,
      documents: [invoice('60.00', { settled: false })],
      ...paysBy('invoice-secured', ...REQUESTED),
    },
    { reason: 'waiting-for-shipment', state: 'released' },
  ),
  row(
    'some lines cancelled, invoice-secured, settled by hand so that no shipment will be announced: the rest is taken back',
    { ...PART, ...paysBy('invoice-secured', ...REQUESTED) },
    rest(['reverse rest 40.00 of s-chg-1']),
  ),
  ...byFamily('paylater').map((method) =>
    row(
      `some lines cancelled, ${method}: nothing, the rest lapses`,
      { ...PART, ...paysBy(method, ...AUTHORIZED, 'capture success 60.00') },
      {},
    ),
  ),
  row(
    'some lines cancelled, paylater before the first charge: nothing for a part',
    {
      ...PART,
      order: open,
      lines: orderLines('accepted 60.00', 'cancelled 40.00'),
      documents: [],
      ...paysBy('paylater-invoice', ...AUTHORIZED),
    },
    { state: 'released' },
  ),
];

const books = (amount = '20.00', document = CN): string => `book ${document} -${amount}`;
const returned: Want = { reason: 'return' };
const withNote = (...notes: ErpInvoice[]): Fields => ({ documents: [invoice('100.00'), ...notes] });
const returns: readonly CancelReturnCase[] = [
  ...[...byFamily('direct'), ...byFamily('shop-charged')].map((method) =>
    row(
      `returned, ${method}: the credit note is refunded and booked`,
      { ...withNote(note('20.00')), ...paysBy(method, ...IN_SHOP) },
      { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
    ),
  ),
  row(
    'returned, Experten: the credit note is refunded from the charge and booked',
    withNote(note('20.00')),
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, Standard, order still open: returns do not wait',
    { ...withNote(note('20.00')), order: open, policy: standard },
    {
      ...returned,
      state: 'partly-settled',
      commands: ['refund DEM0000022 20.00 of s-chg-1', books()],
    },
  ),
  ...byFamily('paylater').map((method) =>
    row(
      `returned, ${method}: refunded at payment level`,
      { ...withNote(note('20.00')), ...paysBy(method, ...CHARGED) },
      { ...returned, commands: ['refund DEM0000022 20.00', books()] },
    ),
  ),
  ...(['prepayment', 'invoice'] as const).flatMap((method) => [
    row(
      `returned, ${method}, paid: refunded from the receipt`,
      { ...withNote(note('20.00')), ...paysBy(method, ...RECEIVED) },
      { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-2', books()] },
    ),
    row(
      `returned, ${method}, unpaid: the request is reversed`,
      { ...withNote(note('20.00')), ...paysBy(method, ...REQUESTED) },
      { ...returned, commands: ['reverse DEM0000022 20.00 of s-chg-1', books()] },
    ),
    row(
      `returned, ${method}, paid in part: the open part first, then the receipt`,
      { ...withNote(note('20.00')), ...paysBy(method, ...REQUESTED, 'capture success 90.00') },
      {
        ...returned,
        commands: [
          'reverse DEM0000022 10.00 of s-chg-1',
          'refund DEM0000022 10.00 of s-chg-2',
          books(),
        ],
      },
    ),
  ]),
  row(
    'returned, prepayment, open and unpaid: the return waits',
    { ...withNote(note('20.00')), order: open, ...paysBy('prepayment', ...REQUESTED) },
    waits('waiting-for-receipt'),
  ),
  row(
    'returned, invoice, open and unpaid: the return does not wait',
    { ...withNote(note('20.00')), order: open, ...paysBy('invoice', ...REQUESTED) },
    {
      ...returned,
      state: 'partly-settled',
      commands: ['reverse DEM0000022 20.00 of s-chg-1', books()],
    },
  ),
  row(
    'returned, invoice-secured after the shipment: reversed with its reason',
    { ...withNote(note('20.00')), ...paysBy('invoice-secured', ...SHIPPED) },
    { ...returned, commands: ['reverse DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, invoice-secured, shipment not announced yet: the return waits',
    { ...withNote(note('20.00')), ...paysBy('invoice-secured', ...REQUESTED) },
    { reason: 'waiting-for-shipment' },
  ),
  row(
    'returned, several charges: the one that fits exactly',
    {
      documents: [invoice('60.00'), secondInvoice('40.00'), note('40.00', { corrects: null })],
      ...pays(...AUTHORIZED, 'capture success 60.00', 'capture success 40.00'),
    },
    { ...returned, commands: ['refund DEM0000022 40.00 of s-chg-2', books('40.00')] },
  ),
  row(
    "returned, several charges: the corrected invoice's own",
    {
      documents: [
        invoice('60.00'),
        secondInvoice('40.00'),
        note('20.00', { corrects: invoiceNumber('DEM0000020') }),
      ],
      ...pays(...AUTHORIZED, 'capture success 60.00', 'capture success 40.00'),
      ...remembers(
        anOperation({
          kind: 'capture',
          document: 'DEM0000020',
          amount: eur('40.00'),
          transactionPath: path('charges/s-chg-2'),
        }),
      ),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-2', books()] },
  ),
  row(
    'returned, several charges, none suffices: split, oldest first',
    {
      documents: [invoice('60.00'), secondInvoice('40.00'), note('70.00', { corrects: null })],
      ...pays(...AUTHORIZED, 'capture success 60.00', 'capture success 40.00'),
    },
    {
      ...returned,
      commands: [
        'refund DEM0000022/s-chg-1 60.00 of s-chg-1',
        'refund DEM0000022/s-chg-2 10.00 of s-chg-2',
        books('70.00'),
      ],
    },
  ),
  row(
    'returned, a split of which the first part is done: only the rest',
    {
      documents: [invoice('60.00'), secondInvoice('40.00'), note('70.00', { corrects: null })],
      ...pays(
        ...AUTHORIZED,
        'capture success 60.00',
        'capture success 40.00',
        'refund success 60.00 s-chg-1',
      ),
      ...remembers(refunded('DEM0000022/s-chg-1', '60.00')),
    },
    { ...returned, commands: ['refund DEM0000022 10.00 of s-chg-2', books('70.00')] },
  ),
  row(
    'returned, receipts in parts: split over them',
    {
      ...withNote(note('50.00')),
      ...paysBy(
        'prepayment',
        ...REQUESTED,
        'capture success 40.00',
        'capture success 60.00',
        'refund success 20.00 s-chg-3',
      ),
      ...remembers(
        refunded('DEM0000019', '20.00', {
          transactionPath: path('charges/s-chg-3/cancels/s-cnl-1'),
        }),
        booked('DEM0000019'),
      ),
      documents: [
        invoice('100.00'),
        note('20.00', {
          invoiceNumber: invoiceNumber('DEM0000019'),
          invoiceKey: 19,
          settled: true,
        }),
        note('50.00'),
      ],
    },
    {
      ...returned,
      commands: [
        'refund DEM0000022/s-chg-2 40.00 of s-chg-2',
        'refund DEM0000022/s-chg-3 10.00 of s-chg-3',
        books('50.00'),
      ],
    },
  ),
  row(
    'returned, two credit notes: one at a time, the older first',
    withNote(secondNote('30.00'), note('20.00')),
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, the second credit note after the first is done',
    {
      ...withNote(note('20.00', { settled: true }), secondNote('30.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    { ...returned, commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')] },
  ),
  row(
    'returned, refunded and booked: nothing more',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    {},
  ),
  row(
    'returned, refunded and not booked yet: only booked',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00')),
    },
    { reason: 'book-only', commands: [books()] },
  ),
  row(
    'returned, refunded by hand at the provider: noticed, not repeated, only booked',
    { ...withNote(note('20.00')), ...pays(...CHARGED, 'refund success 20.00 s-chg-1') },
    {
      reason: 'book-only',
      commands: [books()],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'returned, refunded by hand in two steps: not repeated',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 15.00 s-chg-1', 'refund success 5.00 s-chg-1'),
    },
    {
      reason: 'book-only',
      commands: [books()],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'returned, refunded by hand in part: only the rest',
    { ...withNote(note('20.00')), ...pays(...CHARGED, 'refund success 5.00 s-chg-1') },
    { ...returned, commands: ['refund DEM0000022 15.00 of s-chg-1', books()] },
  ),
  row(
    'returned, the notice of a refund by hand stays after the booking',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(booked()),
    },
    { problems: ['notice cancel-return.refunded-elsewhere'] },
  ),
  row(
    'returned, a credit note that the ERP settled already is left alone with a notice',
    withNote(note('20.00', { settled: true })),
    { reason: 'credit-note-settled', problems: ['notice cancel-return.credit-note-settled'] },
  ),
  row(
    'returned, a settled credit note does not stop the next one',
    withNote(note('20.00', { settled: true }), secondNote('30.00')),
    {
      ...returned,
      commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')],
      problems: ['notice cancel-return.credit-note-settled'],
    },
  ),
  row(
    'returned twice alike, and only the first was refunded by hand: the second is refunded',
    {
      ...withNote(note('20.00', { settled: true }), secondNote('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(booked()),
    },
    {
      ...returned,
      commands: ['refund DEM0000023 20.00 of s-chg-1', books('20.00', 'DEM0000023')],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'returned, a credit note that was settled and refunded by hand does not stop the next one',
    {
      ...withNote(note('20.00', { settled: true }), secondNote('30.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
    },
    {
      ...returned,
      commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')],
      problems: ['notice cancel-return.credit-note-settled'],
    },
  ),
  row(
    'returned, a credit note that is settled because we booked it is no notice',
    {
      ...withNote(note('20.00', { settled: true })),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    {},
  ),
  row(
    'returned, more to refund than was charged: error, nothing sent',
    { documents: [invoice('100.00'), note('120.00')] },
    {
      reason: 'more-than-charged',
      state: 'stuck',
      problems: ['error cancel-return.more-than-charged'],
    },
  ),
  row(
    'returned, unpaid invoice, more credited than asked for: error, nothing sent',
    { documents: [invoice('100.00'), note('120.00')], ...paysBy('invoice', ...REQUESTED) },
    {
      reason: 'more-than-charged',
      state: 'stuck',
      problems: ['error cancel-return.more-than-charged'],
    },
  ),
  row(
    'returned, more to refund than charged within the tolerance: what is there',
    { documents: [invoice('100.00'), note('100.02')] },
    { ...returned, commands: ['refund DEM0000022 100.00 of s-chg-1', books('100.02')] },
  ),
  row(
    'returned, Standard, charged a cent less than invoiced: a full return gives back what was charged',
    {
      policy: standard,
      ...withNote(note('100.00')),
      ...pays('authorization success 99.99', 'capture success 99.99'),
    },
    { ...returned, commands: ['refund DEM0000022 99.99 of s-chg-1', books('100.00')] },
  ),
  row(
    'returned, return before capture: it waits with a notice',
    { documents: [invoice('100.00', { settled: false }), note('20.00')], ...pays(...AUTHORIZED) },
    {
      reason: 'waiting-for-capture',
      state: 'released',
      problems: ['notice cancel-return.return-before-capture'],
    },
  ),
  row(
    "returned, return before capture: another invoice's money is not touched",
    {
      order: open,
      documents: [secondInvoice('60.00'), invoice('40.00', { settled: false }), note('40.00')],
      ...pays(...AUTHORIZED, 'capture success 60.00'),
    },
    { ...waits('waiting-for-capture'), problems: ['notice cancel-return.return-before-capture'] },
  ),
  row(
    'returned, a return of a captured part does not wait for the other part',
    {
      order: open,
      documents: [invoice('60.00'), secondInvoice('40.00', { settled: false }), note('20.00')],
      ...pays(...AUTHORIZED, 'capture success 60.00'),
    },
    {
      ...returned,
      state: 'partly-settled',
      commands: ['refund DEM0000022 20.00 of s-chg-1', books()],
    },
  ),
  row(
    'returned, without the corrected invoice known, all invoices must be captured',
    {
      order: open,
      documents: [
        invoice('60.00'),
        secondInvoice('40.00', { settled: false }),
        note('20.00', { corrects: null }),
      ],
      ...pays(...AUTHORIZED, 'capture success 60.00'),
    },
    { ...waits('waiting-for-capture'), problems: ['notice cancel-return.return-before-capture'] },
  ),
  row(
    'returned, nothing will be captured any more: error instead of waiting',
    {
      documents: [invoice('100.00', { settled: false }), note('20.00')],
      payment: found(
        aPayment(AUTHORIZED, { state: 'cancelled', total: eur('0'), remaining: eur('0') }),
      ),
    },
    {
      reason: 'more-than-charged',
      state: 'stuck',
      problems: ['error cancel-return.more-than-charged'],
    },
  ),
  row(
    'cancelled and returned together: the credit note first, then the cancelled rest',
    {
      ...PART,
      documents: [invoice('60.00'), note('20.00')],
      policy: standard,
      ...pays(...CHARGED),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'cancelled and returned together: then the rest, once',
    {
      ...PART,
      documents: [invoice('60.00'), note('20.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00'), booked()),
    },
    rest(['refund rest 40.00 of s-chg-1']),
  ),
  row(
    'cancelled and returned together: a rest refunded while nobody remembers it does not hide the credit note',
    {
      ...PART,
      documents: [invoice('60.00'), note('20.00')],
      policy: standard,
      ...pays(...CHARGED, 'refund success 40.00 s-chg-1'),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'returned, a credit note without a customer account is refunded and told',
    {
      order: anOrder({ status: 'closed', customerKey: null }),
      documents: [invoice('100.00'), note('20.00', { customerKey: null })],
    },
    {
      reason: 'customer-missing',
      state: 'stuck',
      commands: ['refund DEM0000022 20.00 of s-chg-1'],
      problems: ['error cancel-return.customer-missing'],
    },
  ),
];

const obstacles: readonly CancelReturnCase[] = [
  row(
    'a refund whose answer was lost blocks everything else',
    {
      ...withNote(note('20.00'), secondNote('30.00')),
      ...remembers(
        refunded(CN, '20.00', { status: 'open', transactionPath: null, finishedAt: null }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'a refund that was looked for in vain once is told',
    {
      ...withNote(note('20.00')),
      ...remembers(
        refunded(CN, '20.00', {
          status: 'open',
          transactionPath: null,
          finishedAt: null,
          lookUps: 1,
        }),
      ),
    },
    { reason: 'operation-uncertain', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'a pending refund of ours is waited for',
    {
      ...withNote(note('20.00')),
      ...remembers(refunded(CN, '20.00', { status: 'pending', finishedAt: null })),
    },
    { reason: 'give-back-pending', state: 'waiting', problems: ['notice cancel-return.pending'] },
  ),
  row(
    "a pending refund of somebody else's is waited for",
    { ...withNote(note('20.00')), ...pays(...CHARGED, 'refund pending 20.00 s-chg-1') },
    { reason: 'give-back-pending', state: 'waiting', problems: ['notice cancel-return.pending'] },
  ),
  row(
    'a capture under way is waited for',
    {
      ...PART,
      ...pays(...AUTHORIZED),
      ...remembers(
        anOperation({
          kind: 'capture',
          document: I1,
          amount: eur('60.00'),
          status: 'pending',
          finishedAt: null,
        }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'a refused refund is an error with amount and document, and is not sent again',
    {
      ...withNote(note('20.00')),
      ...remembers(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    { reason: 'give-back-refused', state: 'stuck', problems: ['error cancel-return.refused'] },
  ),
  row(
    'a refused refund is sent once more when somebody asks',
    {
      ...withNote(note('20.00')),
      ...asked(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    { ...returned, commands: ['refund DEM0000022 20.00 of s-chg-1', books()] },
  ),
  row(
    'a refused refund that somebody made by hand is only booked',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    {
      reason: 'book-only',
      commands: [books()],
      problems: ['notice cancel-return.refunded-elsewhere'],
    },
  ),
  row(
    'a refused refund does not stop the next credit note',
    {
      ...withNote(note('20.00'), secondNote('30.00')),
      ...remembers(refunded(CN, '20.00', { status: 'refused', transactionPath: null, refusal })),
    },
    {
      ...returned,
      commands: ['refund DEM0000023 30.00 of s-chg-1', books('30.00', 'DEM0000023')],
      problems: ['error cancel-return.refused'],
    },
  ),
  row(
    'a refund that nobody can find out about goes to a person',
    {
      ...withNote(note('20.00')),
      ...remembers(refunded(CN, '20.00', { status: 'abandoned', transactionPath: null })),
    },
    { reason: 'needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  row(
    'a refused reversal of the authorisation is an error',
    {
      ...WHOLE,
      ...pays(...AUTHORIZED),
      ...remembers(
        anOperation({ kind: 'reversal', amount: eur('100.00'), status: 'refused', refusal }),
      ),
    },
    { reason: 'give-back-refused', state: 'stuck', problems: ['error cancel-return.refused'] },
  ),
  row(
    'a refused booking is an error',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'refused', refusal }),
      ),
    },
    {
      reason: 'booking-refused',
      state: 'stuck',
      problems: ['error cancel-return.booking-refused'],
    },
  ),
  row(
    'a refused booking is made once more when somebody asks',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...asked(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'refused', refusal }),
      ),
    },
    { reason: 'book-only', commands: [books()] },
  ),
  row(
    'a booking that nobody can find out about goes to a person and is not repeated',
    {
      ...withNote(note('20.00')),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'abandoned' }),
      ),
    },
    { reason: 'needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  row(
    'a booking that nobody could find out about and the ERP shows settled is done',
    {
      ...withNote(note('20.00', { settled: true })),
      ...pays(...CHARGED, 'refund success 20.00 s-chg-1'),
      ...remembers(
        refunded(CN, '20.00'),
        anOperation({ kind: 'booking', document: CN, status: 'abandoned' }),
      ),
    },
    {},
  ),
];

const BACK = [...CHARGED, 'chargeback success 100.00'];
const CHARGED_BACK: Want = {
  reason: 'payment-charged-back',
  state: 'stuck',
  problems: ['error cancel-return.payment-charged-back'],
};
const chargebacks: readonly CancelReturnCase[] = [
  row('a chargeback after the shipment is an error and nothing else', pays(...BACK), CHARGED_BACK),
  row(
    'a chargeback before the shipment locks the order; the release rules tell',
    { order: open, lines: orderLines('accepted 100.00'), documents: [], ...pays(...BACK) },
    { reason: 'payment-charged-back', state: 'released', commands: ['lock'] },
  ),
  row(
    'a chargeback of an order that is locked already is told by the release rules alone',
    {
      order: anOrder({ status: 'open', locked: true }),
      documents: [],
      ...pays(...BACK),
    },
    { reason: 'payment-charged-back', state: 'locked' },
  ),
  row(
    'a chargeback of an order whose lock a person lifted is not locked again',
    { order: open, documents: [], ...pays(...BACK), ...remembers(anOperation({ kind: 'lock' })) },
    { reason: 'payment-charged-back', state: 'released' },
  ),
  row(
    'a chargeback of an invoice that is not settled yet is told by the capture rules alone',
    { documents: [invoice('100.00', { settled: false })], ...pays(...BACK) },
    { reason: 'payment-charged-back', state: 'released' },
  ),
  row(
    'a credit note is not refunded after a chargeback',
    { ...withNote(note('20.00')), ...pays(...BACK) },
    CHARGED_BACK,
  ),
  row(
    'a cancellation is not refunded after a chargeback',
    { ...WHOLE, ...pays(...BACK) },
    CHARGED_BACK,
  ),
];

const beforeAnyInvoice = row(
  'returned, a credit note before any invoice: it waits with a notice',
  {
    order: open,
    lines: orderLines('accepted 100.00'),
    documents: [note('20.00')],
    ...pays(...AUTHORIZED),
  },
  {
    reason: 'waiting-for-capture',
    state: 'released',
    problems: ['notice cancel-return.return-before-capture'],
  },
);
const afterLostBooking = row(
  "returned, a credit note that was refunded and not booked does not take the cancelled goods' money",
  {
    lines: orderLines('shipped 50.00 DEM0000021', 'cancelled 50.00'),
    documents: [invoice('50.00'), note('50.00')],
    policy: standard,
    ...pays(...CHARGED, 'refund success 50.00 s-chg-1'),
    ...remembers(refunded(CN, '50.00')),
  },
  { reason: 'book-only', commands: [books('50.00')] },
);
const captureOnItsWay = row(
  "somebody else's capture under way is waited for",
  { ...PART, ...pays('authorization success 100.00', 'capture pending 60.00') },
  { reason: 'payment-busy', state: 'waiting' },
);

/** Cancelled orders, cancelled lines and returns, and what can go wrong around them. */
export const CANCEL_RETURN_CASES: readonly CancelReturnCase[] = [
  ...leftAlone,
  ...wholeOrder,
  ...neverLeft,
  ...someLines,
  ...returns,
  ...obstacles,
  beforeAnyInvoice,
  afterLostBooking,
  captureOnItsWay,
  ...chargebacks,
];
