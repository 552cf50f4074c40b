import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { UnzerAction } from './commands.js';
import { METHOD_RULES } from './method-rules.js';
import { amountsOf, initialAmount } from './payment-amounts.js';
import { codeOf, createLedgerBench, summary, units } from './testing/ledger-bench.js';
import { stepsOf, storiesOf } from './testing/ledger-story.js';
import { UnzerLedger } from './unzer-ledger.js';
import { UnzerRefusal } from './unzer-refusal.js';

/** The worked examples of Unzer's own integration tests: checkout | steps | total charged canceled remaining state. */
const EXAMPLES = `
  card authorized 100              |                                      | 100 0 0 100 pending
  card authorized 100              | reverse 10                           | 90 0 0 90 pending
  card authorized 100              | reverse                              | 0 0 0 0 canceled
  card authorized 100              | charge 25                            | 100 25 0 75 partly
  card authorized 100              | charge 25, reverse 20                | 80 25 0 55 partly
  card authorized 100              | charge 10, charge 10, refund chg-1   | 100 10 10 80 partly
  card authorized 100              | charge 40, reverse 60, refund chg-1 20 | 40 20 20 0 completed
  card authorized 100              | charge 50, reverse, refund chg-1     | 50 0 50 0 canceled
  card authorized 100              | charge 40, refund chg-1              | 100 0 40 60 pending
  card authorized 100              | charge                               | 100 100 0 0 completed
  card authorized 100              | expire                               | 0 0 0 0 canceled
  card authorized 100              | charge 40, expire                    | 40 40 0 0 completed
  card charged 100                 | refund chg-1 10                      | 100 90 10 0 completed
  card charged 100                 | refund payment 10                    | 100 90 10 0 completed
  card failed 100                  |                                      | 0 0 0 0 canceled
  ideal charged 222.33             | refund chg-1 123.12, refund chg-1 99.21 | 222.33 0 222.33 0 canceled
  ideal charged 1                  | chargeback 1                         | 1 0 1 0 chargeback
  ideal pending 100                |                                      | 100 0 0 100 pending
  prepayment pending 100           |                                      | 100 0 0 100 pending
  prepayment pending 100           | refund chg-1                         | 0 0 0 0 canceled
  prepayment pending 100           | receive 40                           | 100 40 0 60 partly
  prepayment pending 100           | receive 40, receive 60               | 100 100 0 0 completed
  prepayment pending 100           | receive 110                          | 100 110 0 0 payment review
  prepayment pending 100           | receive 110, refund chg-2 10         | 100 100 10 0 completed
  prepayment pending 100           | receive 40, refund chg-1, refund chg-2 | 40 0 40 0 canceled
  prepayment charged 100           |                                      | 100 100 0 0 completed
  invoice pending 100              | refund chg-1 50                      | 50 0 0 50 pending
  invoice-secured pending 100      | ship                                 | 100 0 0 100 completed
  invoice-secured pending 55       | ship 50                              | 50 0 0 50 completed
  invoice-secured pending 50       | ship, receive 50, refund chg-2       | 50 0 50 0 completed
  paylater-invoice authorized 99.99 | charge 60, refund payment 20        | 99.99 40 20 39.99 partly
  paylater-invoice authorized 99.99 | reverse 9.99, charge 90             | 90 90 0 0 completed
`;

