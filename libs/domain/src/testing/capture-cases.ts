/* eslint-disable max-lines -- table data */
import type { CaptureFacts } from '../facts.js';
import type { ProviderPaymentId, ShopOrderNumber } from '../ids.js';
import { eur, money, type Currency } from '../money.js';
import type { Operation } from '../operation.js';
import { PAYMENT_METHOD_CODES, traitsOf } from '../payment-methods.js';
import { plusMs } from '../time.js';
import {
  aMemory,
  anInvoice,
  anOperation,
  aPayment,
  aPolicy,
  captureFacts,
  found,
  hoursAgo,
  invoiceNumber,
  NOW,
  path,
} from './builders.js';
import type { ExpectedDecision } from './print-decision.js';

export type CaptureCase = ExpectedDecision & {
  readonly rule: string;
  readonly facts: CaptureFacts;
};

const THIS = 'DEM0000021';
const OTHER = 'DEM0000020';
const AUTHORIZED = ['authorization success 100.00'];
const SHOP_CHARGED = ['capture success 100.00'];
const OTHER_PAYMENT = 's-pay-7' as ProviderPaymentId;
const standard = aPolicy({ mode: 'standard' });
const refusal = { code: 'unzer.not-allowed', message: 'Authorisation expired' };
const invoiceOf = (total: string) => anInvoice({ total: eur(total) });
const other = (total: string, settled = true) =>
  anInvoice({ invoiceNumber: invoiceNumber(OTHER), total: eur(total), settled });
const creditNote = (total: string) =>
  anInvoice({ invoiceNumber: invoiceNumber('DEM0000022'), kind: 'credit-note', total: eur(total) });
const capture = (document: string, amount: string, fields: Partial<Operation> = {}): Operation =>
  anOperation({
    kind: 'capture',
    document,
    amount: eur(amount),
    transactionPath: path('charges/s-chg-1'),
    ...fields,
  });
const refused = (amount: string): Operation =>
  capture(THIS, amount, { status: 'refused', transactionPath: null, refusal });
const settlement = (fields: Partial<Operation> = {}): Operation =>
  anOperation({ kind: 'settlement', document: THIS, amount: eur('100.00'), ...fields });
const memoryOf = (...operations: Operation[]): Partial<CaptureFacts> => ({
  memory: aMemory({ operations }),
});
const asked = (...operations: Operation[]): Partial<CaptureFacts> => ({
  memory: aMemory({ operations, recheckRequestedAt: NOW }),
});
const pays = (...lines: string[]): Partial<CaptureFacts> => ({ payment: found(aPayment(lines)) });

