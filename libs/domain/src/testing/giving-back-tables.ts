import { decideCancelReturn } from '../cancel-return/decide-cancel-return.js';
import type { AppMode } from '../configuration.js';
import type { ErpInvoice } from '../erp.js';
import type { CancelReturnFacts } from '../facts.js';
import type { ShopOrderNumber } from '../ids.js';
import { eur } from '../money.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import {
  aCreditNote,
  anInvoice,
  anOrder,
  aPayment,
  aPolicy,
  cancelReturnFacts,
  found,
  orderLines,
} from './builders.js';
import { everywhere, ruleTable, type RuleRow } from './rule-table.js';

type Fields = Partial<CancelReturnFacts>;
type Row = RuleRow<CancelReturnFacts>;

const row = (
  observed: string,
  fields: (method: PaymentMethodCode, mode: AppMode) => Fields,
  cells: Row['cells'],
): Row => ({
  observed,
  facts: (method, mode) =>
    cancelReturnFacts({ policy: aPolicy({ mode }), ...fields(method, mode) }),
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
const SHIPPED = 'shipment-notice success 100.00';
const open = { order: anOrder({ status: 'open', locked: false }) };
/** All the money is there: charged, or received by transfer after the shipment where there is one. */
function allCharged(method: PaymentMethodCode): readonly string[] {
  const { authorizes, paidByTransfer, family } = traitsOf(method);
  if (authorizes) return [AUTHORISED, CHARGED];
  if (!paidByTransfer) return [CHARGED];
  return family === 'invoice-secured' ? [REQUESTED, SHIPPED, CHARGED] : [REQUESTED, CHARGED];
}
const invoice = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  anInvoice({ total: eur(total), settled: true, ...fields });

const TRANSFER = ['prepayment', 'invoice', 'invoice-secured'] as const;
const UNSECURED = ['prepayment', 'invoice'] as const;
const CHARGE_ONLY = ['Standard', 'shop-charged'] as const;

/** Every line cancelled, in both of pixi's ways, nothing invoiced. */
const whole: Fields = {
  lines: orderLines('cancelled 60.00', 'undeliverable 40.00'),
  documents: [],
};
const manual: Row = row(
  'manual or exchange order',
  () => ({
    ...whole,
    order: anOrder({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
    payment: { kind: 'no-payment-id' },
  }),
  everywhere('ignored: –'),
);

export const CANCELLATION_TABLE = ruleTable<CancelReturnFacts>({
  title: 'Whole order cancelled (every line STO or NLB)',
  intro: 'An order of 100.00 EUR. `reverse` gives back what was never taken, `refund` what was.',
  decide: decideCancelReturn,
  rows: [
    manual,
    row('authorised only', (method) => ({ ...whole, ...paid(method, [AUTHORISED]) }), {
      Standard: 'cancelled: reverse order 100.00',
      Experten: 'cancelled: reverse order 100.00',
      paylater: 'cancelled: reverse order 100.00',
    }),
    row(
      'charged',
      (method) => ({
        ...whole,
        ...paid(method, traitsOf(method).authorizes ? [AUTHORISED, CHARGED] : [CHARGED]),
      }),
      {
        ...everywhere('cancelled: refund order 100.00 of s-chg-1', [
          'Standard',
          'Experten',
          'shop-charged',
        ]),
        paylater: 'cancelled: –; notice cancel-return.charged-more-than-due',
      },
    ),
    row(
      'charged, a part was refunded by hand before',
      (method) => ({
        ...whole,
        ...paid(method, [
          ...(traitsOf(method).authorizes ? [AUTHORISED] : []),
          CHARGED,
          'refund success 30.00 s-chg-1',
        ]),
      }),
      everywhere('cancelled: refund order 70.00 of s-chg-1', CHARGE_ONLY),
    ),
    row(
      'nothing received, before the shipment',
      (method) => ({ ...whole, ...paid(method, [REQUESTED]) }),
      everywhere('cancelled: reverse order 100.00 of s-chg-1', TRANSFER),
    ),
    row(
      'all received',
      (method) => ({ ...whole, ...paid(method, [REQUESTED, CHARGED]) }),
      everywhere('cancelled: refund order 100.00 of s-chg-2', TRANSFER),
    ),
    row(
      'part received',
      (method) => ({ ...whole, ...paid(method, [REQUESTED, 'capture success 40.00']) }),
      everywhere(
        'cancelled: reverse order 60.00 of s-chg-1, refund order 40.00 of s-chg-2',
        TRANSFER,
      ),
    ),
    row('after the shipment', (method) => ({ ...whole, ...paid(method, [REQUESTED, SHIPPED]) }), {
      'invoice-secured': 'cancelled: reverse order 100.00 of s-chg-1',
    }),
    row(
      'after the first charge of a part',
      (method) => ({ ...whole, ...paid(method, [AUTHORISED, 'capture success 40.00']) }),
      {
        Standard: 'cancelled: reverse order 60.00, refund order 40.00 of s-chg-1',
        Experten: 'cancelled: reverse order 60.00, refund order 40.00 of s-chg-1',
        paylater: 'cancelled: –; notice cancel-return.charged-more-than-due',
      },
    ),
    row(
      'everything given back or lapsed already',
      (method) => ({
        ...whole,
        ...paid(method, allCharged(method).slice(0, 1), {
          state: 'cancelled',
          total: eur('0'),
          captured: eur('0'),
          remaining: eur('0'),
        }),
      }),
      everywhere('cancelled: –'),
    ),
  ],
});

/** 60.00 shipped, invoiced and settled, 40.00 cancelled in two lines. */
const part: Fields = {
  lines: orderLines('shipped 60.00 DEM0000021', 'cancelled 30.00', 'undeliverable 10.00'),
  documents: [invoice('60.00')],
};
/** The same before anything is shipped. */
const early: Fields = {
  order: { ...open.order, total: eur('60.00') },
  lines: orderLines('accepted 60.00', 'cancelled 30.00', 'undeliverable 10.00'),
  documents: [],
};
const NOTHING = 'settled: –';

export const PARTIAL_CANCELLATION_TABLE = ruleTable<CancelReturnFacts>({
  title: 'Some lines cancelled',
  intro: 'Of an order of 100.00 EUR, 60.00 is delivered and 40.00 cancelled in two lines.',
  decide: decideCancelReturn,
  rows: [
    row(
      'the order is CLOSED, everything charged or received',
      (method) => ({ ...part, ...paid(method, allCharged(method)) }),
      {
        ...everywhere('settled: refund rest 40.00 of s-chg-1', CHARGE_ONLY),
        ...everywhere('settled: refund rest 40.00 of s-chg-2', TRANSFER),
      },
    ),
    row(
      'the order is CLOSED, the invoices were charged',
      (method) => ({ ...part, ...paid(method, [AUTHORISED, 'capture success 60.00']) }),
      { Experten: 'settled: reverse rest 40.00', paylater: NOTHING },
    ),
    row(
      'the order is CLOSED, an invoice is not charged yet',
      (method) => ({
        ...part,
        documents: [invoice('60.00', { settled: false })],
        ...paid(method, [AUTHORISED]),
      }),
      { Experten: 'released: –', paylater: 'released: –' },
    ),
    row(
      'the order is CLOSED, nothing received, the payment period has started where there is one',
      (method) => ({
        ...part,
        ...paid(method, [
          REQUESTED,
          ...(traitsOf(method).family === 'invoice-secured' ? [SHIPPED] : []),
        ]),
      }),
      everywhere('settled: reverse rest 40.00 of s-chg-1', TRANSFER),
    ),
    row(
      'the order is CLOSED, the payment period has not started',
      (method) => ({
        ...part,
        documents: [invoice('60.00', { settled: false })],
        ...paid(method, [REQUESTED]),
      }),
      { 'invoice-secured': 'released: –' },
    ),
    row(
      'the order is CLOSED, its invoice was settled by hand and no shipment is announced any more',
      (method) => ({ ...part, ...paid(method, [REQUESTED]) }),
      { 'invoice-secured': 'settled: reverse rest 40.00 of s-chg-1' },
    ),
    row(
      'the order is still open, everything charged or received',
      (method) => ({ ...early, ...paid(method, allCharged(method)) }),
      {
        ...everywhere('released: –', CHARGE_ONLY),
        prepayment: 'released: refund rest 40.00 of s-chg-2',
        invoice: 'released: –',
      },
    ),
    row(
      'the order is still open, authorised or requested only',
      (method) => ({
        ...early,
        ...paid(method, [traitsOf(method).authorizes ? AUTHORISED : REQUESTED]),
      }),
      everywhere('released: –', ['Experten', ...TRANSFER, 'paylater']),
    ),
    row(
      'the difference is within the tolerance, counted once over the order',
      (method) => ({
        ...part,
        documents: [invoice('99.98')],
        ...paid(method, allCharged(method)),
      }),
      everywhere(NOTHING),
    ),
  ],
});

const note = (total: string, fields: Partial<ErpInvoice> = {}): ErpInvoice =>
  aCreditNote({ total: eur(`-${total}`), ...fields });
const withNote = (total: string, fields: Partial<ErpInvoice> = {}): Fields => ({
  documents: [invoice('100.00'), note(total, fields)],
});

export const RETURN_TABLE = ruleTable<CancelReturnFacts>({
  title: 'Returns: a credit note was created',
  intro:
    'An order of 100.00 EUR was delivered, credit note DEM0000022 of 20.00 exists. `book` posts the booking event for returns, negative, matched to the credit note.',
  decide: decideCancelReturn,
  rows: [
    row(
      'charged or received',
      (method) => ({ ...withNote('20.00'), ...paid(method, allCharged(method)) }),
      {
        ...everywhere('settled: refund DEM0000022 20.00 of s-chg-1, book DEM0000022 -20.00', [
          'Standard',
          'Experten',
          'shop-charged',
        ]),
        ...everywhere(
          'settled: refund DEM0000022 20.00 of s-chg-2, book DEM0000022 -20.00',
          TRANSFER,
        ),
        paylater: 'settled: refund DEM0000022 20.00, book DEM0000022 -20.00',
      },
    ),
    row(
      'several charges, none of them suffices',
      (method) => ({
        ...withNote('70.00', { corrects: null }),
        ...paid(method, [
          traitsOf(method).authorizes ? AUTHORISED : REQUESTED,
          'capture success 60.00',
          'capture success 40.00',
        ]),
      }),
      {
        ...everywhere(
          'settled: refund DEM0000022/s-chg-1 60.00 of s-chg-1, refund DEM0000022/s-chg-2 10.00 of s-chg-2, book DEM0000022 -70.00',
          ['Standard', 'Experten'],
        ),
        ...everywhere(
          'settled: refund DEM0000022/s-chg-2 60.00 of s-chg-2, refund DEM0000022/s-chg-3 10.00 of s-chg-3, book DEM0000022 -70.00',
          UNSECURED,
        ),
        paylater: 'settled: refund DEM0000022 70.00, book DEM0000022 -70.00',
      },
    ),
    row(
      'nothing received, the payment period has started where there is one',
      (method) => ({
        ...withNote('20.00'),
        ...paid(method, [
          REQUESTED,
          ...(traitsOf(method).family === 'invoice-secured' ? [SHIPPED] : []),
        ]),
      }),
      everywhere('settled: reverse DEM0000022 20.00 of s-chg-1, book DEM0000022 -20.00', TRANSFER),
    ),
    row(
      'nothing received, the payment period has not started',
      (method) => ({ ...withNote('20.00'), ...paid(method, [REQUESTED]) }),
      { 'invoice-secured': NOTHING },
    ),
    row(
      'refunded by hand at Unzer: noticed, not repeated, only booked',
      (method) => ({
        ...withNote('20.00'),
        ...paid(method, [
          ...allCharged(method),
          `refund success 20.00 ${traitsOf(method).paidByTransfer ? 's-chg-2' : 's-chg-1'}`,
        ]),
      }),
      everywhere('settled: book DEM0000022 -20.00; notice cancel-return.refunded-elsewhere'),
    ),
    row(
      'pixi has settled the credit note already',
      (method) => ({
        ...withNote('20.00', { settled: true }),
        ...paid(method, allCharged(method)),
      }),
      everywhere('settled: –; notice cancel-return.credit-note-settled'),
    ),
    row(
      'more to refund than was charged',
      (method) => ({ ...withNote('130.00'), ...paid(method, allCharged(method)) }),
      everywhere('stuck: –; error cancel-return.more-than-charged'),
    ),
  ],
});