/** What is refused: the last step is, with this code, and leaves no trace. */
const REFUSALS = `
  card authorized 60               | charge 70                            | API.330.100.007
  card authorized 60               | charge 60, charge 0.01               | API.330.100.007
  card authorized 60               | charge, charge                       | API.330.100.007
  card authorized 60               | charge 40, charge 20.01              | API.330.100.007
  card authorized 60               | reverse, charge                      | API.330.000.004
  card authorized 60               | expire, charge                       | API.330.000.004
  card authorized 60               | charge -1                            | API.500.300.999
  card authorized 60               | charge 0                             | API.500.300.999
  card pending 60                  | charge                               | API.330.000.004
  card failed 60                   | charge                               | API.330.000.004
  card charged 60                  | charge                               | API.330.000.004
  card authorized 60               | reverse 61                           | API.340.100.017
  card authorized 60               | charge, reverse                      | API.340.100.018
  card authorized 60               | reverse, reverse                     | API.340.100.014
  card charged 60                  | refund chg-1 60.01                   | API.340.100.018
  card charged 60                  | refund chg-1, refund chg-1           | API.340.100.014
  card charged 60                  | refund payment 60, refund chg-1      | API.340.100.014
  card charged 60                  | refund chg-2                         | API.310.100.003
  card charged 60                  | ship                                 | API.360.000.004
  card authorized 60               | charge 30, charge 30, refund chg-1 31 | API.340.100.018
  ideal charged 60                 | reverse                              | API.340.000.004
  ideal charged 60                 | chargeback 60, refund chg-1          | API.340.100.015
  ideal pending 60                 | refund chg-1                         | API.340.000.004
  prepayment pending 60            | ship                                 | API.360.000.004
  prepayment pending 60            | receive 60, refund chg-1             | API.340.100.018
  prepayment pending 60            | refund chg-1 61                      | API.340.100.017
  prepayment pending 60            | receive 40, refund chg-2 41          | API.340.100.018
  invoice-secured pending 60       | ship, ship                           | COR.700.400.800
  invoice-secured pending 60       | expire, ship                         | API.360.000.004
  sepa-direct-debit-secured charged 60 | ship                             | COR.700.400.800
  paylater-invoice authorized 99.99 | charge 11.11, reverse               | API.340.100.018
  paylater-invoice authorized 60   | charge, refund chg-1                 | API.340.000.004
  paylater-invoice authorized 60   | charge 30, refund payment 31         | API.340.100.018
  klarna authorized 60             | reverse 30                           | API.340.540.108
`;

type LedgerBench = ReturnType<typeof createLedgerBench>;

/** Plays steps on a payment that is there; gives the events they made. */
function play(bench: LedgerBench, id: string, steps: string) {
  return stepsOf(steps).flatMap((step) => bench.book(step(id)).events);
}

