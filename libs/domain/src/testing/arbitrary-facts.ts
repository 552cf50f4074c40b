import fc from 'fast-check';
import type { ErpInvoice, ErpOrderLine } from '../erp.js';
import type { CancelReturnFacts, CaptureFacts, OrderMemory, ReleaseFacts } from '../facts.js';
import type { ProviderPaymentId, ShopOrderNumber } from '../ids.js';
import { currency, money } from '../money.js';
import type { Operation } from '../operation.js';
import { PAYMENT_METHOD_CODES } from '../payment-methods.js';
import type { PaymentFinding, PaymentSnapshot, PaymentTransaction } from '../payment.js';
import { instant } from '../time.js';
import {
  anInvoice,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  invoiceNumber,
  NOW,
  path,
  PAYMENT_ID,
} from './builders.js';

const mostly = <T, U>(usual: T, ...others: readonly U[]): fc.Arbitrary<T | U> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom<T | U>(usual, ...others) },
  );
const currencies = mostly(currency('EUR'), currency('CHF'), currency('JPY'));
/** Small round amounts meet each other often; the others are odd on purpose. */
const minors = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 4_000, 6_000, 9_998, 10_000, 10_002, 10_003),
  fc.integer({ min: -20_000, max: 20_000 }),
);
const amounts = fc.tuple(minors, currencies).map(([minor, of]) => money(minor, of));
const paymentIds = mostly(PAYMENT_ID, 's-pay-7' as ProviderPaymentId, null);
const moments = fc.integer({ min: NOW - 200_000_000, max: NOW + 1_000_000 }).map(instant);
const paths = fc.constantFrom(
  ...['authorize/s-aut-1', 'charges/s-chg-1', 'charges/s-chg-2', 'charges/s-chg-3'].map(path),
);
const documents = fc.constantFrom('order', 'order-2', 'rest', 'DEM0000020', 'DEM0000021');

const transactionOf: fc.Arbitrary<PaymentTransaction> = fc.record({
  path: paths,
  kind: fc.oneof(
    fc.constantFrom('authorization' as const, 'capture' as const),
    fc.constantFrom(
      'reversal' as const,
      'refund' as const,
      'chargeback' as const,
      'payout' as const,
    ),
  ),
  status: mostly('success' as const, 'pending' as const, 'error' as const, 'resumed' as const),
  amount: amounts,
  at: moments,
  parent: fc.constantFrom(null, path('charges/s-chg-1')),
});

/** Half of them as a provider would count them, half with figures that contradict each other. */
const payments: fc.Arbitrary<PaymentSnapshot> = fc
  .record({
    lines: fc.subarray(
      [
        'authorization error 100.00',
        'authorization success 100.00',
        'capture success 40.00',
        'capture success 60.00',
        'capture pending 20.00',
        'refund success 10.00',
        'reversal success 20.00',
      ],
      { minLength: 0 },
    ),
    odd: fc.boolean(),
    transactions: fc.array(transactionOf, { maxLength: 5 }),
    figures: fc.record({
      total: amounts,
      captured: amounts,
      refunded: amounts,
      remaining: amounts,
    }),
    currency: currencies,
    method: fc.oneof(fc.constant('card' as const), fc.constantFrom(null, ...PAYMENT_METHOD_CODES)),
    state: fc.constantFrom(
      ...(['pending', 'completed', 'cancelled', 'partly', 'payment-review'] as const),
      ...(['chargeback', 'created', 'unknown'] as const),
    ),
    paymentId: mostly(PAYMENT_ID, 's-pay-7' as ProviderPaymentId),
    readAt: moments,
  })
  .map(({ lines, odd, transactions, figures, ...fields }) =>
    odd
      ? { ...aPayment([]), ...figures, ...fields, transactions }
      : aPayment(lines, { method: fields.method, readAt: fields.readAt }),
  );

