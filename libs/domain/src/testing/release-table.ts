import type { AppMode } from '../configuration.js';
import type { ReleaseFacts } from '../facts.js';
import type { ShopOrderNumber } from '../ids.js';
import { eur, money, type Currency } from '../money.js';
import type { Operation } from '../operation.js';
import { traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import type { PaymentSnapshot } from '../payment.js';
import { decideRelease } from '../release/decide-release.js';
import {
  aMemory,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  found,
  hoursAgo,
  path,
  releaseFacts,
} from './builders.js';
import { everywhere, ruleTable, type RuleRow } from './rule-table.js';

type Fields = Partial<ReleaseFacts>;
type Row = RuleRow<ReleaseFacts>;

/** What the shop leaves at the provider when all is well. */
function firstOf(method: PaymentMethodCode, status?: string): string {
  const { authorizes, paidByTransfer } = traitsOf(method);
  if (authorizes) return `authorization ${status ?? 'success'} 100.00`;
  return `capture ${status ?? (paidByTransfer ? 'pending' : 'success')} 100.00`;
}
const paid = (
  method: PaymentMethodCode,
  lines: readonly string[] = [firstOf(method)],
  fields: Partial<PaymentSnapshot> = {},
): Fields => ({ payment: found(aPayment(lines, { method, methodName: method, ...fields })) });
const row = (
  observed: string,
  fields: (method: PaymentMethodCode, mode: AppMode) => Fields,
  cells: Row['cells'],
): Row => ({
  observed,
  facts: (method, mode) => releaseFacts({ policy: aPolicy({ mode }), ...fields(method, mode) }),
  cells,
});
const remembers = (...operations: Operation[]): Fields => ({ memory: aMemory({ operations }) });
const noId = anOrder({ paymentId: null });
const open = (locked: boolean) => anOrder({ status: 'open', locked });
const LOCK = anOperation({ kind: 'lock' });
const RELEASE = anOperation({ kind: 'release' });
const ours = remembers(LOCK, RELEASE);
const capture = (fields: Partial<Operation> = {}): Operation =>
  anOperation({
    kind: 'capture',
    amount: eur('100.00'),
    transactionPath: path('charges/s-chg-1'),
    ...fields,
  });
const refused = capture({
  status: 'refused',
  refusal: { code: 'unzer.not-allowed', message: 'Authorisation expired' },
});
const received = (method: PaymentMethodCode, ...amounts: string[]): Fields =>
  paid(method, [firstOf(method), ...amounts.map((amount) => `capture success ${amount}`)]);
/** The good case of every column: money that is there, or as good as there. */
const good = (method: PaymentMethodCode, mode: AppMode): Fields =>
  traitsOf(method).modeMatters && mode === 'standard'
    ? paid(method, [firstOf(method), 'capture success 100.00'])
    : traitsOf(method).goodsWaitForTransfer
      ? received(method, '100.00')
      : paid(method);
const ADDRESS = { matches: false, changeable: true } as const;
const BANK = { holder: 'Trust', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' } as const;
const missing = { atProvider: { ...BANK, reference: '5513.0000.1234' }, inErp: null };

const locked = (code: string): string => `locked: lock, release; error release.${code}`;
const WAITS = 'waiting: –; notice release.payment-not-finished';
const RELEASED = 'released: release';
const TRANSFER = ['prepayment', 'invoice', 'invoice-secured'] as const;
const DIRECT = ['Standard', 'Experten'] as const;
const AUTHORISED = [...DIRECT, 'paylater'] as const;

const bad: readonly Row[] = [
  row(
    'manual or exchange order: no payment id, and its shop number is P and its own number',
    () => ({
      order: anOrder({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    }),
    everywhere('ignored: –'),
  ),
  row(
    'no payment id, and not a manual order',
    () => ({ order: noId, payment: { kind: 'no-payment-id' } }),
    everywhere(locked('payment-id-missing')),
  ),
  row(
    'the key pair does not know the payment',
    () => ({ payment: { kind: 'unknown-to-keys' } }),
    everywhere(locked('payment-unknown')),
  ),
  row(
    'the key pair is rejected as a whole',
    () => ({ payment: { kind: 'keys-rejected' } }),
    everywhere('waiting: pause configuration'),
  ),
  row(
    'a payment method that is not supported',
    (method) => paid(method, [firstOf(method)], { method: null, methodName: 'Klarna' }),
    everywhere(locked('method-unsupported')),
  ),
  row(
    'payment not finished (redirect, 3-D Secure)',
    (method) => paid(method, [firstOf(method, 'resumed')]),
    everywhere(WAITS),
  ),
  row(
    'payment under review',
    (method) => paid(method, [firstOf(method)], { state: 'payment-review' }),
    everywhere(WAITS, [...DIRECT, 'shop-charged', 'paylater']),
  ),
  row(
    'payment not finished when the grace period is over',
    (method) => ({
      ...paid(method, [firstOf(method, 'resumed')]),
      memory: aMemory({ firstSeenAt: hoursAgo(24) }),
    }),
    everywhere(locked('payment-never-finished')),
  ),
  row(
    'payment failed',
    (method) => paid(method, [firstOf(method, 'error')]),
    everywhere(locked('payment-failed')),
  ),
  row(
    'payment cancelled',
    (method) => {
      const gone = traitsOf(method).family === 'shop-charged' ? 'refund' : 'reversal';
      return paid(method, [firstOf(method), `${gone} success 100.00`], { state: 'cancelled' });
    },
    everywhere(locked('payment-cancelled')),
  ),
  row(
    'authorisation or request lapsed',
    (method) =>
      paid(method, [firstOf(method)], {
        state: 'cancelled',
        total: eur('0'),
        remaining: eur('0'),
      }),
    everywhere(locked('authorization-expired'), [...AUTHORISED, ...TRANSFER]),
  ),
  row(
    'payment charged back',
    (method) =>
      paid(method, [firstOf(method), 'capture success 100.00', 'chargeback success 100.00'], {
        state: 'chargeback',
      }),
    everywhere(locked('payment-charged-back')),
  ),
  row(
    'the currency differs',
    (method) => ({
      ...paid(method),
      order: anOrder({ total: money(10_000, 'CHF' as Currency) }),
    }),
    everywhere(locked('currency-differs')),
  ),
  row(
    'the order exceeds the payment by more than the tolerance',
    (method) => ({ ...paid(method), order: anOrder({ total: eur('100.03') }) }),
    everywhere(locked('amount-too-low')),
  ),
];

const goodPayments: readonly Row[] = [
  row('authorised, good', (method) => paid(method), {
    Standard: 'waiting: capture order 100.00',
    Experten: RELEASED,
    paylater: RELEASED,
  }),
  row(
    'authorised, good, and our charge of the order total succeeded',
    (method) => ({ ...paid(method), ...remembers(capture()) }),
    { Standard: RELEASED },
  ),
  row(
    'authorised, good, and our charge of the order total was refused',
    (method) => ({ ...paid(method), ...remembers(refused) }),
    { Standard: locked('capture-refused') },
  ),
  row(
    'authorised, and the order exceeds it within the tolerance',
    (method) => ({ ...paid(method), order: anOrder({ total: eur('100.02') }) }),
    { Standard: 'waiting: capture order 100.00', Experten: RELEASED, paylater: RELEASED },
  ),
  row(
    'already charged in the shop, good',
    (method) => paid(method, ['capture success 100.00']),
    everywhere(RELEASED, [...DIRECT, 'shop-charged']),
  ),
];

const transfers: readonly Row[] = [
  row('transfer not yet received', (method) => paid(method), {
    prepayment: 'locked: lock, release; notice release.awaiting-transfer',
    invoice: RELEASED,
    'invoice-secured': RELEASED,
  }),
  row(
    'transfer received, good',
    (method) => received(method, '100.00'),
    everywhere(RELEASED, TRANSFER),
  ),
  row(
    'transfer received, good, and the order is open under our lock for this reason',
    (method) => ({ ...received(method, '60.00', '40.00'), order: open(true), ...ours }),
    { prepayment: 'released: unlock' },
  ),
  row(
    'transfer received, too little, and the order is open under our lock',
    (method) => ({ ...received(method, '40.00'), order: open(true), ...ours }),
    { prepayment: 'locked: –; error release.transfer-too-little' },
  ),
  row('transfer received, too little, met first', (method) => received(method, '40.00'), {
    prepayment: locked('transfer-too-little'),
    invoice: RELEASED,
    'invoice-secured': RELEASED,
  }),
  row(
    'transfer received, too much, and the order is open under our lock',
    (method) => ({ ...received(method, '110.00'), order: open(true), ...ours }),
    { prepayment: 'released: unlock; notice release.transfer-too-much' },
  ),
  row(
    'transfer received, too much, met first',
    (method) => received(method, '110.00'),
    everywhere(`${RELEASED}; notice release.transfer-too-much`, TRANSFER),
  ),
  row(
    'the bank details for the transfer are missing in pixi',
    (method) => ({ ...paid(method), transfer: missing }),
    {
      prepayment:
        'locked: lock, release; notice release.awaiting-transfer, notice release.transfer-details-missing',
      invoice: `${RELEASED}; notice release.transfer-details-missing`,
      'invoice-secured': `${RELEASED}; notice release.transfer-details-missing`,
    },
  ),
];

const secured = ['invoice-secured', 'paylater'] as const;
const others: readonly Row[] = [
  row(
    'the delivery address is not the one known to Unzer and can still be changed',
    (method) => ({ ...paid(method), address: ADDRESS }),
    everywhere(`${RELEASED}; notice release.address-differs`, secured),
  ),
  row(
    'the delivery address is not the one known to Unzer and can no longer be changed',
    (method) => ({
      ...paid(method),
      order: open(false),
      address: { matches: false, changeable: false },
    }),
    everywhere('released: –; error release.address-final', secured),
  ),
  row(
    'the cause of our lock is gone, the order is still on HOLD',
    (method, mode) => ({ ...good(method, mode), ...remembers(LOCK) }),
    everywhere('released: unlock, release'),
  ),
  row(
    'the cause of our lock is gone, the order is open',
    (method, mode) => ({ ...good(method, mode), order: open(true), ...ours }),
    everywhere('released: unlock'),
  ),
  row(
    'the payment is good, the order is open under a lock that is not ours',
    (method, mode) => ({ ...good(method, mode), order: open(true) }),
    everywhere('released: –'),
  ),
  row(
    'somebody relocked the order after we had unlocked it',
    (method, mode) => ({
      ...good(method, mode),
      order: open(true),
      ...remembers(LOCK, RELEASE, anOperation({ kind: 'unlock' })),
    }),
    everywhere('released: –'),
  ),
  row(
    'first met as OPEN, the payment is good',
    (method, mode) => ({ ...good(method, mode), order: open(false) }),
    everywhere('released: –'),
  ),
  row('first met as OPEN, not paid yet', (method) => ({ ...paid(method), order: open(false) }), {
    Standard: 'waiting: capture order 100.00',
    prepayment: 'locked: lock; notice release.awaiting-transfer',
    invoice: 'released: –',
    'invoice-secured': 'released: –',
  }),
  row(
    'first met as OPEN, the payment failed',
    (method) => ({ ...paid(method, [firstOf(method, 'error')]), order: open(false) }),
    everywhere('locked: lock; error release.payment-failed'),
  ),
];

/** May the order leave HOLD? Every cell, for every method of its column. */
export const RELEASE_TABLE = ruleTable<ReleaseFacts>({
  title: 'Release: may the order leave HOLD?',
  intro:
    'An order of 100.00 EUR. `lock, release` sets the shipping lock before the order becomes OPEN. Only a lock that Abgleich set itself is ever lifted.',
  rows: [...bad, ...goodPayments, ...transfers, ...others],
  decide: decideRelease,
});
