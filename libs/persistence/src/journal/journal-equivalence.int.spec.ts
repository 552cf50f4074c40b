import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eur,
  type Instant,
  type InvoiceNumber,
  type Journal,
  type JournalWrite,
  type OperationOutcome,
  type OrderRef,
} from '@abgleich/domain';
import fc from 'fast-check';
import { createMemoryJournal, type MemoryJournal } from '../memory/memory-journal.js';
import {
  aDecision,
  anIntent,
  anOrder,
  anOrderRef,
  aProblem,
  aWrite,
  later,
  path,
} from '../testing/journal-builders.js';
import type { JournalHarness } from '../testing/journal-contract.js';
import { postgresHarness } from '../testing/postgres-harness.js';

const RUNS = 60;
const STEPS_MAX = 25;
const EVERYTHING = 10_000;
/** Two orders that share two payments: keys and payments collide all the time. */
const ORDERS = ['1', '2'] as const;

const PURPOSES = [
  { order: '1', kind: 'capture', document: 'I1', paymentId: 'p1' },
  { order: '1', kind: 'capture', document: 'I2', paymentId: 'p1' },
  { order: '2', kind: 'refund', document: 'I1', paymentId: 'p1' },
  { order: '2', kind: 'settlement', document: 'I1', paymentId: null },
  { order: '1', kind: 'release', document: 'order', paymentId: null },
] as const;
const intents = fc.record({
  purpose: fc.constantFrom(...PURPOSES),
  amount: fc.constantFrom('1.00', '2.00'),
});
const moments = fc.integer({ min: 0, max: 30 }).map((seconds) => later(seconds * 1_000));
const outcomes: fc.Arbitrary<OperationOutcome> = fc.oneof(
  fc.constantFrom<OperationOutcome>(
    { status: 'done' },
    { status: 'done', transactionPath: path('charges/1') },
    { status: 'done', transactionPath: path('charges/2'), amount: eur('1.00') },
    { status: 'refused', refusal: { code: 'a', message: 'm' } },
    { status: 'refused', refusal: { code: 'b', message: 'm' } },
    { status: 'abandoned' },
  ),
  fc.record({
    status: fc.constant('pending' as const),
    transactionPath: fc.constantFrom(path('charges/1'), path('charges/2')),
    nextLookAt: moments,
  }),
  fc.record({ status: fc.constant('uncertain' as const), lookUps: fc.nat(5), nextLookAt: moments }),
);
const problems = fc.record({
  area: fc.constantFrom('release', 'capture'),
  document: fc.constantFrom('I1', null),
  codes: fc.uniqueArray(
    fc.constantFrom('capture.refused', 'capture.pending', 'operation.uncertain'),
  ),
  severity: fc.constantFrom('error', 'notice'),
  amount: fc.constantFrom('1.00 EUR', '2.00 EUR'),
});
/** One flow's wait, taken back or not, or the order's as a whole. */
const waits = fc.oneof(
  fc.record({ nextLookAt: fc.option(moments) }),
  fc
    .dictionary(fc.constantFrom('release', 'capture'), fc.option(moments))
    .map((one) => ({ waits: one })),
);
const orders = fc.oneof(
  fc.record({
    whole: fc.constant(true),
    state: fc.constantFrom('waiting', 'released'),
    waits,
  }),
  fc.record({
    whole: fc.constant(false),
    state: fc.constantFrom('stuck', 'settled'),
    waits,
  }),
);
const writes = fc.record(
  {
    kind: fc.constant('write' as const),
    order: fc.constantFrom(...ORDERS),
    soon: fc.nat(4).map((n) => n === 0),
    begin: fc.record({
      intent: intents,
      reopenRefused: fc.boolean(),
      seenAttempt: fc.option(fc.nat(2), { nil: undefined }),
    }),
    finish: fc.record({
      intent: intents,
      outcome: outcomes,
      attempt: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
    change: orders,
    problems,
    invoice: fc.record({
      settled: fc.boolean(),
      capturedBy: fc.constantFrom(path('charges/1'), null),
    }),
    decides: fc.boolean(),
    wakes: fc.constantFrom('release', 'capture'),
    tells: fc.boolean(),
  },
  { requiredKeys: ['kind', 'order', 'soon', 'decides', 'tells'] },
);
const claims = fc.record({
  kind: fc.constant('claim' as const),
  intent: intents,
  expected: fc.option(moments, { freq: 1 }),
  until: moments,
});
type Step =
  typeof writes extends fc.Arbitrary<infer W>
    ? W | (typeof claims extends fc.Arbitrary<infer C> ? C : never)
    : never;
type Intent = typeof intents extends fc.Arbitrary<infer I> ? I : never;

/** Both journals in the same world: the same orders of one connection. */
type World = { readonly refs: Readonly<Record<(typeof ORDERS)[number], OrderRef>> };
const aWorld = (): World => {
  const first = anOrderRef('1');
  return { refs: { '1': first, '2': { ...first, orderNumber: anOrderRef('2').orderNumber } } };
};
const intentOf = ({ refs }: World, { purpose: { order, ...purpose }, amount }: Intent) =>
  anIntent(refs[order], { ...purpose, amount });

function entryOf(world: World, step: Extract<Step, { kind: 'write' }>, now: Instant): JournalWrite {
  const { begin, finish, change, invoice } = step;
  const event = { type: 'order.waiting', data: { reason: 'x', state: 'waiting' } };
  const woken = { type: 'recheck.requested', data: { requestedBy: 'capture', why: 'x' } };
  const state = {
    state: change?.state ?? 'waiting',
    ...change?.waits,
  } as const;
  return aWrite(world.refs[step.order], {
    now,
    ...(begin && {
      begin: {
        intent: intentOf(world, begin.intent),
        owner: 'me',
        reopenRefused: begin.reopenRefused,
        ...(begin.seenAttempt !== undefined && { seenAttempt: begin.seenAttempt }),
      },
    }),
    ...(finish && {
      finish: {
        key: intentOf(world, finish.intent).key,
        outcome: finish.outcome,
        ...(finish.attempt !== undefined && { attempt: finish.attempt }),
      },
    }),
    ...(change && { order: change.whole ? anOrder(state) : state }),
    ...(step.problems && { problems: problemsOf(step.problems) }),
    ...(invoice && {
      invoices: [
        { ...invoice, invoiceNumber: 'I1' as InvoiceNumber, kind: 'invoice', total: eur('1.00') },
      ],
    }),
    ...(step.decides && { decision: aDecision() }),
    ...(step.tells && { events: [event] }),
    ...(step.wakes && { wake: { wait: step.wakes, event: woken } }),
  });
}

function problemsOf({
  area,
  document,
  codes,
  severity,
  amount,
}: NonNullable<Extract<Step, { kind: 'write' }>['problems']>) {
  const open = codes.map((code) => aProblem({ code, severity, document, params: { amount } }));
  return { area, document, open };
}

async function play(
  journal: Journal,
  world: World,
  { step, now }: { step: Step; now: Instant },
): Promise<unknown> {
  if (step.kind === 'claim') {
    return journal.claimLookUp(intentOf(world, step.intent).key, step.expected, step.until);
  }
  const entry = entryOf(world, step, now);
  if (step.soon) {
    journal.writeSoon(entry);
    return journal.flush();
  }
  return journal.write(entry).catch((error: unknown) => error);
}

/** What can be seen of a world; ids are random on one side. */
async function viewOf(
  harness: Omit<JournalHarness, 'lost'>,
  { refs }: World,
  now: Instant,
): Promise<unknown> {
  const first = refs['1'];
  const due = { now, staleBefore: later(5_000), limit: EVERYTHING };
  const kinds = ['capture', 'refund', 'release', 'settlement'];
  const ofWorld = (item: OrderRef): boolean => item.connectionId === first.connectionId;
  return withoutIds({
    files: Object.fromEntries(
      await harness.journal.readOrders(first.connectionId, [
        first.orderNumber,
        refs['2'].orderNumber,
      ]),
    ),
    problems: [await harness.problems(first), await harness.problems(refs['2'])],
    events: [await harness.events(first), await harness.events(refs['2'])],
    counts: [await harness.counts(first), await harness.counts(refs['2'])],
    operations: (await harness.journal.operationsToLookUp({ ...due, kinds })).filter(ofWorld),
    orders: (await harness.journal.ordersToLookAt(due)).filter(ofWorld),
  });
}

const withoutIds = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, inner: unknown) =>
      name === 'id' || name === 'problemId' ? 'id' : inner,
    ),
  );

