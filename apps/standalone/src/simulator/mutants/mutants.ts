/** One place in our source, as it stands there (exactly once), and as it is to stand there instead. */
export type Patch = { readonly file: string; readonly from: string; readonly to: string };
/** A deliberate bug. The simulator must find it: `docs/concepts/simulator.md`. */
export type Mutant = {
  readonly name: string;
  /** What it breaks, for people. */
  readonly breaks: string;
  /** The history that shows it, when plans are made as they are made today; others are tried after it. */
  readonly seed: number;
  readonly patches: readonly Patch[];
};

const DOMAIN = 'libs/domain/src';
const FLOWS = 'libs/reconciler/src';

/** Bugs in how effects are remembered: intent, act, outcome. */
const REMEMBERING: readonly Mutant[] = [
  {
    name: 'intent-not-saved',
    breaks:
      'The effect happens first and is written down afterwards: a crash or a second worker repeats it.',
    seed: 10,
    patches: [
      {
        file: `${FLOWS}/perform.ts`,
        from: '  const begun = await work.begin(intent, effect.reopen);',
        to: `  const acted = await effect.act(work.ctx).then(
    (stored) => ({ stored, fault: null }),
    (error) => ({ stored: storedOutcome(work, isFault(error) ? error : unknownFault(error), intent), fault: error }),
  );
  const begun = await work.begin(intent, effect.reopen);`,
      },
      {
        file: `${FLOWS}/perform.ts`,
        from: '  const outcome = await outcomeOf(work, effect, begun.operation);',
        to: '  const outcome = acted;',
      },
    ],
  },
  {
    name: 'blind-retry',
    breaks: 'A call whose answer was lost is made once more at once.',
    seed: 4,
    patches: [
      {
        file: `${FLOWS}/perform.ts`,
        from: '    return { stored: await effect.act(ctx), fault: null };',
        to: `    const again = (error) => {
      if (isFault(error) && error.kind === 'uncertain') return effect.act(ctx);
      throw error;
    };
    return { stored: await effect.act(ctx).catch(again), fault: null };`,
      },
    ],
  },
  {
    name: 'lost-answer-is-a-no',
    breaks: 'A call without an answer counts as not executed, and the rules ask for it again.',
    seed: 6,
    patches: [
      {
        file: `${FLOWS}/perform.ts`,
        from: "    case 'config':\n      return { status: 'refused', refusal: { code: NOT_EXECUTED",
        to: "    case 'config':\n    case 'uncertain':\n      return { status: 'refused', refusal: { code: NOT_EXECUTED",
      },
    ],
  },
  {
    name: 'gives-up-looking-too-early',
    breaks:
      'One fruitless look is enough to repeat an effect, although the first call may still be executed.',
    seed: 10,
    patches: [
      {
        file: `${FLOWS}/look-up-waits.ts`,
        from: '  return canDouble ? waitsMs.length : Math.min(LOOKS_AT_ERP, waitsMs.length);',
        to: '  return canDouble ? 1 : 1;',
      },
    ],
  },
  {
    name: 'no-unique-key',
    breaks:
      'Nothing in the journal stops a second one: neither the unique key of an effect nor the one open movement of money per payment.',
    seed: 10,
    patches: [
      {
        file: 'libs/persistence/src/memory/memory-write.ts',
        from: '  if (existing !== undefined && !mayReopen(existing, begin)) {',
        to: '  if (existing === begin) {',
      },
      {
        file: 'libs/persistence/src/memory/memory-write.ts',
        from: '  if (busy !== undefined) return',
        to: '  if (busy === begin) return',
      },
    ],
  },
  {
    name: 'pending-is-success',
    breaks: 'A capture that the acquirer has only taken note of counts as money.',
    seed: 1,
    patches: [
      {
        file: `${FLOWS}/provider-effects.ts`,
        from: "  if (status === 'success') return { status: 'done'",
        to: "  if (status !== 'error') return { status: 'done'",
      },
    ],
  },
  {
    name: 'told-again',
    breaks: 'Who finds an effect done by somebody else tells the others of it once more.',
    seed: 14,
    patches: [
      {
        file: `${FLOWS}/run-commands.ts`,
        from: '          if (result.fresh) noteMoney(work, result.operation);',
        to: '          noteMoney(work, result.operation);',
      },
      {
        file: `${FLOWS}/note-settlement.ts`,
        from: '  if (!fresh) return;\n',
        to: '',
      },
    ],
  },
];

/** Bugs in when things are looked at. */
const LOOKING: readonly Mutant[] = [
  {
    name: 'window-ignored-by-single-calls',
    breaks: 'Only list calls keep the quiet window; look-ups and writes reach pixi at night.',
    seed: 1,
    patches: [
      {
        file: 'libs/pixi/src/service/call-guard.ts',
        from: '      this.#refuseInWindow(guarded.call, guarded.timeoutMs);',
        to: "      if (guarded.priority === 'list') this.#refuseInWindow(guarded.call, guarded.timeoutMs);",
      },
    ],
  },
  {
    name: 'window-without-lead',
    breaks: 'Calls begin until midnight, and the slow ones are still under way then.',
    seed: 1,
    patches: [
      {
        file: 'libs/pixi/src/service/call-guard.ts',
        from: 'this.#window.closedUntil(now, timeoutMs)',
        to: 'this.#window.closedUntil(now, 0)',
      },
    ],
  },
  {
    name: 'webhook-believed',
    breaks: 'A notification that a payment is completed releases the order, whoever sent it.',
    seed: 14,
    patches: [
      {
        file: 'apps/order-release/src/order-release.ts',
        from: '      : recheckRelease(input),',
        to: `      : why === 'webhook:payment.completed'
        ? input.gateway.release({ orderNumber: input.ref.orderNumber, paymentId: null, message: '' }, { traceId: '', record: () => undefined })
        : recheckRelease(input),`,
      },
    ],
  },
  {
    name: 'wish-to-look-lost',
    breaks: 'An order whose next look has come is taken off the list, and nobody is asked to look.',
    seed: 20,
    patches: [
      {
        file: 'libs/service-kit/src/look-again.ts',
        from: '    events: isInUse ? [recheck] : [],',
        to: '    events: [],',
      },
    ],
  },
];