type Want = Partial<ExpectedDecision>;
const row = (rule: string, fields: Partial<CaptureFacts>, want: Want): CaptureCase => ({
  rule,
  facts: captureFacts(fields),
  reason: '',
  state: 'released',
  commands: [],
  problems: [],
  ...want,
});
const settles = (
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
const stuck = (rule: string, fields: Partial<CaptureFacts>, reason: string, code = reason) =>
  row(rule, fields, { reason, state: 'stuck', problems: [`error capture.${code}`] });

const leftAlone: readonly CaptureCase[] = [
  row(
    'a credit note is not the business of this rule',
    { invoice: anInvoice({ kind: 'credit-note', total: eur('-20.00') }) },
    { reason: 'credit-note' },
  ),
  row(
    'a settled credit note is left alone',
    { invoice: anInvoice({ kind: 'credit-note', total: eur('-20.00'), settled: true }) },
    { reason: 'credit-note' },
  ),
  row(
    'a negative total is a credit note whatever it is called',
    { invoice: invoiceOf('-20.00') },
    { reason: 'credit-note' },
  ),
  row(
    'an invoice of a manual order is ignored',
    {
      invoice: anInvoice({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  row(
    'a settled invoice asks for nothing',
    { invoice: anInvoice({ settled: true }) },
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'an invoice that we settled asks for nothing, whatever an older answer shows',
    memoryOf(settlement()),
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'an invoice that we perhaps settled and that is settled asks for nothing',
    { invoice: anInvoice({ settled: true }), ...memoryOf(settlement({ status: 'abandoned' })) },
    { reason: 'already-settled', state: 'settled' },
  ),
  row(
    'an invoice settled by hand after our capture gets a notice and no second booking',
    { invoice: anInvoice({ settled: true }), ...memoryOf(capture(THIS, '100.00')) },
    {
      reason: 'settled-by-hand',
      state: 'settled',
      problems: ['notice capture.settled-by-hand'],
    },
  ),
  row(
    'an invoice that is not shipped is not captured',
    { invoice: anInvoice({ shipped: false }) },
    { reason: 'not-shipped' },
  ),
  settles(
    'an invoice without an amount is settled without a capture',
    { invoice: invoiceOf('0.00'), ...pays('authorization error 100.00') },
    { reason: 'settle-nothing-to-pay', amount: '0.00', state: 'partly-settled' },
  ),
  row(
    'keys rejected as a whole pause the configuration and touch no order',
    { payment: { kind: 'keys-rejected' } },
    { reason: 'keys-rejected', state: 'waiting' },
  ),
];

const WAITS: Want = {
  reason: 'payment-not-finished',
  state: 'waiting',
  problems: ['notice capture.payment-not-finished'],
};
const notUsable: readonly CaptureCase[] = [
  stuck(
    'an invoice without a payment id is an error',
    { invoice: anInvoice({ paymentId: null }), payment: { kind: 'no-payment-id' } },
    'payment-id-missing',
  ),
  stuck(
    'a payment that the keys do not know is an error',
    { payment: { kind: 'unknown-to-keys' } },
    'payment-unknown',
  ),
  stuck(
    'a payment found under another id than the one asked for counts as unknown',
    { payment: found(aPayment(AUTHORIZED, { paymentId: OTHER_PAYMENT })) },
    'payment-unknown',
  ),
  stuck(
    'a method that we do not know is an error and is named',
    { payment: found(aPayment(AUTHORIZED, { method: null, methodName: 'Klarna' })) },
    'method-unsupported',
  ),
  row('an unfinished payment waits with a notice', pays('authorization pending 100.00'), WAITS),
  row(
    'a payment under review waits',
    { payment: found(aPayment(AUTHORIZED, { state: 'payment-review' })) },
    WAITS,
  ),
  stuck(
    'after the grace an unfinished payment is an error',
    { ...pays('authorization pending 100.00'), memory: aMemory({ firstSeenAt: hoursAgo(24) }) },
    'payment-never-finished',
  ),
  stuck('a failed payment is an error', pays('authorization error 100.00'), 'payment-failed'),
  stuck(
    'a reversed authorisation is an error',
    pays(...AUTHORIZED, 'reversal success 100.00'),
    'payment-cancelled',
  ),
  stuck(
    'a charge that others refunded whole is an error',
    { ...pays(...SHOP_CHARGED, 'refund success 100.00'), otherInvoices: [] },
    'payment-cancelled',
  ),
  stuck(
    'a chargeback of an order that is closed is an error',
    { ...pays(...SHOP_CHARGED, 'chargeback success 100.00'), orderStatus: 'closed' },
    'payment-charged-back',
  ),
  row(
    'a chargeback of an order that is open is told by the release rules alone',
    { ...pays(...SHOP_CHARGED, 'chargeback success 100.00'), orderStatus: 'open' },
    { reason: 'payment-charged-back', state: 'stuck' },
  ),
  row(
    'a chargeback asks whether the order is still open',
    pays(...SHOP_CHARGED, 'chargeback success 100.00'),
    { reason: 'needs-order-status', state: 'released' },
  ),
  stuck(
    'a state that we do not know is never guessed',
    { payment: found(aPayment(AUTHORIZED, { state: 'unknown' })) },
    'payment-not-usable',
  ),
  stuck(
    'an authorisation of a method that cannot authorise is never guessed',
    { payment: found(aPayment(AUTHORIZED, { method: 'ideal' })) },
    'payment-not-usable',
  ),
  stuck(
    'another currency is an error',
    { invoice: anInvoice({ total: money(10_000, 'CHF' as Currency) }) },
    'currency-differs',
  ),
  stuck(
    'another currency of another invoice of the order is an error',
    {
      otherInvoices: [
        anInvoice({
          invoiceNumber: invoiceNumber(OTHER),
          total: money(100, 'CHF' as Currency),
        }),
      ],
    },
    'currency-differs',
  ),
];

const charged: readonly CaptureCase[] = [
  row(
    'Standard: all invoices of the order must be known first',
    { policy: standard, ...pays(...AUTHORIZED, 'capture success 100.00') },
    { reason: 'needs-other-invoices' },
  ),
  settles(
    'Standard: an invoice within the charge is settled without a capture',
    {
      policy: standard,
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture('order', '100.00')),
    },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: a charge that the snapshot does not show yet counts',
    { policy: standard, otherInvoices: [], ...memoryOf(capture('order', '100.00')) },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: all invoices together may exceed the charge by the tolerance',
    {
      policy: standard,
      invoice: invoiceOf('60.02'),
      otherInvoices: [other('40.00')],
      ...pays(...SHOP_CHARGED),
    },
    { reason: 'settle-charged', amount: '60.02' },
  ),
  stuck(
    'Standard: all invoices together above charge and tolerance are an error',
    {
      policy: standard,
      invoice: invoiceOf('60.03'),
      otherInvoices: [other('40.00')],
      ...pays(...SHOP_CHARGED),
    },
    'invoiced-more-than-charged',
  ),
  settles(
    'Standard: the first of two invoices leaves the order partly settled',
    {
      policy: standard,
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...SHOP_CHARGED),
    },
    { reason: 'settle-charged', amount: '60.00', state: 'partly-settled' },
  ),
  settles(
    'Standard: what we refunded for returned goods was charged all the same',
    {
      policy: standard,
      otherInvoices: [creditNote('-30.00')],
      ...pays(...SHOP_CHARGED, 'refund success 30.00'),
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'DEM0000022',
          amount: eur('30.00'),
          transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
        }),
      ),
    },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: an order that we refunded whole was charged all the same',
    {
      policy: standard,
      otherInvoices: [],
      ...pays(...SHOP_CHARGED, 'refund success 100.00'),
      ...memoryOf(
        anOperation({
          kind: 'refund',
          document: 'DEM0000022',
          amount: eur('100.00'),
          transactionPath: path('charges/s-chg-1/cancels/s-cnl-1'),
        }),
      ),
    },
    { reason: 'settle-charged' },
  ),
  settles(
    'Standard: a refund made by hand for a credit note does not make the invoice too high',
    {
      policy: standard,
      otherInvoices: [creditNote('-30.00')],
      ...pays(...SHOP_CHARGED, 'refund success 30.00'),
    },
    { reason: 'settle-charged' },
  ),
  stuck(
    'Standard: a refund made by hand for nothing leaves too little',
    {
      policy: standard,
      otherInvoices: [],
      ...pays(...SHOP_CHARGED, 'refund success 30.00'),
    },
    'invoiced-more-than-charged',
  ),
  row(
    'Standard: an order that nobody charged is captured by its invoice',
    { policy: standard },
    { reason: 'capture', commands: [`capture ${THIS} 100.00`] },
  ),
  row(
    'Standard: the second invoice of an order that nobody charged is captured too',
    {
      policy: standard,
      invoice: invoiceOf('60.00'),
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(capture(OTHER, '40.00')),
    },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  settles(
    'Experten: a payment that the shop charged counts as charged',
    { otherInvoices: [], ...pays(...SHOP_CHARGED) },
    { reason: 'settle-charged' },
  ),
  ...PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === 'shop-charged').flatMap(
    (method) =>
      (['standard', 'expert'] as const).map((mode) =>
        settles(
          `${method} charged in the shop is settled at once under ${mode}`,
          {
            policy: aPolicy({ mode }),
            otherInvoices: [],
            payment: found(aPayment(SHOP_CHARGED, { method, state: 'completed' })),
          },
          { reason: 'settle-charged' },
        ),
      ),
  ),
];

