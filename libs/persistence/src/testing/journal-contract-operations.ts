import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eur,
  type Operation,
  type OperationIntent,
  type OperationOutcome,
  type OrderRef,
} from '@abgleich/domain';
import {
  aDecision,
  anIntent,
  anOrder,
  anOrderRef,
  aWrite,
  beginning,
  ending,
  later,
  NOON,
  path,
} from './journal-builders.js';
import type { JournalHarness } from './journal-contract.js';

const PARALLEL_WRITERS = 10;
const REFUSED = { status: 'refused', refusal: { code: 'unzer.rejected', message: 'no' } } as const;
const DONE = { status: 'done', transactionPath: path('charges/s-chg-1') } as const;
const CAPTURED_EVENT = {
  type: 'payment.captured',
  data: {
    paymentId: 's-pay-1',
    document: 'DEM0000021',
    amount: { minor: 11_900, currency: 'EUR' },
    transactionPath: 'charges/s-chg-1',
  },
};

/** Operations: one per purpose, one open per payment, ended once. */
export function operationContract(make: () => Promise<JournalHarness>): void {
  let harness: JournalHarness;
  beforeAll(async () => {
    harness = await make();
  });
  afterAll(() => harness.close());

  async function operationsOf(ref: OrderRef): Promise<readonly Operation[]> {
    const files = await harness.journal.readOrders(ref.connectionId, [ref.orderNumber]);
    return files.get(ref.orderNumber)?.operations ?? [];
  }
  /** A known order with one operation, begun and, if told so, ended. */
  async function begun(
    outcome?: OperationOutcome,
  ): Promise<{ ref: OrderRef; intent: OperationIntent }> {
    const ref = anOrderRef();
    const intent = anIntent(ref);
    await harness.journal.write(aWrite(ref, { order: anOrder(), ...beginning(intent) }));
    if (outcome !== undefined) {
      await harness.journal.write(aWrite(ref, { now: later(1_000), ...ending(intent, outcome) }));
    }
    return { ref, intent };
  }

  describe('beginning an operation', () => {
    it('saves the intent whole and says that it is ours', async () => {
      const ref = anOrderRef();
      const intent = anIntent(ref);
      const result = await harness.journal.write(
        aWrite(ref, { order: anOrder(), ...beginning(intent, { owner: 'host:1:aa' }) }),
      );
      const expected = {
        ...intent,
        connectionId: ref.connectionId,
        orderNumber: ref.orderNumber,
        status: 'open',
        attempt: 1,
        openedAt: NOON,
        finishedAt: null,
        transactionPath: null,
        refusal: null,
        lookUps: 0,
        nextLookAt: null,
        owner: 'host:1:aa',
      };
      expect(result).toEqual({ kind: 'begun', operation: expected });
      expect(await operationsOf(ref)).toEqual([expected]);
    });

    it('shows the stored operation when the key is there, and keeps the rest of the write', async () => {
      const { ref, intent } = await begun();
      const result = await harness.journal.write(
        aWrite(ref, { decision: aDecision(), ...beginning({ ...intent, amount: eur('1.00') }) }),
      );
      expect(result).toMatchObject({
        kind: 'exists',
        operation: { key: intent.key, amount: eur('119.00'), status: 'open' },
      });
      expect(await harness.counts(ref)).toEqual({ decisions: 1, calls: 0 });
    });

    it('lets exactly one of ten parallel writers of the same intent begin', async () => {
      const ref = anOrderRef();
      const entry = aWrite(ref, { order: anOrder(), ...beginning(anIntent(ref)) });
      const results = await Promise.all(
        Array.from({ length: PARALLEL_WRITERS }, () => harness.journal.write(entry)),
      );
      expect(results.filter(({ kind }) => kind === 'begun')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'exists')).toHaveLength(PARALLEL_WRITERS - 1);
      expect(await operationsOf(ref)).toHaveLength(1);
    });

    it('lets exactly one of ten parallel writers with different purposes begin on one payment', async () => {
      const ref = anOrderRef();
      await harness.journal.write(aWrite(ref, { order: anOrder() }));
      const results = await Promise.all(
        Array.from({ length: PARALLEL_WRITERS }, (_, index) =>
          harness.journal.write(aWrite(ref, beginning(anIntent(ref, { document: `I${index}` })))),
        ),
      );
      expect(results.filter(({ kind }) => kind === 'begun')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'payment-busy')).toHaveLength(
        PARALLEL_WRITERS - 1,
      );
      expect(await operationsOf(ref)).toHaveLength(1);
    });

    it('keeps nothing of a write whose payment is busy, and shows the operation that occupies it', async () => {
      const { ref, intent } = await begun();
      const lock = anIntent(ref, { kind: 'lock', document: 'order', paymentId: null });
      await harness.journal.write(aWrite(ref, beginning(lock)));
      const result = await harness.journal.write(
        aWrite(ref, {
          order: { state: 'settled', reason: 'done' },
          decision: aDecision(),
          ...ending(lock, { status: 'done' }),
          ...beginning(anIntent(ref, { kind: 'refund', document: 'DEM0000022' })),
          events: [CAPTURED_EVENT],
        }),
      );
      expect(result).toMatchObject({ kind: 'payment-busy', operation: { key: intent.key } });
      expect(await operationsOf(ref)).toMatchObject([{ status: 'open' }, { status: 'open' }]);
      expect(await harness.counts(ref)).toEqual({ decisions: 0, calls: 0 });
      expect(await harness.events(ref)).toEqual([]);
      const file = (await harness.journal.readOrders(ref.connectionId, [ref.orderNumber])).get(
        ref.orderNumber,
      );
      expect(file?.order.state).toBe('waiting');
    });

    it('counts a pending operation as open on its payment', async () => {
      const { ref } = await begun({
        status: 'pending',
        transactionPath: path('charges/s-chg-1'),
        nextLookAt: later(5_000),
      });
      const next = anIntent(ref, { document: 'DEM0000022' });
      const result = await harness.journal.write(aWrite(ref, beginning(next)));
      expect(result.kind).toBe('payment-busy');
    });

    it('lets operations that move no money begin beside an open capture', async () => {
      const { ref } = await begun();
      const release = anIntent(ref, { kind: 'release', document: 'order' });
      expect((await harness.journal.write(aWrite(ref, beginning(release)))).kind).toBe('begun');
    });

    it('does not mistake the same payment id of another connection for a busy payment', async () => {
      await begun();
      const other = anOrderRef();
      const result = await harness.journal.write(aWrite(other, beginning(anIntent(other))));
      expect(result.kind).toBe('begun');
    });

    it('ends one operation and begins the next on the same payment in one write', async () => {
      const { ref, intent } = await begun();
      const next = anIntent(ref, { document: 'DEM0000022' });
      const result = await harness.journal.write(
        aWrite(ref, { ...ending(intent, DONE), ...beginning(next) }),
      );
      expect(result).toMatchObject({ kind: 'begun', operation: { key: next.key } });
      expect((await operationsOf(ref)).map(({ status }) => status).sort()).toEqual([
        'done',
        'open',
      ]);
    });
  });

  describe('opening a refused operation again', () => {
    it('counts the attempt, takes the new intent and forgets the refusal', async () => {
      const { ref, intent } = await begun(REFUSED);
      const corrected = { ...intent, amount: eur('100.00'), reference: 'second' };
      const result = await harness.journal.write(
        aWrite(ref, { now: later(9_000), ...beginning(corrected, { reopenRefused: true }) }),
      );
      expect(result).toMatchObject({
        kind: 'begun',
        operation: {
          ...corrected,
          status: 'open',
          attempt: 2,
          openedAt: later(9_000),
          finishedAt: null,
          refusal: null,
        },
      });
    });

    it.each([
      ['a refused one when that was not asked for', REFUSED, false],
      ['a done one', DONE, true],
      ['an abandoned one', { status: 'abandoned' }, true],
      ['an open one', undefined, true],
    ] as const)('does not open %s', async (_name, outcome, reopenRefused) => {
      const { ref, intent } = await begun(outcome);
      const result = await harness.journal.write(aWrite(ref, beginning(intent, { reopenRefused })));
      expect(result).toMatchObject({
        kind: 'exists',
        operation: { attempt: 1, status: outcome?.status ?? 'open' },
      });
    });

    it('does not open one that was refused again since the decision looked', async () => {
      const { ref, intent } = await begun(REFUSED);
      const again = (seenAttempt: number) =>
        harness.journal.write(aWrite(ref, beginning(intent, { reopenRefused: true, seenAttempt })));
      expect(await again(0)).toMatchObject({ kind: 'exists', operation: { status: 'refused' } });
      expect(await again(1)).toMatchObject({ kind: 'begun', operation: { attempt: 2 } });
      await harness.journal.write(aWrite(ref, ending(intent, REFUSED)));
      expect(await again(1)).toMatchObject({ kind: 'exists', operation: { attempt: 2 } });
    });

    it('keeps what a slower worker says of an earlier attempt away from the one that is open', async () => {
      const { ref, intent } = await begun(REFUSED);
      await harness.journal.write(aWrite(ref, beginning(intent, { reopenRefused: true })));
      const late = (outcome: OperationOutcome, attempt: number) =>
        harness.journal.write(aWrite(ref, { finish: { key: intent.key, attempt, outcome } }));
      await late(REFUSED, 1);
      await late({ status: 'uncertain', lookUps: 3, nextLookAt: later(60_000) }, 1);
      expect(await operationsOf(ref)).toMatchObject([
        { status: 'open', lookUps: 0, nextLookAt: null },
      ]);
      await expect(late(DONE, 1)).rejects.toMatchObject({ kind: 'bug' });
      await late(DONE, 2);
      expect(await operationsOf(ref)).toMatchObject([{ status: 'done', attempt: 2 }]);
    });

    it('finds the payment busy when another operation took it meanwhile', async () => {
      const { ref, intent } = await begun(REFUSED);
      const other = anIntent(ref, { document: 'DEM0000022' });
      await harness.journal.write(aWrite(ref, beginning(other)));
      const result = await harness.journal.write(
        aWrite(ref, beginning(intent, { reopenRefused: true })),
      );
      expect(result).toMatchObject({ kind: 'payment-busy', operation: { key: other.key } });
      expect(await operationsOf(ref)).toMatchObject([{ status: 'refused' }, { status: 'open' }]);
    });

    it('works in the write that tells the refusal', async () => {
      const { ref, intent } = await begun();
      const result = await harness.journal.write(
        aWrite(ref, { ...ending(intent, REFUSED), ...beginning(intent, { reopenRefused: true }) }),
      );
      expect(result).toMatchObject({ kind: 'begun', operation: { attempt: 2, status: 'open' } });
    });

    it('keeps nothing of a write that ends an operation and begins the same without being allowed to', async () => {
      const { ref, intent } = await begun();
      const result = await harness.journal.write(
        aWrite(ref, { decision: aDecision(), ...ending(intent, REFUSED), ...beginning(intent) }),
      );
      expect(result).toMatchObject({ kind: 'exists', operation: { status: 'open', attempt: 1 } });
      expect(await operationsOf(ref)).toMatchObject([{ status: 'open', refusal: null }]);
      expect(await harness.counts(ref)).toEqual({ decisions: 0, calls: 0 });
    });
  });

  describe('ending an operation', () => {
    const at = later(1_000);
    it.each<[string, OperationOutcome, Partial<Operation>]>([
      ['done', DONE, { status: 'done', transactionPath: DONE.transactionPath, finishedAt: at }],
      [
        'done with the amount that was really moved',
        { ...DONE, amount: eur('118.99') },
        { status: 'done', amount: eur('118.99') },
      ],
      [
        'pending with the next look',
        { status: 'pending', transactionPath: path('charges/x'), nextLookAt: later(60_000) },
        {
          status: 'pending',
          finishedAt: null,
          nextLookAt: later(60_000),
          transactionPath: path('charges/x'),
        },
      ],
      [
        'refused with the reason',
        REFUSED,
        { status: 'refused', refusal: REFUSED.refusal, finishedAt: at },
      ],
      [
        'abandoned',
        { status: 'abandoned' },
        { status: 'abandoned', refusal: null, finishedAt: at },
      ],
      [
        'uncertain: still open, looked for once, next look set',
        { status: 'uncertain', lookUps: 1, nextLookAt: later(2_000) },
        { status: 'open', lookUps: 1, nextLookAt: later(2_000), finishedAt: null },
      ],
    ])('writes %s', async (_name, outcome, expected) => {
      const { ref } = await begun(outcome);
      expect(await operationsOf(ref)).toMatchObject([expected]);
    });

    it('keeps a pending operation pending when a look at it stays fruitless', async () => {
      const { ref, intent } = await begun({
        status: 'pending',
        transactionPath: path('charges/x'),
        nextLookAt: later(5_000),
      });
      const fruitless = { status: 'uncertain', lookUps: 3, nextLookAt: later(9_000) } as const;
      await harness.journal.write(aWrite(ref, ending(intent, fruitless)));
      expect(await operationsOf(ref)).toMatchObject([
        {
          status: 'pending',
          lookUps: 3,
          nextLookAt: later(9_000),
          transactionPath: path('charges/x'),
        },
      ]);
    });

    it('takes the same outcome twice, tells its events once and keeps the rest of the second write', async () => {
      const { ref, intent } = await begun();
      const entry = aWrite(ref, {
        decision: aDecision(),
        events: [CAPTURED_EVENT],
        ...ending(intent, DONE),
      });
      await harness.journal.write(entry);
      expect((await harness.journal.write(entry)).kind).toBe('nothing-begun');
      expect((await harness.events(ref)).map(({ type }) => type)).toEqual(['payment.captured']);
      expect(await harness.counts(ref)).toEqual({ decisions: 2, calls: 0 });
    });

    it('tells the events of ten parallel endings of one operation once', async () => {
      const { ref, intent } = await begun();
      const entry = aWrite(ref, { events: [CAPTURED_EVENT], ...ending(intent, DONE) });
      await Promise.all(
        Array.from({ length: PARALLEL_WRITERS }, () => harness.journal.write(entry)),
      );
      expect(await harness.events(ref)).toHaveLength(1);
    });

    it('ignores the stale "uncertain" of a slower look-up', async () => {
      const { ref, intent } = await begun(DONE);
      const stale = { status: 'uncertain', lookUps: 1, nextLookAt: later(2_000) } as const;
      await harness.journal.write(aWrite(ref, ending(intent, stale)));
      expect(await operationsOf(ref)).toMatchObject([
        { status: 'done', lookUps: 0, nextLookAt: null },
      ]);
    });

    it.each<[string, OperationOutcome, OperationOutcome]>([
      ['done after refused', REFUSED, DONE],
      ['refused after done', DONE, REFUSED],
      ['abandoned after done', DONE, { status: 'abandoned' }],
      ['done after abandoned', { status: 'abandoned' }, DONE],
      ['done by another transaction', DONE, { ...DONE, transactionPath: path('charges/s-chg-2') }],
      ['done with another amount', DONE, { ...DONE, amount: eur('1.00') }],
      ['refused for another reason', REFUSED, { ...REFUSED, refusal: { code: 'x', message: '' } }],
    ])(
      'refuses a contradiction, %s, and keeps nothing of that write',
      async (_name, first, second) => {
        const { ref, intent } = await begun(first);
        const before = await operationsOf(ref);
        const write = harness.journal.write(
          aWrite(ref, { decision: aDecision(), ...ending(intent, second) }),
        );
        await expect(write).rejects.toMatchObject({ kind: 'bug' });
        expect(await operationsOf(ref)).toEqual(before);
        expect(await harness.counts(ref)).toEqual({ decisions: 0, calls: 0 });
      },
    );

    it('does not end an operation in a write that fails because its order is unknown', async () => {
      const ref = anOrderRef();
      const intent = anIntent(ref);
      await harness.journal.write(aWrite(ref, beginning(intent)));
      const write = harness.journal.write(
        aWrite(ref, { order: { state: 'settled' }, ...ending(intent, DONE) }),
      );
      await expect(write).rejects.toMatchObject({ kind: 'bug' });
      const again = await harness.journal.write(aWrite(ref, beginning(intent)));
      expect(again).toMatchObject({ kind: 'exists', operation: { status: 'open' } });
    });

    it('refuses to end an operation that was never begun', async () => {
      const ref = anOrderRef();
      const write = harness.journal.write(
        aWrite(ref, { order: anOrder(), ...ending(anIntent(ref), DONE) }),
      );
      await expect(write).rejects.toMatchObject({ kind: 'bug' });
      expect((await harness.journal.readOrders(ref.connectionId, [ref.orderNumber])).size).toBe(0);
    });
  });
}