/** Bugs in the rules about money and goods. */
const RULES: readonly Mutant[] = [
  {
    name: 'lock-after-release',
    breaks: 'A bad order is released first and locked afterwards: in between it can be picked.',
    seed: 1,
    patches: [
      {
        file: `${DOMAIN}/release/release-effects.ts`,
        from: '    commands: [...locking, ...release.commands],',
        to: '    commands: [...release.commands, ...locking],',
      },
    ],
  },
  {
    name: 'foreign-lock-lifted',
    breaks: "A good payment lifts any lock, a person's too.",
    seed: 5,
    patches: [
      {
        file: `${DOMAIN}/release/release-effects.ts`,
        from: '  if (facts.order.locked === false || !ownLockInForce(facts.memory)) return NOTHING;',
        to: '  if (facts.order.locked !== true) return NOTHING;',
      },
    ],
  },
  {
    name: 'amount-not-compared',
    breaks: 'An order is released whatever its payment amounts to.',
    seed: 1,
    patches: [
      {
        file: `${DOMAIN}/release/decide-release.ts`,
        from: '  if (!atMost(order.total, available, policy.toleranceMinor))\n    return lockAndRelease',
        to: '  if (available.minor < 0)\n    return lockAndRelease',
      },
    ],
  },
  {
    name: 'currency-ignored',
    breaks: 'Whatever currency Unzer says counts as euros.',
    seed: 7,
    patches: [
      {
        file: 'libs/unzer/src/payment-codec.ts',
        from: '  const of = currency(wire.currency);',
        to: "  const of = currency('EUR');",
      },
    ],
  },
  {
    name: 'standard-not-charged-first',
    breaks: 'In Standard mode orders are released on the authorisation alone.',
    seed: 1,
    patches: [
      {
        file: `${DOMAIN}/release/decide-release.ts`,
        from: "  if (modeMatters && policy.mode === 'standard')",
        to: "  if (modeMatters && policy.mode === 'none')",
      },
    ],
  },
  {
    name: 'captures-everything',
    breaks: 'The first invoice captures all that is authorised.',
    seed: 1,
    patches: [
      {
        file: `${DOMAIN}/capture/judge-money.ts`,
        from: '  const amount = smallerOf(open, capturable);',
        to: '  const amount = capturable;',
      },
    ],
  },
  {
    name: 'settles-before-the-money',
    breaks: 'An invoice is settled although its capture was refused.',
    seed: 1,
    patches: [
      {
        file: `${DOMAIN}/capture/judge-money.ts`,
        from: "    return stuck(facts, 'capture-refused', {",
        to: "    return settle(facts, 'settle-charged', [], {",
      },
    ],
  },
  {
    name: 'tolerance-per-step',
    breaks:
      'The rounding difference is kept back from every single refund instead of once from their sum.',
    seed: 4,
    patches: [
      {
        file: `${DOMAIN}/cancel-return/dues.ts`,
        from: 'note.givenElsewhere ? zero(currency) : smallerOf(missing, budget);',
        to: `note.givenElsewhere
      ? zero(currency)
      : notNegative(money(smallerOf(missing, budget).minor - one.facts.policy.toleranceMinor, currency));`,
      },
    ],
  },
  {
    name: 'refund-by-belief',
    breaks:
      'What was given back already is what we remember, not what Unzer shows: refunds by hand are made again.',
    seed: 10,
    patches: [
      {
        file: `${DOMAIN}/cancel-return/dues.ts`,
        from: 'function givenInAll({ payment, requested, traits }: ReturnCase): Money {\n  if (!traits.paidByTransfer) return payment.refunded;',
        to: "function givenInAll({ payment, requested, traits, own }: ReturnCase): Money {\n  if (!traits.paidByTransfer) return movedBy(own, 'refund', payment.currency);",
      },
    ],
  },
  {
    name: 'refund-by-hand-repeated',
    breaks: 'Every credit note asks for its money, whatever went back by hand.',
    seed: 10,
    patches: [
      {
        file: `${DOMAIN}/cancel-return/dues.ts`,
        from: 'note.givenElsewhere ? zero(currency) : smallerOf(missing, budget);',
        to: 'missing;',
      },
    ],
  },
  {
    name: 'cancelled-lines-before-closed',
    breaks: 'Cancelled goods are refunded while the rest of the order is still to be shipped.',
    seed: 5,
    patches: [
      {
        file: `${DOMAIN}/cancel-return/dues.ts`,
        from: "  if (!one.closed) return early(one, 'waiting-for-closed');",
        to: '',
      },
    ],
  },
  {
    name: 'returns-not-booked',
    breaks: 'A credit note is refunded and never booked in pixi.',
    seed: 14,
    patches: [
      {
        file: `${DOMAIN}/cancel-return/credit-notes.ts`,
        from: "  if (booking?.status === 'done') return 'done';",
        to: "  if (facts.memory.operations.some((one) => one.kind === 'refund' && isFor(one, invoiceNumber))) return 'done';",
      },
    ],
  },
];

/** Every deliberate bug that the simulator must find. */
export const MUTANTS: readonly Mutant[] = [...REMEMBERING, ...LOOKING, ...RULES];