const PENDING: Want = {
  reason: 'capture-pending',
  state: 'waiting',
  problems: ['notice capture.pending'],
};
const capturing: readonly CaptureCase[] = [
  row(
    'Experten: the invoice amount is captured under the invoice number',
    { invoice: invoiceOf('60.00') },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  row(
    'Experten: an amount above the rest within the tolerance is clamped to the rest',
    { invoice: invoiceOf('100.02') },
    { reason: 'capture', commands: [`capture ${THIS} 100.00`] },
  ),
  settles('Experten: after the capture the invoice is settled', memoryOf(capture(THIS, '100.00')), {
    reason: 'settle-captured',
  }),
  settles(
    'Experten: after a clamped capture the invoice is settled at its own amount',
    { invoice: invoiceOf('100.02'), ...memoryOf(capture(THIS, '100.00')) },
    { reason: 'settle-captured', amount: '100.02' },
  ),
  settles(
    'Experten: what is captured is settled even when the keys are rejected now',
    { payment: { kind: 'keys-rejected' }, ...memoryOf(capture(THIS, '100.00')) },
    { reason: 'settle-captured' },
  ),
  settles(
    'Experten: what we captured under an earlier payment id is not captured again',
    memoryOf(capture(THIS, '100.00', { paymentId: OTHER_PAYMENT })),
    { reason: 'settle-captured' },
  ),
  row(
    'Experten: a pending capture is no success and waits',
    memoryOf(capture(THIS, '100.00', { status: 'pending', finishedAt: null })),
    PENDING,
  ),
  row(
    "Experten: nothing is captured beside somebody else's pending capture",
    pays(...AUTHORIZED, 'capture pending 100.00'),
    PENDING,
  ),
  row(
    'Experten: a capture without an answer is looked up, not repeated',
    memoryOf(capture(THIS, '100.00', { status: 'open', finishedAt: null })),
    { reason: 'capture-uncertain', state: 'waiting' },
  ),
  row(
    'Experten: a capture that stays without an answer gets a notice',
    memoryOf(capture(THIS, '100.00', { status: 'open', finishedAt: null, lookUps: 2 })),
    { reason: 'capture-uncertain', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'Experten: nothing is captured while another operation of ours is open on the payment',
    {
      invoice: invoiceOf('60.00'),
      ...memoryOf(capture(OTHER, '40.00', { status: 'open', finishedAt: null })),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'Experten: what lies at the provider may be our capture of another invoice that got no answer: it is waited for',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(
        capture(OTHER, '40.00', { status: 'open', finishedAt: null, transactionPath: null }),
      ),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
  row(
    'Experten: a capture that cannot be found out goes to a person, asked again or not',
    asked(capture(THIS, '100.00', { status: 'abandoned', transactionPath: null })),
    { reason: 'capture-needs-human', state: 'stuck', problems: ['error operation.needs-human'] },
  ),
  settles(
    'Experten: a capture that could not be found out and shows up at the provider counts',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture(THIS, '100.00', { status: 'abandoned', transactionPath: null })),
    },
    { reason: 'settle-charged-elsewhere', problems: ['notice capture.charged-elsewhere'] },
  ),
  row(
    'Experten: a capture that could not be found out is not spent on another invoice',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(capture(OTHER, '40.00', { status: 'abandoned', transactionPath: null })),
    },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  stuck(
    'Experten: a refused capture is an error',
    memoryOf(refused('100.00')),
    'capture-refused',
    'refused',
  ),
  row(
    'Experten: a refused capture is tried once more when somebody asks',
    asked(refused('100.00')),
    { reason: 'capture', commands: [`capture ${THIS} 100.00`] },
  ),
  stuck(
    'Experten: a recheck from before the refusal does not try again',
    { memory: aMemory({ operations: [refused('100.00')], recheckRequestedAt: hoursAgo(1) }) },
    'capture-refused',
    'refused',
  ),
  row(
    'Experten: after a refusal another amount is another request',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(refused('100.00')),
    },
    { reason: 'capture-difference', commands: [`capture ${THIS} 60.00`] },
  ),
  stuck(
    'Experten: an invoice above the rest of the authorisation and the tolerance is an error',
    {
      invoice: invoiceOf('60.00'),
      ...pays(...AUTHORIZED, 'capture success 50.00'),
      ...memoryOf(capture(OTHER, '50.00')),
    },
    'amount-exceeds-authorization',
  ),
  row(
    'Experten: the rest counts less what we captured since the snapshot',
    { invoice: invoiceOf('60.02'), ...memoryOf(capture(OTHER, '40.00')) },
    { reason: 'capture', commands: [`capture ${THIS} 60.00`] },
  ),
  settles(
    'Experten: a difference within the tolerance with nothing left to capture is settled',
    {
      invoice: invoiceOf('0.02'),
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture(OTHER, '100.00')),
    },
    { reason: 'settle-charged', amount: '0.02', state: 'partly-settled' },
  ),
  stuck(
    'Experten: another amount captured for the same invoice is an error',
    { invoice: invoiceOf('61.00'), ...memoryOf(capture(THIS, '60.00')) },
    'captured-different-amount',
  ),
  stuck(
    'Experten: more captured than the invoice is an error',
    { invoice: invoiceOf('50.00'), ...memoryOf(capture(THIS, '60.00')) },
    'captured-different-amount',
  ),
];