const findings: fc.Arbitrary<PaymentFinding> = fc.oneof(
  { weight: 9, arbitrary: payments.map((payment) => ({ kind: 'found', payment }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('no-payment-id' as const, 'unknown-to-keys' as const, 'keys-rejected' as const)
      .map((kind) => ({ kind })),
  },
);

const operations: fc.Arbitrary<Operation> = fc
  .record({
    kind: fc.constantFrom(
      ...(['capture', 'capture', 'refund', 'reversal', 'release'] as const),
      ...(['lock', 'unlock', 'settlement', 'comment', 'booking'] as const),
    ),
    status: fc.constantFrom('open', 'pending', 'done', 'refused', 'abandoned'),
    document: documents,
    amount: fc.oneof(amounts, fc.constant(null)),
    paymentId: paymentIds,
    transactionPath: fc.oneof(paths, fc.constant(null)),
    openedAt: moments,
    finishedAt: fc.oneof(moments, fc.constant(null)),
    nextLookAt: fc.oneof(moments, fc.constant(null)),
    lookUps: fc.nat(3),
  })
  .map((fields) => anOperation(fields));

/** A journal holds every key once. */
const memories: fc.Arbitrary<OrderMemory> = fc.record({
  firstSeenAt: moments,
  operations: fc.uniqueArray(operations, { maxLength: 6, selector: ({ key }) => key }),
  recheckRequestedAt: fc.oneof(moments, fc.constant(null)),
});

const policies = fc
  .record({
    mode: fc.constantFrom('standard', 'expert'),
    toleranceMinor: fc.constantFrom(0, 2, 100),
  })
  .map(aPolicy);
const shopOrderNumbers = mostly('SHOP-100234' as ShopOrderNumber, 'P200417' as ShopOrderNumber);

export const arbitraryReleaseFacts: fc.Arbitrary<ReleaseFacts> = fc.record({
  order: fc
    .record({
      paymentId: paymentIds,
      shopOrderNumber: shopOrderNumbers,
      total: amounts,
      status: fc.constantFrom('on-hold', 'open', 'closed'),
      locked: fc.constantFrom(null, true, false),
    })
    .map(anOrder),
  policy: policies,
  payment: findings,
  memory: memories,
  now: fc.constant(NOW),
});

const invoiceWith = (number: string): fc.Arbitrary<ErpInvoice> =>
  fc
    .record({
      invoiceNumber: fc.constant(invoiceNumber(number)),
      kind: mostly('invoice' as const, 'credit-note' as const),
      paymentId: paymentIds,
      shopOrderNumber: fc.oneof(shopOrderNumbers, fc.constant(null)),
      total: amounts,
      settled: mostly(false, true),
      shipped: mostly(true, false),
    })
    .map(anInvoice);

export const arbitraryCaptureFacts: fc.Arbitrary<CaptureFacts> = fc.record({
  invoice: invoiceWith('DEM0000021'),
  otherInvoices: fc.oneof(
    fc.constant(null),
    fc
      .tuple(invoiceWith('DEM0000020'), invoiceWith('DEM0000022'))
      .chain((invoices) => fc.subarray([...invoices])),
  ),
  orderTotal: fc.oneof(amounts, fc.constant(null)),
  policy: policies,
  payment: findings,
  memory: memories,
  now: fc.constant(NOW),
});

const lines: fc.Arbitrary<ErpOrderLine> = fc.record({
  lineKey: fc.uuid(),
  status: fc.constantFrom('shipped', 'cancelled', 'undeliverable', 'accepted', 'returned'),
  quantity: fc.integer({ min: 1, max: 3 }),
  price: amounts,
  itemNumber: fc.constant('A-1'),
  name: fc.constant('Item'),
  invoiceNumber: fc.constantFrom(null, invoiceNumber('DEM0000021')),
});

export const arbitraryCancelReturnFacts: fc.Arbitrary<CancelReturnFacts> = fc.record({
  order: fc
    .record({
      paymentId: paymentIds,
      shopOrderNumber: shopOrderNumbers,
      total: amounts,
      status: fc.constantFrom('on-hold', 'open', 'closed'),
      locked: fc.constantFrom(null, true, false),
      customerKey: fc.constantFrom(null, '70012'),
    })
    .map(anOrder),
  lines: fc.array(lines, { maxLength: 4 }),
  documents: fc
    .tuple(invoiceWith('DEM0000020'), invoiceWith('DEM0000021'), invoiceWith('DEM0000022'))
    .chain((invoices) => fc.subarray([...invoices])),
  policy: policies,
  payment: findings,
  memory: memories,
  now: fc.constant(NOW),
});
