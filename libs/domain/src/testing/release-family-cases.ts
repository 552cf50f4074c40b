/* eslint-disable max-lines -- table data */
import type { ReleaseFacts } from '../facts.js';
import { eur, money, type Currency } from '../money.js';
import type { Operation } from '../operation.js';
import { PAYMENT_METHOD_CODES, traitsOf, type PaymentMethodCode } from '../payment-methods.js';
import {
  aMemory,
  anOperation,
  anOrder,
  aPayment,
  aPolicy,
  found,
  hoursAgo,
  releaseFacts,
} from './builders.js';
import type { ExpectedDecision } from './print-decision.js';
import type { ReleaseCase } from './release-cases.js';

type Want = Partial<ExpectedDecision>;
type Fields = Partial<ReleaseFacts>;
const row = (rule: string, fields: Fields, want: Want): ReleaseCase => ({
  rule,
  facts: releaseFacts(fields),
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

const AUTHORIZED = ['authorization success 100.00'];
const REQUESTED = ['capture pending 100.00'];
const RECEIVED = [...REQUESTED, 'capture success 100.00'];
const locked = anOperation({ kind: 'lock' });
const released = anOperation({ kind: 'release' });
const openLocked = anOrder({ status: 'open', locked: true });
const refusal = { code: 'pixi.refused', message: 'Order is locked by another user' };

const locks = (rule: string, fields: Fields, reason: string, severity = 'error'): ReleaseCase =>
  row(rule, fields, {
    reason,
    state: 'locked',
    commands: ['lock', 'release'],
    problems: [`${severity} release.${reason}`],
  });

/** Rows that are the same for every family but `direct` and `shop-charged`. */
const allFamilies: readonly ReleaseCase[] = byFamily(
  'prepayment',
  'invoice',
  'invoice-secured',
  'paylater',
).flatMap((method) => {
  const kind = traitsOf(method).authorizes ? 'authorization' : 'capture';
  const first = traitsOf(method).authorizes ? AUTHORIZED : REQUESTED;
  return [
    locks(
      `release, ${method}: a payment that failed locks the order`,
      paysBy(method, `${kind} error 100.00`),
      'payment-failed',
    ),
    locks(
      `release, ${method}: a payment that was cancelled locks the order`,
      {
        payment: found(
          aPayment([...first, 'reversal success 100.00'], {
            method,
            methodName: method,
            state: 'cancelled',
          }),
        ),
      },
      'payment-cancelled',
    ),
    locks(
      `release, ${method}: a payment that has lapsed locks the order`,
      {
        payment: found(
          aPayment(first, {
            method,
            methodName: method,
            state: 'cancelled',
            total: eur('0'),
            remaining: eur('0'),
          }),
        ),
      },
      'authorization-expired',
    ),
    locks(
      `release, ${method}: a chargeback locks the order`,
      {
        payment: found(
          aPayment([...first, 'capture success 100.00', 'chargeback success 100.00'], {
            method,
            methodName: method,
            state: 'chargeback',
          }),
        ),
      },
      'payment-charged-back',
    ),
    locks(
      `release, ${method}: another currency locks the order`,
      { ...paysBy(method, ...first), order: anOrder({ total: money(10_000, 'CHF' as Currency) }) },
      'currency-differs',
    ),
    locks(
      `release, ${method}: an order above the payment and the tolerance is locked`,
      { ...paysBy(method, ...first), order: anOrder({ total: eur('100.03') }) },
      'amount-too-low',
    ),
    row(
      `release, ${method}: an open redirect waits with a notice`,
      paysBy(method, `${kind} resumed 100.00`),
      {
        reason: 'payment-not-finished',
        state: 'waiting',
        problems: ['notice release.payment-not-finished'],
      },
    ),
    locks(
      `release, ${method}: after the grace an unfinished payment locks the order`,
      {
        ...paysBy(method, `${kind} resumed 100.00`),
        memory: aMemory({ firstSeenAt: hoursAgo(24) }),
      },
      'payment-never-finished',
    ),
    row(
      `release, ${method}: a state that we do not know is never guessed`,
      { payment: found(aPayment(first, { method, methodName: method, state: 'unknown' })) },
      {
        reason: 'payment-state-unclear',
        state: 'stuck',
        problems: ['error release.payment-state-unclear'],
      },
    ),
    locks(
      `release, ${method}: the keys do not know the payment`,
      { payment: { kind: 'unknown-to-keys' } },
      'payment-unknown',
    ),
  ];
});

const AWAITS: Want = {
  reason: 'awaiting-transfer',
  state: 'locked',
  problems: ['notice release.awaiting-transfer'],
};
const prepayment: readonly ReleaseCase[] = [
  ...(['standard', 'expert'] as const).map((mode) =>
    locks(
      `release, prepayment (${mode}), transfer not yet received: lock, release, notice`,
      { ...paysBy('prepayment', ...REQUESTED), policy: aPolicy({ mode }) },
      'awaiting-transfer',
      'notice',
    ),
  ),
  row(
    'release, prepayment, transfer not yet received: locked and released already, the notice stays',
    { ...paysBy('prepayment', ...REQUESTED), order: openLocked, ...memoryOf(locked, released) },
    AWAITS,
  ),
  row(
    'release, prepayment, transfer not yet received long after the grace: it goes on waiting',
    {
      ...paysBy('prepayment', ...REQUESTED),
      order: openLocked,
      memory: aMemory({ firstSeenAt: hoursAgo(24 * 20), operations: [locked, released] }),
    },
    AWAITS,
  ),
  row(
    'release, prepayment, met as OPEN and unpaid: locked',
    { ...paysBy('prepayment', ...REQUESTED), order: anOrder({ status: 'open', locked: false }) },
    { ...AWAITS, commands: ['lock'] },
  ),
  row(
    'release, prepayment, a person lifted our lock before the transfer came: not locked again',
    {
      ...paysBy('prepayment', ...REQUESTED),
      order: anOrder({ status: 'open', locked: false }),
      ...memoryOf(locked, released),
    },
    { ...AWAITS, state: 'released' },
  ),
  row(
    'release, prepayment, the ERP refuses the lock: the order does not leave HOLD',
    {
      ...paysBy('prepayment', ...REQUESTED),
      ...memoryOf(anOperation({ kind: 'lock', status: 'refused', refusal })),
    },
    {
      ...AWAITS,
      state: 'stuck',
      problems: ['notice release.awaiting-transfer', 'error release.lock-refused'],
    },
  ),
  row(
    'release, prepayment, transfer received, good: released without lock',
    paysBy('prepayment', ...RECEIVED),
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, prepayment, transfer received, good, locked for this reason: unlocked',
    { ...paysBy('prepayment', ...RECEIVED), order: openLocked, ...memoryOf(locked, released) },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row(
    "release, prepayment, transfer received, good, somebody else's lock stays",
    { ...paysBy('prepayment', ...RECEIVED), order: openLocked },
    { reason: 'already-released' },
  ),
  row(
    'release, prepayment, received in parts, complete: unlocked',
    {
      ...paysBy('prepayment', ...REQUESTED, 'capture success 40.00', 'capture success 60.00'),
      order: openLocked,
      ...memoryOf(locked, released),
    },
    { reason: 'cause-gone', commands: ['unlock'] },
  ),
  row(
    'release, prepayment, received too little: the lock is kept, error',
    {
      ...paysBy('prepayment', ...REQUESTED, 'capture success 40.00'),
      order: openLocked,
      ...memoryOf(locked, released),
    },
    {
      reason: 'transfer-too-little',
      state: 'locked',
      problems: ['error release.transfer-too-little'],
    },
  ),
  locks(
    'release, prepayment, met first with too little: lock, release, error',
    paysBy('prepayment', ...REQUESTED, 'capture success 40.00'),
    'transfer-too-little',
  ),
  row(
    'release, prepayment, received too little within the tolerance: good',
    paysBy('prepayment', ...REQUESTED, 'capture success 99.98'),
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, prepayment, received too much: unlocked, notice',
    {
      payment: found(
        aPayment([...REQUESTED, 'capture success 110.00'], {
          method: 'prepayment',
          state: 'payment-review',
        }),
      ),
      order: openLocked,
      ...memoryOf(locked, released),
    },
    { reason: 'cause-gone', commands: ['unlock'], problems: ['notice release.transfer-too-much'] },
  ),
  row(
    'release, prepayment, received too much before we ever locked: released, notice',
    paysBy('prepayment', ...REQUESTED, 'capture success 110.00'),
    {
      reason: 'transfer-received',
      commands: ['release'],
      problems: ['notice release.transfer-too-much'],
    },
  ),
  row(
    'release, prepayment, received too much within the tolerance: no notice',
    {
      payment: found(
        aPayment([...REQUESTED, 'capture success 100.02'], {
          method: 'prepayment',
          state: 'payment-review',
        }),
      ),
    },
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, prepayment, the surplus was refunded by hand: the notice is gone',
    {
      ...paysBy(
        'prepayment',
        ...REQUESTED,
        'capture success 110.00',
        'refund success 10.00 s-chg-2',
      ),
      order: anOrder({ status: 'open', locked: false }),
    },
    { reason: 'already-released' },
  ),
  row(
    'release, prepayment, somebody refunded the receipt: too little again',
    {
      ...paysBy('prepayment', ...RECEIVED, 'refund success 50.00 s-chg-2'),
      order: anOrder({ status: 'open', locked: false }),
    },
    {
      reason: 'amount-too-low',
      state: 'locked',
      commands: ['lock'],
      problems: ['error release.amount-too-low'],
    },
  ),
  row(
    'release, prepayment, we refunded a return: still good',
    {
      ...paysBy('prepayment', ...RECEIVED, 'refund success 20.00 s-chg-2'),
      order: anOrder({ status: 'open', locked: false }),
      ...memoryOf(anOperation({ kind: 'refund', document: 'DEM0000022', amount: eur('20.00') })),
    },
    { reason: 'already-released' },
  ),
  row(
    'release, prepayment, the request itself was reported paid: good',
    paysBy('prepayment', 'capture success 100.00'),
    { reason: 'transfer-received', commands: ['release'] },
  ),
];

const onInvoice: readonly ReleaseCase[] = byFamily('invoice', 'invoice-secured').flatMap(
  (method) => [
    ...(['standard', 'expert'] as const).map((mode) =>
      row(
        `release, ${method} (${mode}), transfer not yet received: released`,
        { ...paysBy(method, ...REQUESTED), policy: aPolicy({ mode }) },
        { reason: 'request-accepted', commands: ['release'] },
      ),
    ),
    row(
      `release, ${method}, received in part: released`,
      paysBy(method, ...REQUESTED, 'capture success 40.00'),
      { reason: 'request-accepted', commands: ['release'] },
    ),
    row(`release, ${method}, received: released`, paysBy(method, ...RECEIVED), {
      reason: 'transfer-received',
      commands: ['release'],
    }),
    row(
      `release, ${method}, received too much: released, notice`,
      paysBy(method, ...REQUESTED, 'capture success 110.00'),
      {
        reason: 'transfer-received',
        commands: ['release'],
        problems: ['notice release.transfer-too-much'],
      },
    ),
  ],
);

const paylater: readonly ReleaseCase[] = byFamily('paylater').flatMap((method) => [
  ...(['standard', 'expert'] as const).map((mode) =>
    row(
      `release, ${method} (${mode}), authorised, good: released, nothing is charged`,
      { ...paysBy(method, ...AUTHORIZED), policy: aPolicy({ mode }) },
      { reason: 'authorized', commands: ['release'] },
    ),
  ),
  row(
    `release, ${method}, under review: it waits`,
    { payment: found(aPayment(AUTHORIZED, { method, state: 'payment-review' })) },
    {
      reason: 'payment-not-finished',
      state: 'waiting',
      problems: ['notice release.payment-not-finished'],
    },
  ),
]);

const BANK = {
  holder: 'Merchant Trust',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  reference: '5513.0000.1234',
};
const transferDetails: readonly ReleaseCase[] = [
  ...byFamily('invoice', 'invoice-secured').map((method) =>
    row(
      `release, ${method}, bank details missing in the ERP: notice`,
      { ...paysBy(method, ...REQUESTED), transfer: { atProvider: BANK, inErp: null } },
      {
        reason: 'request-accepted',
        commands: ['release'],
        problems: ['notice release.transfer-details-missing'],
      },
    ),
  ),
  row(
    'release, prepayment, bank details missing in the ERP: notice beside the lock',
    { ...paysBy('prepayment', ...REQUESTED), transfer: { atProvider: BANK, inErp: null } },
    {
      ...AWAITS,
      commands: ['lock', 'release'],
      problems: ['notice release.awaiting-transfer', 'notice release.transfer-details-missing'],
    },
  ),
  row(
    'release, bank details in the ERP differ: notice',
    {
      ...paysBy('invoice', ...REQUESTED),
      transfer: { atProvider: BANK, inErp: { ...BANK, reference: '1' } },
    },
    {
      reason: 'request-accepted',
      commands: ['release'],
      problems: ['notice release.transfer-details-missing'],
    },
  ),
  row(
    'release, bank details in the ERP are the same but for blanks and capitals: fine',
    {
      ...paysBy('invoice', ...REQUESTED),
      transfer: {
        atProvider: BANK,
        inErp: { ...BANK, holder: 'MERCHANT TRUST', iban: 'DE89 3704 0044 0532 0130 00' },
      },
    },
    { reason: 'request-accepted', commands: ['release'] },
  ),
  row(
    'release, the provider names no bank details: nothing to compare',
    { ...paysBy('invoice', ...REQUESTED), transfer: { atProvider: null, inErp: null } },
    { reason: 'request-accepted', commands: ['release'] },
  ),
  row(
    'release, the money is there already: bank details matter no more',
    { ...paysBy('prepayment', ...RECEIVED), transfer: { atProvider: BANK, inErp: null } },
    { reason: 'transfer-received', commands: ['release'] },
  ),
  row(
    'release, paylater-invoice with bank details that the ERP lacks: notice',
    { ...paysBy('paylater-invoice', ...AUTHORIZED), transfer: { atProvider: BANK, inErp: null } },
    {
      reason: 'authorized',
      commands: ['release'],
      problems: ['notice release.transfer-details-missing'],
    },
  ),
];

const addresses: readonly ReleaseCase[] = byFamily('invoice-secured', 'paylater').flatMap(
  (method) => {
    const payment = paysBy(method, ...(traitsOf(method).authorizes ? AUTHORIZED : REQUESTED));
    const reason = traitsOf(method).authorizes ? 'authorized' : 'request-accepted';
    return [
      row(
        `release, ${method}, the insured address still matches: released`,
        { ...payment, address: { matches: true, changeable: false } },
        { reason, commands: ['release'] },
      ),
      row(
        `release, ${method}, another address that can still be changed: notice`,
        { ...payment, address: { matches: false, changeable: true } },
        { reason, commands: ['release'], problems: ['notice release.address-differs'] },
      ),
      row(
        `release, ${method}, another address that can no longer be changed: error`,
        {
          ...payment,
          order: anOrder({ status: 'open', locked: false }),
          address: { matches: false, changeable: false },
        },
        { reason: 'already-released', problems: ['error release.address-final'] },
      ),
    ];
  },
);

/** Authorised in the builders two hours ago; here as many days. */
const agedBy = (method: PaymentMethodCode, days: number, lines = AUTHORIZED): Fields => {
  const payment = aPayment(lines, { method, methodName: method });
  const transactions = payment.transactions.map((entry) => ({ ...entry, at: hoursAgo(24 * days) }));
  return {
    payment: found({ ...payment, transactions }),
    order: anOrder({ status: 'open', locked: false }),
  };
};
const EXPIRING: Want = {
  reason: 'already-released',
  problems: ['notice release.authorization-expiring'],
};
const expiry: readonly ReleaseCase[] = [
  ...byFamily('direct').flatMap((method) => [
    row(`${method}, authorised five days ago: nothing to say`, agedBy(method, 5), {
      reason: 'already-released',
    }),
    row(
      `${method}, authorised six days ago: notice that it may lapse`,
      agedBy(method, 6),
      EXPIRING,
    ),
  ]),
  ...byFamily('paylater').flatMap((method) => [
    row(`${method}, authorised twenty days ago: nothing to say`, agedBy(method, 20), {
      reason: 'already-released',
    }),
    row(
      `${method}, authorised twenty-one days ago: notice that it may lapse`,
      agedBy(method, 21),
      EXPIRING,
    ),
  ]),
  row(
    'the configuration says when to warn',
    { ...agedBy('card', 3), policy: aPolicy({ warnBeforeExpiryDays: 3 }) },
    EXPIRING,
  ),
  row(
    'an authorisation that is captured whole cannot lapse',
    agedBy('card', 9, [...AUTHORIZED, 'capture success 100.00']),
    { reason: 'already-released' },
  ),
];

/** Every cell of the release table for the families that `release-cases.ts` leaves out, and what is watched beside it. */
export const RELEASE_FAMILY_CASES: readonly ReleaseCase[] = [
  ...allFamilies,
  ...prepayment,
  ...onInvoice,
  ...paylater,
  ...transferDetails,
  ...addresses,
  ...expiry,
];
