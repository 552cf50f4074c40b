import { decideCapture } from '../capture/decide-capture.js';
import type { AppMode } from '../configuration.js';
import type { CaptureFacts } from '../facts.js';
import { eur, money, type Currency } from '../money.js';
import type { Operation } from '../operation.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
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
  path,
} from './builders.js';
import { everywhere, ruleTable, type RuleRow } from './rule-table.js';

type Fields = Partial<CaptureFacts>;
type Row = RuleRow<CaptureFacts>;

const row = (
  observed: string,
  fields: (method: PaymentMethodCode, mode: AppMode) => Fields,
  cells: Row['cells'],
): Row => ({
  observed,
  facts: (method, mode) =>
    captureFacts({
      otherInvoices: [],
      orderStatus: 'closed',
      policy: aPolicy({ mode }),
      ...fields(method, mode),
    }),
  cells,
});
const paid = (
  method: PaymentMethodCode,
  lines: readonly string[],
  fields: Partial<PaymentSnapshot> = {},
): Fields => ({ payment: found(aPayment(lines, { method, methodName: method, ...fields })) });

const AUTHORISED = 'authorization success 100.00';
const REQUESTED = 'capture pending 100.00';
const CHARGED = 'capture success 100.00';
/** What is there when the goods leave, and no money moved since the release. */
function atShipment(method: PaymentMethodCode, mode: AppMode): readonly string[] {
  const { authorizes, modeMatters, paidByTransfer, goodsWaitForTransfer } = traitsOf(method);
  if (authorizes) return modeMatters && mode === 'standard' ? [AUTHORISED, CHARGED] : [AUTHORISED];
  if (goodsWaitForTransfer) return [REQUESTED, CHARGED];
  return paidByTransfer ? [REQUESTED] : [CHARGED];
}
const usual = (method: PaymentMethodCode, mode: AppMode): Fields =>
  paid(method, atShipment(method, mode));

const refusal = { code: 'unzer.not-allowed', message: 'Not allowed' };
/** The step at Unzer that goes before the settlement: a charge, or the one shipment of a secured invoice. */
const step = (method: PaymentMethodCode, fields: Partial<Operation>): Fields => {
  const shipment = traitsOf(method).family === 'invoice-secured';
  const operation = anOperation({
    kind: shipment ? 'shipment-notice' : 'capture',
    document: shipment ? 'order' : 'DEM0000021',
    amount: eur('100.00'),
    transactionPath: path(shipment ? 'shipments/s-shp-1' : 'charges/s-chg-1'),
    ...fields,
  });
  return { memory: aMemory({ operations: [operation] }) };
};

const SETTLE = 'settled: settle DEM0000021 100.00';
const CHARGE = 'released: capture DEM0000021 100.00';
const SHIP = 'released: ship DEM0000021';
const WAIT = 'waiting: –';
const stuck = (code: string): string => `stuck: –; error capture.${code}`;
const BY_US = ['Experten', 'invoice-secured', 'paylater'] as const;
const open = { orderStatus: 'open' } as const;
const pairOf = (first: string, second: string): Fields => ({
  invoice: anInvoice({ total: eur(second) }),
  otherInvoices: [
    anInvoice({ invoiceNumber: invoiceNumber('DEM0000020'), total: eur(first), settled: true }),
  ],
});

const shipped: readonly Row[] = [
  row('shipped and invoiced, the order is CLOSED', usual, {
    Standard: SETTLE,
    Experten: CHARGE,
    'shop-charged': SETTLE,
    prepayment: SETTLE,
    invoice: SETTLE,
    'invoice-secured': SHIP,
    paylater: CHARGE,
  }),
  row(
    'shipped and invoiced, the order is not CLOSED yet',
    (method, mode) => ({ ...usual(method, mode), ...open }),
    {
      Standard: SETTLE,
      Experten: CHARGE,
      'shop-charged': SETTLE,
      prepayment: WAIT,
      invoice: WAIT,
      'invoice-secured': WAIT,
      paylater: CHARGE,
    },
  ),
  row(
    'our charge or shipment was accepted',
    (method, mode) => ({ ...usual(method, mode), ...step(method, {}) }),
    everywhere(SETTLE, BY_US),
  ),
  row(
    'our charge or shipment has a pending answer',
    (method, mode) => ({
      ...usual(method, mode),
      ...step(method, { status: 'pending', finishedAt: null }),
    }),
    everywhere('waiting: –; notice capture.pending', ['Experten', 'paylater']),
  ),
  row(
    'our charge or shipment got no answer: it is looked up, not repeated',
    (method, mode) => ({
      ...usual(method, mode),
      ...step(method, { status: 'open', finishedAt: null, transactionPath: null }),
    }),
    everywhere(WAIT, BY_US),
  ),
  row(
    'our charge or shipment was refused',
    (method, mode) => ({
      ...usual(method, mode),
      ...step(method, { status: 'refused', refusal, transactionPath: null }),
    }),
    {
      Experten: stuck('refused'),
      'invoice-secured': stuck('shipment-refused'),
      paylater: stuck('refused'),
    },
  ),
];