const ELSEWHERE: Want = {
  reason: 'settle-charged-elsewhere',
  problems: ['notice capture.charged-elsewhere'],
};
const elsewhere: readonly CaptureCase[] = [
  row(
    "somebody else's capture asks for the other invoices first",
    pays(...AUTHORIZED, 'capture success 100.00'),
    { reason: 'needs-other-invoices' },
  ),
  settles(
    "somebody else's capture that covers the invoice settles it",
    { otherInvoices: [], ...pays(...AUTHORIZED, 'capture success 100.00') },
    ELSEWHERE,
  ),
  settles(
    'what somebody else captured is used although the authorisation holds enough',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [],
      ...pays('authorization success 200.00', 'capture success 60.00'),
    },
    { ...ELSEWHERE, amount: '60.00', state: 'partly-settled' },
  ),
  row(
    'of an invoice that is captured elsewhere in part only the difference is captured',
    { otherInvoices: [], ...pays(...AUTHORIZED, 'capture success 40.00') },
    { reason: 'capture-difference', commands: [`capture ${THIS} 60.00`] },
  ),
  settles(
    'after capturing the difference the invoice is settled',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'capture success 60.00'),
      ...memoryOf(capture(THIS, '60.00', { transactionPath: path('charges/s-chg-2') })),
    },
    ELSEWHERE,
  ),
  row(
    'what covered another settled invoice is not counted twice',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00')],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
    },
    { reason: 'capture', state: 'partly-settled', commands: [`capture ${THIS} 60.00`] },
  ),
  row(
    'what covers an invoice that we just settled is not counted twice',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00', false)],
      ...pays(...AUTHORIZED, 'capture success 40.00'),
      ...memoryOf(settlement({ document: OTHER, amount: eur('40.00') })),
    },
    {
      reason: 'capture',
      state: 'partly-settled',
      commands: [`capture ${THIS} 60.00`],
    },
  ),
  settles(
    'an invoice that our own capture covers uses nothing of what was captured elsewhere',
    {
      invoice: invoiceOf('60.00'),
      otherInvoices: [other('40.00')],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'capture success 60.00'),
      ...memoryOf(capture(OTHER, '40.00')),
    },
    { ...ELSEWHERE, amount: '60.00' },
  ),
  row(
    'a foreign capture that was given back for nothing covers nothing',
    {
      invoice: invoiceOf('40.00'),
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'refund success 40.00'),
    },
    { reason: 'capture', commands: [`capture ${THIS} 40.00`] },
  ),
  settles(
    'a foreign capture that was given back for a credit note paid its invoice',
    {
      invoice: invoiceOf('40.00'),
      otherInvoices: [creditNote('-40.00')],
      ...pays(...AUTHORIZED, 'capture success 40.00', 'refund success 40.00'),
    },
    { ...ELSEWHERE, amount: '40.00', state: 'partly-settled' },
  ),
  settles(
    'an order that we charged whole before the mode became Experten is settled without a notice',
    {
      otherInvoices: [],
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture('order', '100.00')),
    },
    { reason: 'settle-charged' },
  ),
];

