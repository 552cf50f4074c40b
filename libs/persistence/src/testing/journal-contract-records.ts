import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_DATA, parseEvent } from '@abgleich/contracts';
import {
  eur,
  type Instant,
  type InvoiceNumber,
  type OrderFile,
  type JournalWrite,
  type OrderRef,
  type PaymentSnapshot,
  type ProblemDraft,
  type ProviderPaymentId,
} from '@abgleich/domain';
import {
  aCall,
  aDecision,
  anIntent,
  anOrder,
  anOrderRef,
  aProblem,
  aWrite,
  beginning,
  ending,
  later,
  NOON,
  path,
} from './journal-builders.js';
import type { JournalHarness } from './journal-contract.js';

const DEM21 = 'DEM0000021' as InvoiceNumber;
const DEM22 = 'DEM0000022' as InvoiceNumber;

/** Orders, invoices, problems, events, and what is written "soon". */
export function recordContract(make: () => Promise<JournalHarness>): void {
  let harness: JournalHarness;
  beforeAll(async () => {
    harness = await make();
  });
  afterAll(() => harness.close());

  async function fileOf(ref: OrderRef): Promise<OrderFile | undefined> {
    return (await harness.journal.readOrders(ref.connectionId, [ref.orderNumber])).get(
      ref.orderNumber,
    );
  }
  const write = (ref: OrderRef, parts: Parameters<typeof aWrite>[1]) =>
    harness.journal.write(aWrite(ref, parts));

  describe('an order', () => {
    const payment: PaymentSnapshot = {
      paymentId: 's-pay-1' as ProviderPaymentId,
      method: 'card',
      methodName: 'card',
      state: 'pending',
      currency: eur('1').currency,
      total: eur('119.00'),
      captured: eur('0'),
      refunded: eur('0'),
      remaining: eur('119.00'),
      transactions: [],
      readAt: NOON,
    };

    it.each([
      ['settled', 'released', 'settled'],
      ['partly-settled', 'released', 'partly-settled'],
      ['settled', 'stuck', 'stuck'],
      ['locked', 'released', 'released'],
    ] as const)('that is %s and is called %s stays or becomes %s', async (known, said, then) => {
      const ref = anOrderRef();
      await write(ref, { order: anOrder({ state: known, reason: 'authorized' }) });
      await write(ref, { order: { state: said, reason: 'nothing-to-do' } });
      expect((await fileOf(ref))?.order.state).toBe(then);
      await write(ref, { order: anOrder({ state: said, reason: 'authorized' }) });
      expect((await fileOf(ref))?.order.state).toBe(then);
    });

    it('is remembered as it was first told, and then changed only where a write says so', async () => {
      const ref = anOrderRef();
      await write(ref, { order: anOrder({ total: eur('119.00'), payment, nextLookAt: later(5) }) });
      await write(ref, {
        now: later(1_000),
        order: { state: 'released', reason: 'authorized', nextLookAt: null, failures: 2 },
      });
      expect((await fileOf(ref))?.order).toEqual({
        ...ref,
        ...anOrder(),
        shopOrderNumber: null,
        paymentId: null,
        methodName: null,
        total: eur('119.00'),
        configurationId: null,
        configurationVersion: null,
        state: 'released',
        reason: 'authorized',
        erpStatus: null,
        payment,
        firstSeenAt: NOON,
        updatedAt: later(1_000),
        nextLookAt: null,
        waits: {},
        failures: 2,
        recheckRequestedAt: null,
      });
    });

    it('waits for the earliest of what its flows wait for, and each changes only its own', async () => {
      const ref = anOrderRef();
      const next = async (order: JournalWrite['order'] & object) => {
        await write(ref, { order });
        return (await fileOf(ref))?.order;
      };
      const first = await next(anOrder({ waits: { release: later(50), capture: later(20) } }));
      expect(first?.nextLookAt).toBe(later(20));
      expect((await next({ waits: { capture: null } }))?.nextLookAt).toBe(later(50));
      expect((await next({ state: 'released' }))?.nextLookAt).toBe(later(50));
      expect(await next({ waits: { 'cancel-return': later(30) } })).toMatchObject({
        nextLookAt: later(30),
        waits: { release: later(50), 'cancel-return': later(30) },
      });
      expect(await next({ nextLookAt: later(70) })).toMatchObject({
        nextLookAt: later(70),
        waits: { all: later(70) },
      });
      expect(await next({ nextLookAt: null })).toMatchObject({ nextLookAt: null, waits: {} });
    });

    it('told whole a second time keeps what the second telling leaves out', async () => {
      const ref = anOrderRef();
      await write(ref, { order: anOrder({ erpStatus: 'on-hold', total: eur('1.00') }) });
      await write(ref, { order: anOrder({ state: 'released' }), now: later(1) });
      expect((await fileOf(ref))?.order).toMatchObject({
        state: 'released',
        erpStatus: 'on-hold',
        total: eur('1.00'),
        firstSeenAt: NOON,
      });
    });

    it('that is unknown cannot be changed in part; nothing of such a write is kept', async () => {
      const ref = anOrderRef();
      const attempt = write(ref, { order: { state: 'released' }, decision: aDecision() });
      await expect(attempt).rejects.toMatchObject({ kind: 'bug' });
      expect(await harness.counts(ref)).toEqual({ decisions: 0, calls: 0 });
    });

    it('is read together with others in one go; unknown ones are missing', async () => {
      const ref = anOrderRef('1');
      const second = { ...ref, orderNumber: anOrderRef('2').orderNumber };
      await write(ref, { order: anOrder() });
      await write(second, { order: anOrder(), ...beginning(anIntent(second)) });
      const numbers = ['1', '2', '3'].map((text) => anOrderRef(text).orderNumber);
      const files = await harness.journal.readOrders(ref.connectionId, numbers);
      expect([...files.keys()].sort()).toEqual(['1', '2']);
      expect(files.get(second.orderNumber)?.operations).toHaveLength(1);
      expect(await harness.journal.readOrders(ref.connectionId, [])).toEqual(new Map());
    });
  });

  describe('an invoice', () => {
    const invoice = {
      invoiceNumber: DEM21,
      kind: 'invoice',
      total: eur('60.00'),
      settled: false,
      capturedBy: null,
    } as const;

    it('is seen once, changes later, and never forgets its capture', async () => {
      const ref = anOrderRef();
      const credit = {
        ...invoice,
        invoiceNumber: DEM22,
        kind: 'credit-note',
        total: eur('-10.00'),
      } as const;
      await write(ref, {
        order: anOrder(),
        invoices: [{ ...invoice, capturedBy: path('charges/1') }],
      });
      await write(ref, { now: later(1), invoices: [{ ...invoice, settled: true }, credit] });
      expect((await fileOf(ref))?.invoices).toEqual([
        { ...invoice, settled: true, capturedBy: path('charges/1'), seenAt: NOON },
        { ...credit, seenAt: later(1) },
      ]);
    });
  });

  describe('problems', () => {
    const say = (
      ref: OrderRef,
      open: readonly ProblemDraft[],
      { document = null, now = NOON }: { document?: string | null; now?: Instant } = {},
    ) => write(ref, { now, problems: { area: 'capture', document, open } });

    it('are raised, kept with changed values, and resolved when a decision no longer names them', async () => {
      const ref = anOrderRef();
      const gone = aProblem({ code: 'capture.pending' });
      await write(ref, {
        order: anOrder(),
        problems: { area: 'capture', document: null, open: [aProblem(), gone] },
      });
      const [pending, refused] = await harness.problems(ref);
      await say(ref, [aProblem({ params: { amount: '1.00 EUR' } })], { now: later(1_000) });
      expect(await harness.problems(ref)).toEqual([
        {
          ...ref,
          ...gone,
          id: pending?.id,
          raisedAt: NOON,
          updatedAt: later(1_000),
          resolvedAt: later(1_000),
          resolvedBy: 'abgleich',
        },
        {
          ...ref,
          ...aProblem({ params: { amount: '1.00 EUR' } }),
          id: refused?.id,
          raisedAt: NOON,
          updatedAt: later(1_000),
          resolvedAt: null,
          resolvedBy: null,
        },
      ]);
      expect((await fileOf(ref))?.problems.map(({ code }) => code)).toEqual(['capture.refused']);
    });

    it('that say the same again change nothing and tell nothing', async () => {
      const ref = anOrderRef();
      await say(ref, [aProblem()]);
      const before = await harness.problems(ref);
      const calls = harness.outboxCalls();
      await say(ref, [aProblem()], { now: later(1_000) });
      expect(await harness.problems(ref)).toEqual(before);
      expect(await harness.events(ref)).toHaveLength(1);
      expect(harness.outboxCalls()).toBe(calls);
    });

    it('tell when they are raised, resolved, raised anew, and when their severity changes', async () => {
      const ref = anOrderRef();
      await say(ref, [aProblem({ severity: 'notice' })]);
      await say(ref, [aProblem({ severity: 'error' })]);
      await say(ref, []);
      await say(ref, [aProblem()]);
      const events = (await harness.events(ref)).map((event) => parseEvent(event));
      expect(events.map(({ type, data }) => [type, 'severity' in data && data.severity])).toEqual([
        ['problem.raised', 'notice'],
        ['problem.raised', 'error'],
        ['problem.resolved', 'error'],
        ['problem.raised', 'error'],
      ]);
      expect(await harness.problems(ref)).toHaveLength(2);
    });

    it('of another document or another area are left alone', async () => {
      const ref = anOrderRef();
      await say(ref, [aProblem({ document: DEM21 })], { document: DEM21 });
      await say(ref, [aProblem({ document: DEM22 })], { document: DEM22 });
      await say(ref, [aProblem()]);
      await write(ref, { problems: { area: 'release', document: null, open: [] } });
      await say(ref, [], { document: DEM22 });
      const open = (await harness.problems(ref)).filter(({ resolvedAt }) => resolvedAt === null);
      expect(open.map(({ document }) => document).sort()).toEqual([DEM21, null].sort());
    });

    it('about another document than the write are a bug of the caller', async () => {
      const ref = anOrderRef();
      const attempt = say(ref, [aProblem({ document: DEM21 })], { document: DEM22 });
      await expect(attempt).rejects.toMatchObject({ kind: 'bug' });
    });

    it('named twice by one decision are one problem', async () => {
      const ref = anOrderRef();
      await say(ref, [aProblem({ params: { a: '1' } }), aProblem({ params: { a: '2' } })]);
      expect(await harness.problems(ref)).toMatchObject([{ params: { a: '2' } }]);
    });
  });

  describe('events', () => {
    const released = { type: 'order.released', data: { reason: 'authorized', state: 'released' } };
    const ignored = { type: 'order.ignored', data: { reason: 'manual', state: 'ignored' } };

    it('travel in full envelopes that the contract reads, the own ones before the problems', async () => {
      const ref = anOrderRef();
      const calls = harness.outboxCalls();
      const problems = { area: 'capture', document: null, open: [aProblem()] };
      await write(ref, { order: anOrder(), events: [released, ignored], problems });
      const events = (await harness.events(ref)).map((event) => parseEvent(event));
      expect(events).toMatchObject([released, ignored, { type: 'problem.raised' }]);
      for (const event of events) {
        expect(event).toMatchObject({
          ...ref,
          version: 1,
          at: '2026-11-21T12:00:00.000Z',
          traceId: 'trace-1',
        });
      }
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      expect(harness.outboxCalls()).toBe(calls + 1);
    });

    it('wake whoever waits before the write, and nobody else', async () => {
      const ref = anOrderRef();
      const data = { requestedBy: 'capture', why: 'invoice-settled' };
      const event = { type: 'recheck.requested', data };
      const wake = { wait: 'cancel-return', event };
      const waits = (at: Instant | null) => ({ waits: { 'cancel-return': at } });
      const toldAfter = async (parts: Parameters<typeof aWrite>[1]): Promise<number> => {
        await write(ref, parts);
        return (await harness.events(ref)).length;
      };
      const calls = harness.outboxCalls();
      expect(await toldAfter({ wake })).toBe(0); // nobody knows the order
      expect(await toldAfter({ order: anOrder({ waits: { release: later(5) } }), wake })).toBe(0);
      expect(await toldAfter({ order: waits(later(5)), wake })).toBe(0);
      expect(harness.outboxCalls()).toBe(calls);
      expect(await toldAfter({ order: waits(null), wake })).toBe(1);
      expect(await toldAfter({ wake })).toBe(1);
      expect(harness.outboxCalls()).toBe(calls + 1);
      expect(await harness.events(ref)).toMatchObject([{ ...ref, ...event }]);
    });

    it('wake nobody again when the write ends what was ended before', async () => {
      const ref = anOrderRef();
      const intent = anIntent(ref);
      const data = { requestedBy: 'capture', why: 'invoice-settled' };
      const wake = { wait: 'release', event: { type: 'recheck.requested', data } };
      const order = anOrder({ waits: { release: later(5) } });
      await write(ref, { order, ...beginning(intent) });
      const ended = { ...ending(intent, { status: 'done', transactionPath: path('x') }), wake };
      await write(ref, ended);
      await write(ref, ended);
      expect(await harness.events(ref)).toHaveLength(1);
    });

    it('name the problem they tell of', async () => {
      const ref = anOrderRef();
      await write(ref, {
        problems: { area: 'capture', document: DEM21, open: [aProblem({ document: DEM21 })] },
      });
      const [problem] = await harness.problems(ref);
      const [event] = await harness.events(ref);
      expect(EVENT_DATA['problem.raised'].parse(event?.['data'])).toEqual({
        problemId: problem?.id,
        code: 'capture.refused',
        severity: 'error',
        document: DEM21,
        params: { amount: '119.00 EUR' },
      });
    });
  });

  describe('records written soon', () => {
    it('are there after a flush: calls, decisions, the end of an operation', async () => {
      const ref = anOrderRef();
      const comment = anIntent(ref, { kind: 'comment', document: 'released', paymentId: null });
      await write(ref, { order: anOrder(), ...beginning(comment) });
      harness.journal.writeSoon(
        aWrite(ref, { calls: [aCall(), aCall()], ...ending(comment, { status: 'done' }) }),
      );
      harness.journal.writeSoon(aWrite(ref, { decision: aDecision(), calls: [aCall()] }));
      await harness.journal.flush();
      expect(await harness.counts(ref)).toEqual({ decisions: 1, calls: 3 });
      expect((await fileOf(ref))?.operations).toMatchObject([{ status: 'done', finishedAt: NOON }]);
    });

    it('may be anything that a write may be', async () => {
      const ref = anOrderRef();
      harness.journal.writeSoon(aWrite(ref, { order: anOrder(), ...beginning(anIntent(ref)) }));
      harness.journal.writeSoon(
        aWrite(ref, { problems: { area: 'capture', document: null, open: [aProblem()] } }),
      );
      await harness.journal.flush();
      expect(await fileOf(ref)).toMatchObject({
        operations: [{ status: 'open' }],
        problems: [{ code: 'capture.refused' }],
      });
    });

    it('say twice what ends an operation without harm; a contradiction is lost alone, and told', async () => {
      const ref = anOrderRef();
      const [first, second] = ['a', 'b'].map((document) =>
        anIntent(ref, { kind: 'comment', document, paymentId: null }),
      ) as [ReturnType<typeof anIntent>, ReturnType<typeof anIntent>];
      await write(ref, { order: anOrder(), ...beginning(first) });
      await write(ref, beginning(second));
      harness.journal.writeSoon(aWrite(ref, ending(first, { status: 'done' })));
      harness.journal.writeSoon(aWrite(ref, ending(first, { status: 'done' })));
      harness.journal.writeSoon(
        aWrite(ref, { ...ending(first, { status: 'abandoned' }), calls: [aCall()] }),
      );
      harness.journal.writeSoon(aWrite(ref, ending(second, { status: 'done' })));
      await harness.journal.flush();
      expect((await fileOf(ref))?.operations).toMatchObject([
        { status: 'done' },
        { status: 'done' },
      ]);
      const lost = harness.lost.filter(({ entry }) => entry.ref.connectionId === ref.connectionId);
      expect(lost).toMatchObject([
        { fault: { kind: 'bug' }, entry: { finish: { outcome: { status: 'abandoned' } } } },
      ]);
    });
  });
}
