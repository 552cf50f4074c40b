import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { CAPTURE_REASONS } from '../capture/capture-reasons.js';
import { decideCapture } from '../capture/decide-capture.js';
import type { Command, Decision } from '../decision.js';
import { withOwnOperations } from '../own-money.js';
import type { PaymentFinding } from '../payment.js';
import type { Operation } from '../operation.js';
import { placeholdersOf, renderText } from '../render-text.js';
import { decideRelease } from '../release/decide-release.js';
import { RELEASE_REASONS } from '../release/release-reasons.js';
import { PROBLEM_CATALOG } from '../problem-catalog.js';
import { arbitraryCaptureFacts, arbitraryReleaseFacts } from './arbitrary-facts.js';
import { SequenceWorld } from './run-sequence.js';

const RUNS = 1_000;
/** Properties share the machine with other suites; how long they take says nothing about the rules. */
const PATIENCE_MS = 60_000;

jest.setTimeout(PATIENCE_MS);

const kindsOf = ({ commands }: Decision<string>): readonly string[] =>
  commands.map(({ kind }) => kind);

/** What the provider would still capture, our own operations counted. */
function capturableMinor(finding: PaymentFinding, operations: readonly Operation[]): number {
  if (finding.kind !== 'found') return 0;
  return withOwnOperations(finding.payment, operations).remaining.minor;
}

function checkCapture(
  command: Command,
  { payment, memory }: { payment: PaymentFinding; memory: { operations: readonly Operation[] } },
): void {
  if (command.kind !== 'capture') return;
  expect(command.amount.minor).toBeGreaterThan(0);
  expect(command.amount.minor).toBeLessThanOrEqual(capturableMinor(payment, memory.operations));
}

function checkTexts({ problems }: Decision<string>): void {
  for (const { code, params } of problems) {
    const { de, en } = PROBLEM_CATALOG[code];
    for (const text of [...Object.values(de), ...Object.values(en)])
      expect(placeholdersOf(renderText(text, params))).toEqual([]);
  }
}

describe('any facts', () => {
  it('decideRelease answers with a known reason and never asks for what would be unsafe', () => {
    fc.assert(
      fc.property(arbitraryReleaseFacts, (facts) => {
        const decision = decideRelease(facts);
        const kinds = kindsOf(decision);
        expect(RELEASE_REASONS).toContain(decision.reason);
        for (const command of decision.commands) checkCapture(command, facts);
        if (kinds.includes('capture')) expect(kinds).toEqual(['capture']);
        if (kinds.includes('lock')) expect(kinds.indexOf('lock')).toBe(0);
        if (facts.order.status !== 'on-hold') expect(kinds).not.toContain('release');
        if (decision.pauseConfiguration) expect([kinds, decision.problems]).toEqual([[], []]);
        checkTexts(decision);
      }),
      { numRuns: RUNS },
    );
  });

  it('decideCapture answers with a known reason and never asks for what would be unsafe', () => {
    fc.assert(
      fc.property(arbitraryCaptureFacts, (facts) => {
        const decision = decideCapture(facts);
        expect(CAPTURE_REASONS).toContain(decision.reason);
        expect(decision.commands.length).toBeLessThanOrEqual(1);
        for (const command of decision.commands) {
          checkCapture(command, facts);
          if (command.kind === 'settle') expect(command.amount).toEqual(facts.invoice.total);
          expect(facts.invoice.settled).toBe(false);
        }
        if (decision.pauseConfiguration)
          expect([decision.commands, decision.problems]).toEqual([[], []]);
        checkTexts(decision);
      }),
      { numRuns: RUNS },
    );
  });

  it('an invoice that was captured in full is never captured again, whatever else is true', () => {
    fc.assert(
      fc.property(arbitraryCaptureFacts, ({ memory, ...facts }) => {
        const { invoiceNumber, total, paymentId } = facts.invoice;
        const others = memory.operations.filter(
          ({ kind, document }) => kind !== 'capture' || document !== invoiceNumber,
        );
        const [some] = memory.operations;
        if (some === undefined) return;
        const capture: Operation = {
          ...{ ...some, kind: 'capture', document: invoiceNumber, status: 'done' },
          ...{ amount: total, paymentId, finishedAt: facts.now },
        };
        const decision = decideCapture({
          ...facts,
          memory: { ...memory, operations: [...others, capture] },
        });
        expect(kindsOf(decision)).not.toContain('capture');
      }),
      { numRuns: RUNS },
    );
  });
});

