import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { CANCEL_RETURN_REASONS } from '../cancel-return/cancel-return-reasons.js';
import { decideCancelReturn } from '../cancel-return/decide-cancel-return.js';
import { withOwnOperations } from '../own-money.js';
import { PROBLEM_CATALOG } from '../problem-catalog.js';
import { PAYMENT_METHOD_CODES, traitsOf } from '../payment-methods.js';
import { placeholdersOf, renderText } from '../render-text.js';
import { arbitraryCancelReturnFacts } from './arbitrary-facts.js';
import { minorOf, ReturnWorld } from './return-world.js';

/** Properties share the machine with other suites; how long they take says nothing about the rules. */
jest.setTimeout(60_000);

const TOLERANCE_MINOR = 2;

describe('any facts about cancellations and returns', () => {
  it('get an answer with a known reason, full texts, and no amount of zero or less', () => {
    fc.assert(
      fc.property(arbitraryCancelReturnFacts, (facts) => {
        const decision = decideCancelReturn(facts);
        expect(CANCEL_RETURN_REASONS).toContain(decision.reason);
        for (const command of decision.commands) {
          if (command.kind === 'reverse' || command.kind === 'refund')
            expect(command.amount.minor).toBeGreaterThan(0);
          if (command.kind === 'book') expect(command.amount.minor).toBeLessThan(0);
        }
        for (const { code, params } of decision.problems)
          for (const text of Object.values(PROBLEM_CATALOG[code].de))
            expect(placeholdersOf(renderText(text, params))).toEqual([]);
        if (decision.pauseConfiguration)
          expect([decision.commands, decision.problems]).toEqual([[], []]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never give back more in one decision than the payment holds', () => {
    fc.assert(
      fc.property(arbitraryCancelReturnFacts, (facts) => {
        if (facts.payment.kind !== 'found') return;
        const { payment } = facts.payment;
        const refunds = decideCancelReturn(facts).commands.flatMap((command) =>
          command.kind === 'refund' ? [command.amount] : [],
        );
        expect(minorOf(refunds)).toBeLessThanOrEqual(
          Math.max(0, withOwnOperations(payment, facts.memory.operations).captured.minor),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

const amount = fc.integer({ min: 1, max: 60 }).map((euros) => `${euros}.00`);
const names = ['L1', 'L2', 'L3'] as const;
const steps: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...names).map((name) => `ship ${name} ${name.replace('L', 'I')}`),
  },
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `cancel ${name}`) },
  { weight: 3, arbitrary: amount.map((text) => `credit N ${text}`) },
  { weight: 2, arbitrary: amount.map((text) => `pay capture-success ${text}`) },
  { weight: 1, arbitrary: amount.map((text) => `refund-by-hand s-chg-1 ${text}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('refused', 'lost', 'pending').map((text) => `next-answer ${text}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('arrives done', 'arrives failed') },
  { weight: 1, arbitrary: fc.constant('forget') },
);
type Story = { readonly method: string; readonly mode: string; readonly steps: readonly string[] };
const stories: fc.Arbitrary<Story> = fc.record({
  method: fc.constantFrom(...PAYMENT_METHOD_CODES),
  mode: fc.constantFrom('standard', 'expert'),
  steps: fc.array(steps, { maxLength: 14 }),
});

/** Plays what is possible: transfers only where money comes by transfer, refunds by hand only of money that is there. */
function play(story: Story, afterEach: (world: ReturnWorld) => void): ReturnWorld {
  const world = new ReturnWorld();
  const method = PAYMENT_METHOD_CODES.find((code) => code === story.method) ?? 'card';
  const { authorizes, paidByTransfer } = traitsOf(method);
  world.run(`order ${method}/${story.mode} 50.00+30.00+20.00`);
  const first = authorizes
    ? 'authorization-success'
    : paidByTransfer
      ? 'capture-pending'
      : 'capture-success';
  world.run(`pay ${first} 100.00`);
  let notes = 0;
  for (const step of story.steps) {
    if (step.startsWith('pay') && !paidByTransfer) continue;
    if (step.startsWith('refund-by-hand') && !canRefundByHand(world, step)) continue;
    if (
      step === 'forget' &&
      world.operations.some(({ status }) => status === 'open' || status === 'pending')
    )
      continue;
    notes += step.startsWith('credit') ? 1 : 0;
    world.run(step.replace('credit N ', `credit N${notes} `));
    afterEach(world);
  }
  return world;
}

/** Looks up whatever has no final answer yet. */
function lookUpAll(world: ReturnWorld): void {
  while (world.operations.some(({ status }) => status === 'open' || status === 'pending'))
    world.run('arrives done');
}

function canRefundByHand(world: ReturnWorld, step: string): boolean {
  const [, charge = '', euros = '0'] = step.split(' ');
  const { captured, transactions } = world.provider.snapshot(world.method, world.now);
  const taken = transactions.find(
    ({ path, status }) => path === `charges/${charge}` && status === 'success',
  );
  const given = transactions.filter(
    ({ kind, path, status }) =>
      kind === 'refund' && status !== 'error' && path.startsWith(`charges/${charge}/`),
  );
  const rest = (taken?.amount.minor ?? 0) - minorOf(given.map((one) => one.amount));
  return Number(euros) * 100 <= Math.min(rest, captured.minor);
}

const creditedMinor = ({ notes }: ReturnWorld): number => -minorOf(notes.map(({ total }) => total));
const cancelledMinor = ({ lines }: ReturnWorld): number =>
  minorOf(lines.filter(({ status }) => status === 'cancelled').map(({ price }) => price));

/** What our rules gave back, as the operations tell: both refunds and reversals of requests. */
function givenByUsMinor(world: ReturnWorld): number {
  const { paidByTransfer } = traitsOf(world.method);
  return minorOf(
    world.operations
      .filter(
        ({ kind, status }) =>
          status === 'done' && (kind === 'refund' || (kind === 'reversal' && paidByTransfer)),
      )
      .flatMap(({ amount: money }) => (money === null ? [] : [money])),
  );
}

describe('any story of one order of any method', () => {
  it('never asks the provider for more than there is, and never twice for the same', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const world = play(story, ({ provider }) => expect(provider.overAsked).toBe(0));
        expect(world.doubles).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('never gives back more than credit notes and cancelled goods ask for', () => {
    fc.assert(
      fc.property(stories, (story) => {
        // What customers transferred beyond the request goes back when the whole order is cancelled.
        const transferred = story.steps.filter((step) => step.startsWith('pay')).length > 0;
        play(story, (world) => {
          const isWhole = world.lines.every(({ status }) => status === 'cancelled');
          if (transferred && isWhole) return;
          const due = creditedMinor(world) + cancelledMinor(world) + TOLERANCE_MINOR;
          expect(givenByUsMinor(world)).toBeLessThanOrEqual(due);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('gives back what is due in the end: nothing is kept without a problem that says so', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const world = play(story, () => undefined);
        lookUpAll(world);
        for (const name of names) world.run(`ship ${name} ${name.replace('L', 'I')}`);
        lookUpAll(world);
        if (world.look().includes('?') || world.look().includes('!')) return;
        const { captured } = world.provider.snapshot(world.method, world.now);
        const invoiced = minorOf(world.invoices.map(({ total }) => total));
        expect(captured.minor).toBeLessThanOrEqual(
          Math.max(0, invoiced - creditedMinor(world)) + TOLERANCE_MINOR,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('replayed, changes nothing, and neither does the loss of our memory when all is quiet', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const world = play(story, () => undefined);
        lookUpAll(world);
        world.look();
        const ledger = (): string =>
          JSON.stringify(world.provider.snapshot(world.method, world.now).transactions);
        const before = ledger();
        expect(world.look()).toMatch(/^quiet/);
        expect(ledger()).toBe(before);
        const refused = world.operations.some(({ status }) => status === 'refused');
        // With refunds by hand, who gave what for which credit note is only in our memory; the sum is bounded all the same.
        const byHand = story.steps.some((step) => step.startsWith('refund-by-hand'));
        if (refused || byHand) return;
        world.run('forget');
        const given = (text: string) =>
          (JSON.parse(text) as { kind: string }[]).filter(
            ({ kind }) => kind === 'refund' || kind === 'capture',
          ).length; // our own print
        expect(given(ledger())).toBe(given(before));
      }),
      { numRuns: 400 },
    );
  });
});
