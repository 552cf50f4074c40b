/* eslint-disable max-lines -- table data */
import type { ReleaseFacts } from '../facts.js';
import type { OrderNumber, ProviderPaymentId, ShopOrderNumber } from '../ids.js';
import { eur, money, type Currency } from '../money.js';
import type { Operation } from '../operation.js';
import { PAYMENT_METHOD_CODES, traitsOf } from '../payment-methods.js';
import { plusMs, SECOND } from '../time.js';
import {
  aMemory,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  found,
  hoursAgo,
  NOW,
  path,
  releaseFacts,
} from './builders.js';
import type { ExpectedDecision } from './print-decision.js';

export type ReleaseCase = ExpectedDecision & {
  readonly rule: string;
  readonly facts: ReleaseFacts;
};

const AUTHORIZED = ['authorization success 100.00'];
const SHOP_CHARGED = ['capture success 100.00'];
const standard = aPolicy({ mode: 'standard' });
const OTHER_PAYMENT = 's-pay-7' as ProviderPaymentId;
const locked = anOperation({ kind: 'lock' });
const unlocked = anOperation({ kind: 'unlock', finishedAt: plusMs(NOW, -30 * SECOND) });
const lifted = anOperation({
  kind: 'unlock',
  document: 'by-hand-1',
  finishedAt: plusMs(NOW, -30 * SECOND),
});
const released = anOperation({ kind: 'release' });
const refusal = { code: 'unzer.not-allowed', message: 'Authorisation expired' };
const capture = (fields: Partial<Operation> = {}): Operation =>
  anOperation({
    kind: 'capture',
    amount: eur('100.00'),
    transactionPath: path('charges/s-chg-1'),
    ...fields,
  });

type Want = Partial<ExpectedDecision>;
const row = (rule: string, fields: Partial<ReleaseFacts>, want: Want): ReleaseCase => ({
  rule,
  facts: releaseFacts(fields),
  reason: '',
  state: 'released',
  commands: [],
  problems: [],
  ...want,
});
/** Rows whose outcome is lock, release, error. */
const locks = (rule: string, fields: Partial<ReleaseFacts>, reason: string): ReleaseCase =>
  row(rule, fields, {
    reason,
    state: 'locked',
    commands: ['lock', 'release'],
    problems: [`error release.${reason}`],
  });
const memoryOf = (...operations: Operation[]): Partial<ReleaseFacts> => ({
  memory: aMemory({ operations }),
});
const pays = (...lines: string[]): Partial<ReleaseFacts> => ({ payment: found(aPayment(lines)) });