const amount = fc.integer({ min: 1, max: 12_000 }).map((minor) => (minor / 100).toFixed(2));
const invoiceNames = ['I1', 'I2', 'I3', 'I4'] as const;
const steps: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...invoiceNames).map((name) => `again ${name}`) },
  { weight: 2, arbitrary: fc.constant('review') },
  { weight: 2, arbitrary: amount.map((text) => `somebody-captures ${text}`) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('refused', 'pending', 'lost')
      .map((answer) => `next-answer ${answer}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('done', 'refused').map((status) => `answer-arrives ${status}`),
  },
  { weight: 1, arbitrary: fc.constant('recheck') },
  { weight: 1, arbitrary: fc.constantFrom('mode standard', 'mode expert') },
);

type Story = {
  readonly mode: string;
  readonly orderTotal: string;
  readonly invoices: readonly string[];
  readonly steps: readonly string[];
};
const stories: fc.Arbitrary<Story> = fc.record({
  mode: fc.constantFrom('standard', 'expert'),
  orderTotal: fc.constantFrom('100.00', '100.02', '99.00', '60.00'),
  invoices: fc.array(amount, { minLength: 1, maxLength: 4 }),
  steps: fc.array(steps, { maxLength: 20 }),
});

const AUTHORIZED_MINOR = 10_000;
const TOLERANCE_MINOR = 2;

/** Runs a line unless it is about something that does not exist in this story (yet). */
function runIfPossible(world: SequenceWorld, line: string): string {
  const [verb, name = ''] = line.split(' ');
  const open = world.operations.filter(({ status }) => status === 'open' || status === 'pending');
  if (verb === 'again' && !world.invoices.some(({ invoiceNumber }) => invoiceNumber === name))
    return 'skipped';
  if (verb === 'answer-arrives' && open.length === 0) return 'skipped';
  const remaining = world.payment?.remaining.minor ?? 0;
  // What a capture without an answer holds is not there for others: the provider would refuse them.
  const reserved = open.reduce((minor, one) => minor + (one.amount?.minor ?? 0), 0);
  if (verb === 'somebody-captures' && Number(name) * 100 > remaining - reserved) return 'skipped';
  return world.run(line);
}

function play(story: Story, afterEach: (world: SequenceWorld) => void): SequenceWorld {
  const world = new SequenceWorld();
  const ships = story.invoices.map((total, index) => `ship ${invoiceNames[index] ?? ''} ${total}`);
  const start = [`mode ${story.mode}`, `order ${story.orderTotal}`, 'authorize 100.00'];
  for (const line of [...start, ...ships, ...story.steps]) {
    runIfPossible(world, line);
    afterEach(world);
  }
  return world;
}

const settledMinor = (world: SequenceWorld): number =>
  world.invoices
    .filter(({ settled }) => settled)
    .reduce((minor, { total }) => minor + total.minor, 0);

describe('any story of one authorised order', () => {
  it('never captures more than was authorised, and never asks for more', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const world = play(story, ({ capturedMinor }) =>
          expect(capturedMinor).toBeLessThanOrEqual(AUTHORIZED_MINOR),
        );
        expect(world.overAsked).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('never settles an invoice whose money is not there', () => {
    fc.assert(
      fc.property(stories, (story) => {
        play(story, (world) => {
          const rounding = TOLERANCE_MINOR * world.invoices.length;
          expect(settledMinor(world)).toBeLessThanOrEqual(world.capturedMinor + rounding);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('replayed, changes nothing: a second look at everything asks for nothing new', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const world = play(story, () => undefined);
        const look = (): readonly string[] =>
          ['review', ...invoiceNames.map((name) => `again ${name}`)].map((line) =>
            runIfPossible(world, line),
          );
        // A refused capture is asked for again when another amount is wanted, and each settled invoice may change what is: every
        // invoice may need a look of its own until refusals and rests have found their end. Then all is quiet.
        for (const _name of invoiceNames) look();
        const quiet = look();
        const before = JSON.stringify([
          world.payment,
          world.operations,
          world.invoices,
          world.order,
        ]);
        expect(look()).toEqual(quiet);
        expect(JSON.stringify([world.payment, world.operations, world.invoices, world.order])).toBe(
          before,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('needs no fresh snapshot to stay within the authorisation while nobody else captures', () => {
    const own = stories.map((story) => ({
      ...story,
      steps: story.steps.filter((line) => !line.startsWith('somebody')),
    }));
    fc.assert(
      fc.property(own, (story) => {
        const world = play(story, (one) => {
          one.remembered ??= one.payment;
        });
        expect(world.capturedMinor).toBeLessThanOrEqual(AUTHORIZED_MINOR);
        expect(world.overAsked).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});