describe('the payment ledger', () => {
  it.each(storiesOf(EXAMPLES))('counts %s', (_name, { steps, expected, ...checkout }) => {
    const bench = createLedgerBench();
    const { id } = bench.create(checkout);
    steps.forEach((step) => bench.book(step(id)));
    expect(summary(bench.look(id))).toBe(expected);
  });

  it.each(storiesOf(REFUSALS))('refuses %s', (_name, { steps, expected, ...checkout }) => {
    const bench = createLedgerBench();
    const { id } = bench.create(checkout);
    steps.slice(0, -1).forEach((step) => bench.book(step(id)));
    const before = bench.ledger.dump();
    expect(codeOf(() => steps.slice(-1).forEach((step) => bench.book(step(id))))).toBe(expected);
    expect(bench.ledger.dump()).toEqual(before);
  });

  it('demands a reason code for secured invoices only', () => {
    const bench = createLedgerBench();
    const cancel = (paymentId: string): UnzerAction => ({
      kind: 'cancel-charge',
      paymentId,
      chargeId: 's-chg-1',
      amount: null,
    });
    const secured = bench.create({ apiType: 'invoice-secured', outcome: 'pending' });
    const plain = bench.create({ apiType: 'invoice', outcome: 'pending' });
    expect(codeOf(() => bench.book(cancel(secured.id)))).toBe('API.340.100.024');
    expect(codeOf(() => bench.book(cancel(plain.id)))).toBe('done');
  });

  it('needs an invoice id for a shipment unless the request brought one', () => {
    const bench = createLedgerBench();
    const bare = bench.create({ apiType: 'invoice-secured', outcome: 'pending' });
    const named = bench.create({
      apiType: 'invoice-secured',
      outcome: 'pending',
      references: { invoiceId: 'RE-7' },
    });
    const step = (paymentId: string) => bench.book({ kind: 'ship', paymentId, amount: null });
    expect(codeOf(() => step(bare.id))).toBe('API.360.100.025');
    expect(codeOf(() => step(named.id))).toBe('done');
  });

  it('numbers cancels below their charge, so that ids repeat and paths do not', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({});
    play(bench, id, 'charge 40, charge 30, refund chg-1 5, refund chg-2 6');
    expect(bench.look(id).transactions.map(({ path }) => path)).toEqual([
      'authorize/s-aut-1',
      'charges/s-chg-1',
      'charges/s-chg-2',
      'charges/s-chg-1/cancels/s-cnl-1',
      'charges/s-chg-2/cancels/s-cnl-1',
    ]);
  });

  it('keeps pay-later cancels at payment level', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({ apiType: 'paylater-invoice' });
    play(bench, id, 'charge 40, charge 30, refund payment 50');
    expect(bench.look(id).transactions.at(-1)).toMatchObject({
      path: 'charges/cancels/s-cnl-1',
      parent: null,
    });
  });

  it('executes the same charge again as long as enough is left: nothing deduplicates', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({});
    play(bench, id, 'charge 40, charge 40');
    expect(codeOf(() => play(bench, id, 'charge 40'))).toBe('API.330.100.007');
    expect(summary(bench.look(id))).toBe('100 80 0 20 partly');
  });

  it('holds back what a pending charge may still take', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({});
    bench.book({ kind: 'charge', paymentId: id, amount: units('70'), acquirer: 'pending' });
    expect(summary(bench.look(id))).toBe('100 0 0 100 pending');
    expect(codeOf(() => play(bench, id, 'charge 31'))).toBe('API.330.100.007');
    bench.book({ kind: 'finish', paymentId: id, outcome: 'charged' });
    expect(summary(bench.look(id))).toBe('100 70 0 30 partly');
  });

  it('remembers a declined charge without counting it', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({});
    const declined = 'COR.100.100.303';
    bench.book({ kind: 'charge', paymentId: id, amount: units('70'), acquirer: { declined } });
    expect(summary(bench.look(id))).toBe('100 0 0 100 pending');
    expect(bench.look(id).transactions.at(-1)).toMatchObject({ status: 'error', code: declined });
  });

  it.each([
    ['card', 'pending', 'authorized', '100 0 0 100 pending'],
    ['card', 'pending', 'charged', '100 100 0 0 completed'],
    ['ideal', 'pending', 'charged', '100 100 0 0 completed'],
    ['ideal', 'pending', 'failed', '0 0 0 0 canceled'],
    ['paylater-invoice', 'pending', 'authorized', '100 0 0 100 pending'],
  ] as const)('%s %s finishes %s', (apiType, outcome, end, expected) => {
    const bench = createLedgerBench();
    const { id } = bench.create({ apiType, outcome });
    bench.book({ kind: 'finish', paymentId: id, outcome: end });
    expect(summary(bench.look(id))).toBe(expected);
    expect(codeOf(() => bench.book({ kind: 'finish', paymentId: id, outcome: end }))).toBe(
      'SANDBOX',
    );
  });

  it('refuses a checkout that the method cannot do', () => {
    const bench = createLedgerBench();
    expect(codeOf(() => bench.create({ apiType: 'ideal' }))).toBe('API.320.000.004');
    expect(codeOf(() => bench.create({ apiType: 'paylater-invoice', outcome: 'charged' }))).toBe(
      'API.330.000.004',
    );
    expect(codeOf(() => bench.create({ apiType: 'przelewy24', outcome: 'charged' }))).toBe(
      'API.330.100.202',
    );
    expect(codeOf(() => bench.create({ apiType: 'bitcoin' }))).toBe('API.500.100.001');
  });

  it('refunds by hand over several charges, oldest first', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({});
    play(bench, id, 'charge 40, charge 60');
    bench.book({ kind: 'refund-by-hand', paymentId: id, amount: units('70') });
    expect(summary(bench.look(id))).toBe('100 30 70 0 completed');
    expect(
      bench
        .look(id)
        .transactions.slice(-2)
        .map(({ path }) => path),
    ).toEqual(['charges/s-chg-1/cancels/s-cnl-1', 'charges/s-chg-2/cancels/s-cnl-1']);
  });

  it('tells of a capture and of the state it leads to', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({});
    const told = (steps: string) => play(bench, id, steps).map(({ event }) => event);
    expect(told('charge 40')).toEqual(['charge.succeeded', 'payment.partly']);
    expect(told('charge')).toEqual(['charge.succeeded', 'payment.completed']);
    expect(told('refund chg-1 1')).toEqual(['charge.canceled']);
    expect(told('chargeback 1')).toEqual(['chargeback', 'payment.chargeback']);
  });

  it('gives transfer methods an account and a reference of their own', () => {
    const bench = createLedgerBench();
    const first = bench.create({ apiType: 'prepayment', outcome: 'pending' }).transactions[0];
    const second = bench.create({ apiType: 'prepayment', outcome: 'pending' }).transactions[0];
    expect(first?.bank).toMatchObject({ iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' });
    expect(first?.bank?.descriptor).toBe(first?.shortId);
    expect(second?.bank?.descriptor).not.toBe(first?.bank?.descriptor);
  });

  it('shows a payment only to the key pair it was made with', () => {
    const bench = createLedgerBench();
    const { id } = bench.create({ references: { orderId: 'SHOP-1' } });
    expect(bench.ledger.find('s-pub-a', id)?.id).toBe(id);
    expect(bench.ledger.find('s-pub-a', 'SHOP-1')?.id).toBe(id);
    expect(bench.ledger.find('s-pub-b', id)).toBeNull();
    expect(bench.ledger.find('s-pub-b', 'SHOP-1')).toBeNull();
  });

  it('never gives a payment number twice, not even across a reset', () => {
    const bench = createLedgerBench();
    const before = bench.create({}).id;
    bench.ledger.clear();
    expect(bench.ledger.payments()).toEqual([]);
    expect(bench.create({}).id).not.toBe(before);
  });
});