const settling: readonly CaptureCase[] = [
  row(
    'a settlement without an answer is looked up, not repeated',
    memoryOf(capture(THIS, '100.00'), settlement({ status: 'open', finishedAt: null })),
    { reason: 'settlement-uncertain', state: 'waiting' },
  ),
  stuck(
    'a refused settlement is an error',
    memoryOf(capture(THIS, '100.00'), settlement({ status: 'refused', refusal })),
    'settlement-refused',
  ),
  settles(
    'a refused settlement is tried again when somebody asks',
    asked(capture(THIS, '100.00'), settlement({ status: 'refused', refusal })),
    { reason: 'settle-captured' },
  ),
  row(
    'a settlement that cannot be found out goes to a person',
    memoryOf(capture(THIS, '100.00'), settlement({ status: 'abandoned' })),
    {
      reason: 'settlement-needs-human',
      state: 'stuck',
      problems: ['error operation.needs-human'],
    },
  ),
  settles(
    'a part of a larger order leaves it partly settled',
    {
      invoice: invoiceOf('40.00'),
      orderTotal: eur('100.00'),
      ...memoryOf(capture(THIS, '40.00')),
    },
    { reason: 'settle-captured', amount: '40.00', state: 'partly-settled' },
  ),
  settles(
    'the last part settles the order',
    {
      invoice: invoiceOf('60.00'),
      orderTotal: eur('100.00'),
      ...memoryOf(
        capture(THIS, '60.00'),
        settlement({ document: OTHER, amount: eur('40.00'), finishedAt: plusMs(NOW, -1) }),
      ),
    },
    { reason: 'settle-captured', amount: '60.00' },
  ),
];

/** Every cell of the capture table for the families `direct` and `shop-charged`, and the edges between them. */
export const CAPTURE_CASES: readonly CaptureCase[] = [
  ...leftAlone,
  ...notUsable,
  ...charged,
  ...capturing,
  ...elsewhere,
  ...settling,
];