const wrong: readonly Row[] = [
  row(
    'more invoiced than charged, authorised or requested, beyond the tolerance',
    (method, mode) => ({ ...usual(method, mode), invoice: anInvoice({ total: eur('100.03') }) }),
    {
      Standard: stuck('invoiced-more-than-charged'),
      Experten: stuck('amount-exceeds-authorization'),
      'shop-charged': stuck('invoiced-more-than-charged'),
      prepayment: stuck('invoiced-more-than-requested'),
      invoice: stuck('invoiced-more-than-requested'),
      'invoice-secured': stuck('invoiced-more-than-requested'),
      paylater: stuck('amount-exceeds-authorization'),
    },
  ),
  row(
    'all invoices of the order together exceed it, beyond the tolerance',
    (method, mode) => ({ ...usual(method, mode), ...pairOf('60.00', '40.03') }),
    everywhere(stuck('invoiced-more-than-charged'), ['Standard', 'shop-charged']),
  ),
  row(
    'all invoices of the order together exceed it within the tolerance',
    (method, mode) => ({ ...usual(method, mode), ...pairOf('60.00', '40.02') }),
    everywhere('settled: settle DEM0000021 40.02', [
      'Standard',
      'shop-charged',
      'prepayment',
      'invoice',
    ]),
  ),
  row(
    'the authorisation or the request has lapsed',
    (method) =>
      paid(method, [traitsOf(method).authorizes ? AUTHORISED : REQUESTED], {
        state: 'cancelled',
        total: eur('0'),
        remaining: eur('0'),
      }),
    everywhere(stuck('authorization-expired'), BY_US),
  ),
  row('shipped although the transfer was not received', (method) => paid(method, [REQUESTED]), {
    prepayment: 'waiting: –; notice capture.shipped-unpaid',
    invoice: SETTLE,
    'invoice-secured': SHIP,
  }),
  row(
    'settle invoices only after the receipt is switched on, not received',
    (method, mode) => ({
      ...paid(method, [REQUESTED]),
      policy: aPolicy({ mode, settleInvoiceAfterReceipt: true }),
    }),
    { invoice: 'waiting: –; notice capture.shipped-unpaid' },
  ),
  row(
    'settle invoices only after the receipt is switched on, received',
    (method, mode) => ({
      ...paid(method, [REQUESTED, CHARGED]),
      policy: aPolicy({ mode, settleInvoiceAfterReceipt: true }),
    }),
    { invoice: SETTLE },
  ),
  row(
    'somebody settled the invoice by hand meanwhile',
    (method, mode) => ({ ...usual(method, mode), invoice: anInvoice({ settled: true }) }),
    everywhere('settled: –'),
  ),
];

const anywhere: readonly Row[] = [
  row(
    'no payment id',
    () => ({ payment: { kind: 'no-payment-id' } }),
    everywhere(stuck('payment-id-missing')),
  ),
  row(
    'the key pair does not know the payment',
    () => ({ payment: { kind: 'unknown-to-keys' } }),
    everywhere(stuck('payment-unknown')),
  ),
  row(
    'the key pair is rejected as a whole',
    () => ({ payment: { kind: 'keys-rejected' } }),
    everywhere('waiting: pause configuration'),
  ),
  row(
    'a payment method that is not supported',
    (method) => paid(method, [CHARGED], { method: null, methodName: 'Klarna' }),
    everywhere(stuck('method-unsupported')),
  ),
  row(
    'payment charged back',
    (method) =>
      paid(
        method,
        [
          ...(traitsOf(method).authorizes ? [AUTHORISED] : []),
          ...(traitsOf(method).paidByTransfer ? [REQUESTED] : []),
          CHARGED,
          'chargeback success 100.00',
        ],
        { state: 'chargeback' },
      ),
    everywhere(stuck('payment-charged-back')),
  ),
  row(
    'the currency differs',
    (method, mode) => ({
      ...usual(method, mode),
      invoice: anInvoice({ total: money(10_000, 'CHF' as Currency) }),
    }),
    everywhere(stuck('currency-differs')),
  ),
  row(
    'payment not finished',
    (method) =>
      paid(method, [`${traitsOf(method).authorizes ? 'authorization' : 'capture'} resumed 100.00`]),
    everywhere('waiting: –; notice capture.payment-not-finished'),
  ),
  row(
    'payment not finished when the grace period is over',
    (method) => ({
      ...paid(method, [
        `${traitsOf(method).authorizes ? 'authorization' : 'capture'} resumed 100.00`,
      ]),
      memory: aMemory({ firstSeenAt: hoursAgo(24) }),
    }),
    everywhere(stuck('payment-never-finished')),
  ),
];

/** An invoice was created and shipped. Every cell, for every method of its column. */
export const CAPTURE_TABLE = ruleTable<CaptureFacts>({
  title: 'Capture: an invoice was created and shipped',
  intro:
    'An order of 100.00 EUR, one invoice DEM0000021 of it. `capture` charges at Unzer under the invoice number, `ship` starts the payment period of a secured invoice, `settle` records the capture in pixi with the booking event for invoices.',
  rows: [...shipped, ...wrong, ...anywhere],
  decide: decideCapture,
});