describe('any history of a payment', () => {
  // Tiny amounts, so that what is left runs out all the time: that is where books go wrong.
  const some = fc.integer({ min: 1, max: 12 });
  const amount = fc.option(some, { nil: null });
  const chargeId = fc.constantFrom(null, 's-chg-1', 's-chg-2', 's-chg-3');
  const acquirer = fc.constantFrom('success' as const, 'pending' as const, { declined: 'COR.1' });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('charge' as const), amount, acquirer }),
    fc.record({
      kind: fc.constant('cancel-authorization' as const),
      amount,
      acquirer,
      authorizationId: fc.constantFrom(null, 's-aut-1'),
    }),
    fc.record({
      kind: fc.constant('cancel-charge' as const),
      amount,
      acquirer,
      chargeId,
      references: fc.constant({ reasonCode: 'CANCEL' }),
    }),
    fc.record({
      kind: fc.constant('ship' as const),
      amount,
      references: fc.constant({ invoiceId: 'RE-1' }),
    }),
    fc.record({ kind: fc.constant('receive' as const), amount: some }),
    fc.record({ kind: fc.constant('refund-by-hand' as const), amount: some }),
    fc.record({ kind: fc.constant('chargeback' as const), amount: some }),
    fc.record({
      kind: fc.constant('finish' as const),
      outcome: fc.constantFrom('authorized' as const, 'charged' as const, 'failed' as const),
    }),
    fc.constant({ kind: 'expire' as const }),
  );
  const history = fc.record({
    apiType: fc.constantFrom('card', ...Object.keys(METHOD_RULES)),
    outcome: fc.constantFrom('authorized' as const, 'charged' as const, 'pending' as const),
    amount: fc.integer({ min: 1, max: 30 }),
    steps: fc.array(step, { maxLength: 40, size: 'max' }),
  });

  function playHistory(bench: LedgerBench, { steps, ...seed }: History) {
    const currency = seed.apiType === 'przelewy24' ? 'PLN' : 'EUR';
    try {
      const { id } = bench.create({ ...seed, currency });
      steps.forEach((action) => codeOf(() => bench.book({ ...action, paymentId: id })));
      return bench.look(id);
    } catch (error) {
      if (error instanceof UnzerRefusal) return null; // a checkout this method cannot do
      throw error;
    }
  }
  type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

  it('keeps every amount at or above zero, and the remaining amount is what is left', () => {
    let played = 0;
    fc.assert(
      fc.property(history, (story) => {
        const payment = playHistory(createLedgerBench(), story);
        if (payment === null) return;
        played += 1;
        const { total, charged, canceled, remaining } = amountsOf(payment);
        const sums = [total, charged, canceled, remaining];
        expect(Math.min(...sums)).toBeGreaterThanOrEqual(0);
        const isTransfer = METHOD_RULES[payment.apiType]?.directCharge === 'request';
        const left = total - charged - canceled;
        expect(remaining).toBe(Math.max(0, left));
        if (!isTransfer) {
          expect(left).toBeGreaterThanOrEqual(0);
          expect(charged + canceled).toBeLessThanOrEqual(initialAmount(payment));
        }
      }),
      { numRuns: 1_000 },
    );
    expect(played).toBeGreaterThan(300);
  });

  it('comes out the same, to the letter, when replayed or loaded from a dump', () => {
    fc.assert(
      fc.property(history, (story) => {
        const once = createLedgerBench();
        const again = createLedgerBench();
        playHistory(once, story);
        playHistory(again, story);
        expect(again.ledger.dump()).toEqual(once.ledger.dump());
        const loaded = new UnzerLedger();
        loaded.load(JSON.parse(JSON.stringify(once.ledger.dump())));
        expect(loaded.dump()).toEqual(once.ledger.dump());
      }),
      { numRuns: 100 },
    );
  });
});
