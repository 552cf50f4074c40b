import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instant, type OrderRef } from '@abgleich/domain';
import {
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

const PARALLEL_CLAIMS = 10;
const EVERYTHING = 1_000;

/** What is due: operations nobody has heard of, orders to look at. */
export function lookUpContract(make: () => Promise<JournalHarness>): void {
  let harness: JournalHarness;
  beforeAll(async () => {
    harness = await make();
  });
  afterAll(() => harness.close());

  /** Whether the one operation of `ref` is among those to look up a minute after noon. */
  async function isToLookUp(ref: OrderRef, staleBefore = NOON): Promise<boolean> {
    const due = await harness.journal.operationsToLookUp({
      now: later(60_000),
      staleBefore,
      kinds: ['capture'],
      limit: EVERYTHING,
    });
    return due.some((operation) => operation.connectionId === ref.connectionId);
  }
  async function begun(
    owner: string,
  ): Promise<{ ref: OrderRef; key: ReturnType<typeof anIntent> }> {
    const ref = anOrderRef();
    const key = anIntent(ref);
    await harness.journal.write(aWrite(ref, { order: anOrder(), ...beginning(key, { owner }) }));
    return { ref, key };
  }

  describe('operations to look up', () => {
    it('hold those of a process that is gone, at once', async () => {
      expect(await isToLookUp((await begun(harness.deadOwner)).ref)).toBe(true);
    });

    it('leave those of a running process alone until they are stale', async () => {
      const { ref } = await begun(harness.aliveOwner);
      expect(await isToLookUp(ref, NOON)).toBe(false);
      expect(await isToLookUp(ref, later(1))).toBe(true);
    });

    it.each([
      ['due', later(60_000), true],
      ['not yet due', later(60_001), false],
    ] as const)(
      'follow the next look once there is one: %s',
      async (_name, nextLookAt, expected) => {
        const { ref, key } = await begun(harness.deadOwner);
        const outcome = { status: 'uncertain', lookUps: 1, nextLookAt } as const;
        await harness.journal.write(aWrite(ref, ending(key, outcome)));
        expect(await isToLookUp(ref, later(1))).toBe(expected);
      },
    );

    it('hold pending ones that are due, and no finished ones', async () => {
      const pending = await begun(harness.aliveOwner);
      const outcome = {
        status: 'pending',
        transactionPath: path('x'),
        nextLookAt: later(1),
      } as const;
      await harness.journal.write(aWrite(pending.ref, ending(pending.key, outcome)));
      const done = await begun(harness.deadOwner);
      await harness.journal.write(aWrite(done.ref, ending(done.key, { status: 'done' })));
      expect(await isToLookUp(pending.ref)).toBe(true);
      expect(await isToLookUp(done.ref)).toBe(false);
    });

    it('come oldest first, as many as asked for, of the kinds asked for, with their organisation', async () => {
      const ref = anOrderRef();
      const old = instant(Date.UTC(2001, 0, 1));
      for (const [offset, document] of ['B', 'A', 'C'].entries()) {
        const intent = anIntent(ref, { kind: 'comment', document, paymentId: null });
        const now = instant(old + offset);
        await harness.journal.write(
          aWrite(ref, {
            order: anOrder(),
            now,
            ...beginning(intent, { owner: harness.deadOwner }),
          }),
        );
      }
      const due = await harness.journal.operationsToLookUp({
        now: later(0),
        staleBefore: old,
        kinds: ['comment', 'lock'],
        limit: 2,
      });
      expect(due).toMatchObject([
        { document: 'B', organisationId: ref.organisationId },
        { document: 'A', organisationId: ref.organisationId },
      ]);
    });
  });

  describe('claiming a look-up', () => {
    it('succeeds for one of ten', async () => {
      const { ref, key } = await begun(harness.deadOwner);
      const claims = await Promise.all(
        Array.from({ length: PARALLEL_CLAIMS }, () =>
          harness.journal.claimLookUp(key.key, null, later(90_000)),
        ),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await isToLookUp(ref)).toBe(false);
    });

    it('succeeds again only from the moment that was claimed', async () => {
      const { key } = await begun(harness.deadOwner);
      await harness.journal.claimLookUp(key.key, null, later(5_000));
      expect(await harness.journal.claimLookUp(key.key, null, later(9_000))).toBe(false);
      expect(await harness.journal.claimLookUp(key.key, later(5_000), later(9_000))).toBe(true);
    });

    it('fails for an operation that is finished', async () => {
      const { ref, key } = await begun(harness.deadOwner);
      await harness.journal.write(aWrite(ref, ending(key, { status: 'done' })));
      expect(await harness.journal.claimLookUp(key.key, null, later(5_000))).toBe(false);
    });
  });

  describe('orders to look at', () => {
    it('are those whose moment has come, the longest waiting first', async () => {
      const ref = anOrderRef();
      const long = Date.UTC(2001, 0, 1);
      for (const [orderNumber, offset] of [
        ['3', 30],
        ['1', 10],
        ['2', 20],
        ['4', 40],
      ] as const) {
        const order = anOrder({ nextLookAt: instant(long + offset) });
        await harness.journal.write(
          aWrite({ ...ref, orderNumber: anOrderRef(orderNumber).orderNumber }, { order }),
        );
      }
      const due = await harness.journal.ordersToLookAt({
        now: instant(long + 30),
        limit: EVERYTHING,
      });
      expect(due.map(({ orderNumber }) => orderNumber)).toEqual(['1', '2', '3']);
      const first = await harness.journal.ordersToLookAt({ now: instant(long + 30), limit: 1 });
      expect(first).toMatchObject([{ ...ref, orderNumber: '1', nextLookAt: instant(long + 10) }]);
    });

    it('are no longer due when the moment was cleared', async () => {
      const ref = anOrderRef();
      const soon = instant(Date.UTC(2000, 0, 1));
      await harness.journal.write(aWrite(ref, { order: anOrder({ nextLookAt: soon }) }));
      await harness.journal.write(aWrite(ref, { order: { nextLookAt: null } }));
      expect(await harness.journal.ordersToLookAt({ now: soon, limit: EVERYTHING })).toEqual([]);
    });
  });
}