function harnessOf(journal: MemoryJournal): Omit<JournalHarness, 'lost'> {
  const of = (ref: OrderRef) => (item: { connectionId: string; orderNumber: string | null }) =>
    item.connectionId === ref.connectionId && item.orderNumber === ref.orderNumber;
  return {
    journal,
    aliveOwner: 'me',
    deadOwner: 'gone',
    outboxCalls: () => 0,
    events: async (ref) => journal.outbox.filter(of(ref)),
    problems: async (ref) =>
      journal.problems
        .filter(of(ref))
        .map(
          (problem) =>
            Object.fromEntries(
              Object.entries(problem).filter(([name]) => name !== 'area'),
            ) as typeof problem,
        )
        .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.raisedAt - b.raisedAt)),
    counts: async (ref) => ({
      decisions: journal.decisions.filter(of(ref)).length,
      calls: journal.calls.filter(of(ref)).length,
    }),
    close: async () => undefined,
  };
}

describe('the journals on PostgreSQL and in memory', () => {
  let harness: JournalHarness;
  beforeAll(async () => {
    harness = await postgresHarness();
  });
  afterAll(() => harness.close());

  it('answer every step of random histories alike and hold the same afterwards', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 9, arbitrary: writes }, claims), {
          minLength: 5,
          maxLength: STEPS_MAX,
        }),
        async (steps) => {
          const world = aWorld();
          const memory = createMemoryJournal({ isAlive: () => false });
          for (const [index, step] of steps.entries()) {
            const now = later(index * 1_000);
            const answers = [
              await play(memory, world, { step, now }),
              await play(harness.journal, world, { step, now }),
            ];
            expect(answers[1]).toEqual(answers[0]);
            seen.add(nameOf(answers[0]));
          }
          const now = later(STEPS_MAX * 1_000);
          expect(await viewOf(harness, world, now)).toEqual(
            await viewOf(harnessOf(memory), world, now),
          );
        },
      ),
      { numRuns: RUNS },
    );
    // The histories must be worth something: every kind of answer occurs in them.
    expect([...seen].sort()).toEqual([
      'begun',
      'exists',
      'false',
      'fault',
      'nothing-begun',
      'payment-busy',
      'true',
      'undefined',
    ]);
  });
});

function nameOf(answer: unknown): string {
  if (answer instanceof Error) return 'fault';
  return typeof answer === 'object' && answer !== null && 'kind' in answer
    ? String(answer.kind)
    : String(answer);
}