const lookingUp: readonly ReleaseCase[] = [
  row(
    'a manual order is ignored',
    {
      order: anOrder({ paymentId: null, shopOrderNumber: 'P200417' as ShopOrderNumber }),
      payment: { kind: 'no-payment-id' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  row(
    'a manual order is ignored even when the keys are rejected',
    {
      order: anOrder({ paymentId: null, shopOrderNumber: 'p200417' as ShopOrderNumber }),
      payment: { kind: 'keys-rejected' },
    },
    { reason: 'manual-order', state: 'ignored' },
  ),
  locks(
    'the manual number of another order does not make an order manual',
    {
      order: anOrder({
        paymentId: null,
        orderNumber: '200418' as OrderNumber,
        shopOrderNumber: 'P200417' as ShopOrderNumber,
      }),
      payment: { kind: 'no-payment-id' },
    },
    'payment-id-missing',
  ),
  locks(
    'an order without a payment id is locked, released and reported',
    { order: anOrder({ paymentId: null }), payment: { kind: 'no-payment-id' } },
    'payment-id-missing',
  ),
  locks(
    'a payment that the keys do not know locks the order',
    { payment: { kind: 'unknown-to-keys' } },
    'payment-unknown',
  ),
  locks(
    'a payment found under another id than the one asked for counts as unknown',
    { payment: found(aPayment(AUTHORIZED, { paymentId: OTHER_PAYMENT })) },
    'payment-unknown',
  ),
  row(
    'keys rejected as a whole pause the configuration and touch no order',
    { payment: { kind: 'keys-rejected' } },
    { reason: 'keys-rejected', state: 'waiting' },
  ),
  locks(
    'a method that we do not know locks the order and is named',
    { payment: found(aPayment(AUTHORIZED, { method: null, methodName: 'Klarna' })) },
    'method-unsupported',
  ),
];

const WAITS: Want = {
  reason: 'payment-not-finished',
  state: 'waiting',
  problems: ['notice release.payment-not-finished'],
};
const late = { memory: aMemory({ firstSeenAt: hoursAgo(24) }) };
const unfinished: readonly ReleaseCase[] = [
  row('an open redirect waits with a notice', pays('authorization pending 100.00'), WAITS),
  row('a resumed authorisation waits', pays('authorization resumed 100.00'), WAITS),
  row('an open redirect of a charge waits', pays('capture pending 100.00'), WAITS),
  row(
    'a payment page that nobody has used yet waits',
    { payment: found(aPayment([], { state: 'created' })) },
    WAITS,
  ),
  row(
    'a payment under review waits',
    { payment: found(aPayment(AUTHORIZED, { state: 'payment-review' })) },
    WAITS,
  ),
  row(
    'a failed attempt followed by an open one waits',
    pays('authorization error 100.00', 'authorization pending 100.00'),
    WAITS,
  ),
  row(
    'an unfinished order that a person released gets a second notice and is not locked before the grace is over',
    { ...pays('authorization pending 100.00'), order: anOrder({ status: 'open', locked: false }) },
    {
      ...WAITS,
      problems: ['notice release.payment-not-finished', 'notice release.released-by-hand'],
    },
  ),
  locks(
    'after the grace an unfinished payment locks the order',
    { ...pays('authorization pending 100.00'), ...late },
    'payment-never-finished',
  ),
  row(
    'one millisecond before the end of the grace it still waits',
    {
      ...pays('authorization pending 100.00'),
      memory: aMemory({ firstSeenAt: plusMs(hoursAgo(24), 1) }),
    },
    WAITS,
  ),
  locks(
    'the grace is as long as the configuration says',
    {
      ...pays('authorization pending 100.00'),
      policy: aPolicy({ graceHours: 1 }),
      memory: aMemory({ firstSeenAt: hoursAgo(1) }),
    },
    'payment-never-finished',
  ),
  row(
    'after the grace an order that is open already is locked and not released',
    {
      ...pays('authorization pending 100.00'),
      ...late,
      order: anOrder({ status: 'open', locked: false }),
    },
    {
      reason: 'payment-never-finished',
      state: 'locked',
      commands: ['lock'],
      problems: ['error release.payment-never-finished'],
    },
  ),
];

const UNCLEAR: Want = {
  reason: 'payment-state-unclear',
  state: 'stuck',
  problems: ['error release.payment-state-unclear'],
};
const bad: readonly ReleaseCase[] = [
  locks(
    'a failed authorisation locks the order',
    pays('authorization error 100.00'),
    'payment-failed',
  ),
  locks('a failed charge locks the order', pays('capture error 100.00'), 'payment-failed'),
  locks(
    'a reversed authorisation locks the order',
    {
      payment: found(aPayment([...AUTHORIZED, 'reversal success 100.00'], { state: 'cancelled' })),
    },
    'payment-cancelled',
  ),
  locks(
    'a charge that was refunded whole locks the order',
    {
      payment: found(aPayment([...SHOP_CHARGED, 'refund success 100.00'], { state: 'cancelled' })),
    },
    'payment-cancelled',
  ),
  locks(
    'a lapsed authorisation locks the order although its transaction was a success',
    {
      payment: found(
        aPayment(AUTHORIZED, { state: 'cancelled', total: eur('0'), remaining: eur('0') }),
      ),
    },
    'authorization-expired',
  ),
  locks(
    'a chargeback locks the order',
    {
      payment: found(
        aPayment([...SHOP_CHARGED, 'chargeback success 100.00'], { state: 'chargeback' }),
      ),
    },
    'payment-charged-back',
  ),
  locks(
    'a chargeback of a part locks the order',
    pays(...SHOP_CHARGED, 'chargeback success 10.00'),
    'payment-charged-back',
  ),
  row(
    'a state that we do not know is never guessed: nothing is done',
    { payment: found(aPayment(AUTHORIZED, { state: 'unknown' })) },
    UNCLEAR,
  ),
  row(
    'a state that contradicts the amounts is never guessed',
    { payment: found(aPayment(AUTHORIZED, { state: 'cancelled' })) },
    UNCLEAR,
  ),
  row(
    'an authorisation of a method that cannot authorise is never guessed',
    { payment: found(aPayment(AUTHORIZED, { method: 'ideal' })) },
    UNCLEAR,
  ),
  locks(
    'another currency locks the order',
    { order: anOrder({ total: money(10_000, 'CHF' as Currency) }) },
    'currency-differs',
  ),
  locks(
    'an order above payment and tolerance is locked',
    { order: anOrder({ total: eur('100.03') }) },
    'amount-too-low',
  ),
  locks(
    'an order above the charge of the shop is locked',
    { ...pays(...SHOP_CHARGED), order: anOrder({ total: eur('100.03') }) },
    'amount-too-low',
  ),
  locks(
    'an order that the shop charged only in part is locked',
    pays('capture success 40.00'),
    'amount-too-low',
  ),
  locks(
    'an authorisation that somebody reversed in part since no longer covers the order',
    pays(...AUTHORIZED, 'reversal success 30.00'),
    'amount-too-low',
  ),
];

const good: readonly ReleaseCase[] = [
  row(
    'Experten: a good authorisation releases',
    {},
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'Experten: an order above the authorisation within the tolerance is released',
    { order: anOrder({ total: eur('100.02') }) },
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'Experten: an order below the authorisation is released',
    { order: anOrder({ total: eur('60.00') }) },
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'a failed authorisation followed by a good one is good',
    pays('authorization error 100.00', 'authorization success 100.00'),
    { reason: 'authorized', commands: ['release'] },
  ),
  ...(['standard', 'expert'] as const).flatMap((mode) => [
    row(
      `${mode}: a card that the shop charged already is released without a charge of ours`,
      { ...pays(...SHOP_CHARGED), policy: aPolicy({ mode }) },
      { reason: 'charged', commands: ['release'] },
    ),
    row(
      `${mode}: a failed authorisation followed by a charge of the shop is good`,
      { ...pays('authorization error 100.00', ...SHOP_CHARGED), policy: aPolicy({ mode }) },
      { reason: 'charged', commands: ['release'] },
    ),
  ]),
  ...PAYMENT_METHOD_CODES.filter((method) => traitsOf(method).family === 'shop-charged').flatMap(
    (method) =>
      (['standard', 'expert'] as const).map((mode) =>
        row(
          `${method} charged in the shop is released under ${mode}`,
          {
            payment: found(aPayment(SHOP_CHARGED, { method, state: 'completed' })),
            policy: aPolicy({ mode }),
          },
          { reason: 'charged', commands: ['release'] },
        ),
      ),
  ),
  row(
    'an order that was released by hand is good without us having seen it',
    { order: anOrder({ status: 'open', locked: false }) },
    { reason: 'already-released' },
  ),
  row(
    'a closed order asks for nothing',
    { ...pays('authorization error 100.00'), order: anOrder({ status: 'closed' }) },
    { reason: 'order-closed' },
  ),
  row(
    'an order that we released a moment ago is released, whatever an older answer shows',
    memoryOf(anOperation({ kind: 'release', finishedAt: plusMs(NOW, -SECOND) })),
    { reason: 'already-released' },
  ),
  row(
    'an order that came back to HOLD long after our release is released again',
    memoryOf(released),
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'an order that came back to HOLD after three releases goes to a person',
    memoryOf(released, released, released),
    {
      reason: 'step-refused',
      state: 'stuck',
      problems: ['error release.release-without-effect'],
    },
  ),
];

const WAITS_FOR_CAPTURE: Want = {
  reason: 'capture-pending',
  state: 'waiting',
  problems: ['notice release.capture-pending'],
};
const charging: readonly ReleaseCase[] = [
  row(
    'Standard: a good authorisation is captured first',
    { policy: standard },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: the order total is captured, not the authorisation',
    { policy: standard, order: anOrder({ total: eur('60.00') }) },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 60.00'] },
  ),
  row(
    'Standard: a total above the authorisation within the tolerance is clamped to it',
    { policy: standard, order: anOrder({ total: eur('100.02') }) },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: what the shop captured already is not captured again, the rest is',
    { policy: standard, ...pays(...AUTHORIZED, 'capture success 40.00') },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 60.00'] },
  ),
  row(
    'Standard: an authorisation that somebody captured whole is released without a charge of ours',
    { policy: standard, ...pays(...AUTHORIZED, 'capture success 100.00') },
    { reason: 'charged', commands: ['release'] },
  ),
  row(
    'Standard: an open order that nobody charged is charged',
    { policy: standard, order: anOrder({ status: 'open', locked: false }) },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: after our capture the order is released, even on a snapshot from before',
    { policy: standard, ...memoryOf(capture()) },
    { reason: 'charged', commands: ['release'] },
  ),
  row(
    'Standard: after our capture the order is released on a fresh snapshot',
    {
      policy: standard,
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture()),
    },
    { reason: 'charged', commands: ['release'] },
  ),
  row(
    'Standard: a pending capture is no success, the order waits',
    { policy: standard, ...memoryOf(capture({ status: 'pending', finishedAt: null })) },
    WAITS_FOR_CAPTURE,
  ),
  row(
    "Standard: nothing is captured beside somebody else's pending capture",
    { policy: standard, ...pays(...AUTHORIZED, 'capture pending 100.00') },
    WAITS_FOR_CAPTURE,
  ),
  row(
    'Standard: a capture without an answer is looked up, not repeated',
    { policy: standard, ...memoryOf(capture({ status: 'open', finishedAt: null })) },
    { reason: 'capture-uncertain', state: 'waiting' },
  ),
  row(
    'Standard: a capture that stays without an answer gets a notice',
    { policy: standard, ...memoryOf(capture({ status: 'open', finishedAt: null, lookUps: 1 })) },
    { reason: 'capture-uncertain', state: 'waiting', problems: ['notice operation.uncertain'] },
  ),
  row(
    'Standard: a capture that cannot be found out stays on hold and goes to a person, asked again or not',
    {
      policy: standard,
      memory: aMemory({
        operations: [capture({ status: 'abandoned', transactionPath: null })],
        recheckRequestedAt: NOW,
      }),
    },
    {
      reason: 'capture-needs-human',
      state: 'stuck',
      problems: ['error operation.needs-human'],
    },
  ),
  row(
    'Standard: a capture that could not be found out and shows up at the provider counts',
    {
      policy: standard,
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture({ status: 'abandoned', transactionPath: null })),
    },
    { reason: 'charged', commands: ['release'] },
  ),
  locks(
    'Standard: a refused capture locks the order',
    {
      policy: standard,
      ...memoryOf(capture({ status: 'refused', transactionPath: null, refusal })),
    },
    'capture-refused',
  ),
  locks(
    'Standard: a recheck from before the refusal does not try again',
    {
      policy: standard,
      memory: aMemory({
        operations: [capture({ status: 'refused', transactionPath: null, refusal })],
        recheckRequestedAt: hoursAgo(1),
      }),
    },
    'capture-refused',
  ),
  row(
    'Standard: a recheck after the refusal tries once more',
    {
      policy: standard,
      memory: aMemory({
        operations: [capture({ status: 'refused', transactionPath: null, refusal })],
        recheckRequestedAt: NOW,
      }),
    },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: a refused capture that somebody made by hand since releases the order',
    {
      policy: standard,
      ...pays(...AUTHORIZED, 'capture success 100.00'),
      ...memoryOf(capture({ status: 'refused', transactionPath: null, refusal })),
    },
    { reason: 'charged', commands: ['release'] },
  ),
  locks(
    'Standard: an order that grew after our capture is locked, nothing more is captured',
    {
      policy: standard,
      order: anOrder({ total: eur('120.00') }),
      ...pays('authorization success 150.00'),
      ...memoryOf(capture()),
    },
    'charged-too-little',
  ),
  locks(
    'Standard: money that we took under another payment id is not taken a second time',
    { policy: standard, ...memoryOf(capture({ paymentId: OTHER_PAYMENT })) },
    'charged-on-other-payment',
  ),
  row(
    'Standard: money that we took under another payment id and gave back does not stand in the way',
    {
      policy: standard,
      ...memoryOf(
        capture({ paymentId: OTHER_PAYMENT }),
        anOperation({ kind: 'refund', paymentId: OTHER_PAYMENT, amount: eur('100.00') }),
      ),
    },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: nothing is captured while another operation of ours is open on the payment',
    {
      policy: standard,
      ...memoryOf(capture({ document: 'DEM0000021', status: 'open', finishedAt: null })),
    },
    { reason: 'payment-busy', state: 'waiting' },
  ),
];

const FAILED = pays('authorization error 100.00');
const failedRow = (rule: string, fields: Partial<ReleaseFacts>, want: Want): ReleaseCase =>
  row(
    rule,
    { ...FAILED, ...fields },
    {
      reason: 'payment-failed',
      state: 'locked',
      problems: ['error release.payment-failed'],
      ...want,
    },
  );
const lockRefused = anOperation({ kind: 'lock', status: 'refused', refusal });
const locking: readonly ReleaseCase[] = [
  failedRow(
    "an order that carries somebody's lock is only released",
    {
      order: anOrder({ locked: true }),
    },
    { commands: ['release'] },
  ),
  failedRow('an order that we locked is only released', memoryOf(locked), {
    commands: ['release'],
  }),
  failedRow('a lock without an answer is set again', memoryOf({ ...locked, status: 'open' }), {
    commands: ['lock', 'release'],
  }),
  failedRow(
    'locked and released already: nothing more, and the error stays',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, released) },
    {},
  ),
  failedRow(
    'a lock that a person lifted is not set again',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, released) },
    { state: 'released' },
  ),
  failedRow(
    'a lock that a person lifted is set again before we release the order ourselves',
    { order: anOrder({ locked: false }), ...memoryOf(locked) },
    { commands: ['lock', 'release'] },
  ),
  failedRow(
    'a lock of yesterday is set again where the queue does not tell whether it is still there',
    memoryOf({ ...locked, openedAt: hoursAgo(24), finishedAt: hoursAgo(24) }),
    { commands: ['lock', 'release'] },
  ),
  failedRow(
    'a lock that a person was seen to lift is not set again',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, lifted, released) },
    { state: 'released' },
  ),
  row(
    'a lock that somebody set after a person lifted ours stays',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, lifted, released) },
    { reason: 'already-released' },
  ),
  failedRow(
    'a new cause after our own unlocking locks again',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, released, unlocked) },
    { commands: ['lock'] },
  ),
  failedRow('without the lock an order does not leave HOLD', memoryOf(lockRefused), {
    state: 'stuck',
    problems: ['error release.payment-failed', 'error release.lock-refused'],
  }),
  failedRow(
    'a refused lock is tried again when somebody asks',
    { memory: aMemory({ operations: [lockRefused], recheckRequestedAt: NOW }) },
    { commands: ['lock', 'release'] },
  ),
  failedRow(
    'a refused release is reported and not repeated',
    memoryOf(locked, anOperation({ kind: 'release', status: 'refused', refusal })),
    { problems: ['error release.payment-failed', 'error release.release-refused'] },
  ),
  row(
    'when the cause is gone our own lock is lifted',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, released) },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row('when the cause is gone our own lock is lifted before the release', memoryOf(locked), {
    reason: 'authorized',
    commands: ['unlock', 'release'],
  }),
  row(
    'Standard: when the cause is gone the money comes first',
    {
      policy: standard,
      order: anOrder({ status: 'open', locked: true }),
      ...memoryOf(locked, released),
    },
    { reason: 'capture-first', state: 'waiting', commands: ['capture order 100.00'] },
  ),
  row(
    'Standard: when the cause is gone and the money is there our own lock is lifted',
    {
      policy: standard,
      order: anOrder({ status: 'open', locked: true }),
      ...memoryOf(locked, released, capture()),
    },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row(
    "somebody else's lock stays",
    { order: anOrder({ locked: true }) },
    { reason: 'authorized', commands: ['release'] },
  ),
  row(
    'a lock that a person lifted already asks for nothing',
    { order: anOrder({ status: 'open', locked: false }), ...memoryOf(locked, released) },
    { reason: 'already-released' },
  ),
  row(
    'a lock that we lifted already is not lifted again',
    { order: anOrder({ status: 'open', locked: true }), ...memoryOf(locked, released, unlocked) },
    { reason: 'already-released' },
  ),
  row(
    'a lock that was ours before our memory was lost is told of, not lifted',
    { order: anOrder({ status: 'open', locked: true }), lockForgotten: true },
    { reason: 'step-refused', state: 'stuck', problems: ['error release.lock-left'] },
  ),
  row(
    'an unlocking that the ERP refused is reported',
    {
      order: anOrder({ status: 'open', locked: true }),
      ...memoryOf(locked, released, anOperation({ kind: 'unlock', status: 'refused', refusal })),
    },
    {
      reason: 'step-refused',
      state: 'stuck',
      problems: ['error release.unlock-refused'],
    },
  ),
  row(
    'a refused release of a good order is reported',
    memoryOf(anOperation({ kind: 'release', status: 'refused', refusal })),
    {
      reason: 'step-refused',
      state: 'stuck',
      problems: ['error release.release-refused'],
    },
  ),
  row(
    'an order whose invoices are settled in part keeps that state',
    {
      order: anOrder({ status: 'open', locked: false }),
      ...memoryOf(anOperation({ kind: 'settlement', document: 'DEM1', amount: eur('40.00') })),
    },
    { reason: 'already-released', state: 'partly-settled' },
  ),
];

/** Every cell of the release table for the families `direct` and `shop-charged`, and the edges between them. */
export const RELEASE_CASES: readonly ReleaseCase[] = [
  ...lookingUp,
  ...unfinished,
  ...bad,
  ...good,
  ...charging,
  ...locking,
];
