import { describe, expect, it } from '@jest/globals';
import {
  APP_MODES,
  beatsOf,
  type ErpInvoice,
  type Operation,
  type OrderNumber,
  PAYMENT_METHOD_CODES,
  type PaymentPolicy,
  PREVIEW_SITUATIONS,
  type PreviewInput,
  type PreviewPart,
  type PreviewSituation,
  type PreviewWorld,
  type ProblemDraft,
  runPreview,
  traitsOf,
} from '@abgleich/domain';
import { Runner, configuration } from './testing/flow-runner.js';

/** Turns after which everything that can end has ended. */
const ENOUGH = 4;

const CASES = PAYMENT_METHOD_CODES.flatMap((method) =>
  (traitsOf(method).modeMatters ? APP_MODES : (['standard'] as const)).flatMap((mode) =>
    PREVIEW_SITUATIONS.filter((situation) => beatsOf(situation, method) !== null).map(
      (situation) => [method, mode, situation] as const,
    ),
  ),
);
/** Settings that change what happens, each with what it matters for. */
const SETTINGS: readonly (readonly [Partial<PaymentPolicy>, PreviewSituation])[] = [
  [{ toleranceMinor: 0 }, 'within-tolerance'],
  [{ toleranceMinor: 500 }, 'within-tolerance'],
  [{ toleranceMinor: 9_999 }, 'too-little'],
  [{ graceHours: 1 }, 'unfinished'],
  [{ graceHours: 720 }, 'unfinished'],
  [{ warnBeforeExpiryDays: 2 }, 'expiring'],
  [{ warnBeforeExpiryDays: 365 }, 'expiring'],
  [{ settleInvoiceAfterReceipt: true }, 'shipped'],
  [{ settleInvoiceAfterReceipt: true }, 'shipped-then-paid'],
];

const done = (operations: readonly Operation[]): string[] =>
  operations
    .filter(({ kind, status }) => kind !== 'comment' && status === 'done')
    .map(({ kind, document, amount }) => `${kind} ${document} ${amount?.minor ?? '-'}`)
    .sort();
const told = (problems: readonly ProblemDraft[]): string[] =>
  [...new Set(problems.map(({ code, severity }) => `${severity} ${code}`))].sort();
const standing = ({ payment, order, documents }: PreviewWorld) => ({
  money: [payment.total, payment.captured, payment.refunded, payment.remaining].map(
    ({ minor }) => minor,
  ),
  transactions: payment.transactions.map(({ kind, amount }) => `${kind} ${amount.minor}`),
  status: order.status,
  locked: order.locked,
  settled: documents.map((one) => `${one.invoiceNumber} ${one.settled}`),
});

/** Puts what happened outside into the world of the flows; what they did themselves is there already. */
function happen({ world }: Runner, { before }: PreviewPart): void {
  world.pass(before.now - world.now());
  const { order, lines, documents, payment } = before;
  const known = world.orders.get(order.orderNumber);
  const comments = known?.comments ?? [];
  world.orders.set(order.orderNumber, { order, lines, comments, changedAt: world.now() });
  const references = world.payments.get(payment.paymentId)?.references ?? new Map();
  world.payments.set(payment.paymentId, { ...payment, references });
  for (const one of documents) addDocument(world.invoices, one);
}

function addDocument(
  invoices: Map<string, ErpInvoice & { bookings: ErpInvoice['total'][] }>,
  document: ErpInvoice,
): void {
  if (!invoices.has(document.invoiceNumber))
    invoices.set(document.invoiceNumber, { ...document, bookings: [] });
}

/** How both sides stand in the world of the flows, as the preview would show it. */
function worldOf({ world }: Runner, like: PreviewWorld): PreviewWorld {
  const order = world.orders.get(like.order.orderNumber)?.order ?? like.order;
  const payment = world.payments.get(like.payment.paymentId) ?? like.payment;
  return { ...like, order, payment, documents: [...world.invoices.values()] };
}

async function compare(input: Omit<PreviewInput, 'now'>): Promise<number> {
  const runner = new Runner();
  runner.mode = input.policy.mode;
  runner.policy = input.policy;
  const preview = runPreview({ ...input, now: runner.world.now() });
  if (preview === null) throw new Error('there is no such situation');
  for (const part of preview.parts) {
    happen(runner, part);
    await runner.turns(ENOUGH);
    expect(standing(worldOf(runner, part.after))).toEqual(standing(part.after));
  }
  expect(runner.faults).toEqual([]);
  const { number, last } = lastOf(preview.parts);
  const files = await runner.journal.readOrders(configuration.connectionId, [number]);
  const file = files.get(number);
  expect(done(file?.operations ?? [])).toEqual(done(last.after.operations));
  const open = file?.problems.filter(({ resolvedAt }) => resolvedAt === null) ?? [];
  expect(told(open)).toEqual(told(preview.problems));
  const steps = preview.parts.flatMap((part) => part.steps);
  const comments = steps.flatMap(({ comment }) => (comment === null ? [] : [comment.text]));
  expect(runner.world.orders.get(number)?.comments).toEqual(comments);
  return steps.length;
}

function lastOf(parts: readonly PreviewPart[]): { number: OrderNumber; last: PreviewPart } {
  const last = parts.at(-1);
  if (last === undefined) throw new Error('nothing happened');
  return { number: last.after.order.orderNumber, last };
}

describe('The preview beside a configuration', () => {
  it.each(CASES)(
    'shows what the flows do with %s in %s mode: %s',
    async (method, mode, situation) => {
      const policy = { ...configuration.policy, mode };
      expect(await compare({ method, situation, policy })).toBeGreaterThan(0);
    },
  );

  const methodsOf = (situation: PreviewSituation) =>
    PAYMENT_METHOD_CODES.filter((method) => beatsOf(situation, method) !== null);
  it.each(SETTINGS)('shows what the flows do under %j: %s', async (setting, situation) => {
    expect(methodsOf(situation).length).toBeGreaterThan(0);
    for (const method of methodsOf(situation))
      for (const mode of APP_MODES)
        await compare({ method, situation, policy: { ...configuration.policy, ...setting, mode } });
  });
});
