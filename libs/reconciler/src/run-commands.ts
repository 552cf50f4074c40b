import {
  type Command,
  type ErpGateway,
  type Operation,
  type OrderFile,
  type OrderNumber,
  type PaymentConfiguration,
  type PaymentFinding,
  type PaymentSnapshot,
  type ProviderPaymentId,
  applyReceipt,
  zero,
} from '@abgleich/domain';
import type { Area } from './conclude.js';
import type { EffectScope } from './effect-scope.js';
import { effectOf } from './effects.js';
import { isAtProvider, noteMoney } from './note-money.js';
import type { OrderWork } from './order-work.js';
import { perform } from './perform.js';
import { type Retry, outcomeOpen, retryAfterRefusal, retryQuietly, tryLater } from './try-later.js';
import { isRepeatable, withOperation } from './visible-operations.js';

/** What one order's commands work on. */
export type CommandSubject = {
  readonly gateway: ErpGateway;
  /** The flow that decided. */
  readonly area: Area;
  readonly configuration: PaymentConfiguration;
  readonly file: OrderFile | undefined;
  readonly orderNumber: OrderNumber;
  readonly paymentId: ProviderPaymentId | null;
  /** Told of every command that is done, so that memory and events follow. `fresh`: by this very call. */
  readonly onDone: (command: Command, operation: Operation, fresh: boolean) => void;
};

/** What changes while commands run. */
export type Progress = {
  readonly operations: readonly Operation[];
  readonly finding: PaymentFinding;
};

/**
 * all-done: every command is done · ask-again: something changed that the rule must judge (a refusal, a pending answer) ·
 * ended: the order rests (look-up, back-off, somebody else works on it); all is saved.
 */
export type CommandsResult =
  | ({ readonly kind: 'all-done' } & Progress)
  | ({ readonly kind: 'ask-again'; readonly retry: Retry | null } & Progress)
  | { readonly kind: 'ended' };

/** Runs the commands of a decision in their order, each as intent, act, outcome. Stops at the first that is not done. */
export async function runCommands(
  work: OrderWork,
  {
    subject,
    commands,
    progress,
  }: { subject: CommandSubject; commands: readonly Command[]; progress: Progress },
): Promise<CommandsResult> {
  const { file, configuration, area } = subject;
  let { operations, finding } = progress;
  for (const command of commands) {
    const result = await perform(
      work,
      effectOf(scopeOf(work, subject, { operations, finding }), command),
    );
    switch (result.kind) {
      case 'done':
        operations = withOperation(operations, result.operation);
        if (isAtProvider(result.operation.kind)) {
          finding = afterMoney(finding, result.operation);
          work.changeOrder({ payment: snapshotOf(finding) });
          if (result.fresh) noteMoney(work, result.operation);
        }
        subject.onDone(command, result.operation, result.fresh);
        break;
      case 'pending':
        return {
          kind: 'ask-again',
          operations: withOperation(operations, result.operation),
          finding,
          retry: null,
        };
      case 'refused': {
        const refused = withOperation(operations, result.operation);
        // The provider's no, and the ERP's no to what must not be repeated, are facts for the rule.
        if (!isRepeatable(result.operation.kind))
          return { kind: 'ask-again', operations: refused, finding, retry: null };
        const retry = retryAfterRefusal(work, file);
        if (retry.tellPeople) return { kind: 'ask-again', operations: refused, finding, retry };
        await retryQuietly(work, { file, area, retry });
        return { kind: 'ended' };
      }
      case 'not-executed':
        await tryLater(work, { fault: result.fault, file, configuration, area });
        return { kind: 'ended' };
      case 'under-way':
        // Whoever works on it may have ended it meanwhile: the order's state is no longer ours to say.
        await work.commit();
        return { kind: 'ended' };
      case 'uncertain':
      case 'abandoned':
      case 'busy':
        await outcomeOpen(work, file);
        return { kind: 'ended' };
    }
  }
  return { kind: 'all-done', operations, finding };
}

export function scopeOf(
  work: OrderWork,
  subject: CommandSubject,
  { operations, finding }: Progress,
): EffectScope {
  const { gateway, configuration, file, orderNumber, paymentId } = subject;
  return {
    file,
    work,
    gateway,
    configuration,
    orderNumber,
    paymentId,
    payment: snapshotOf(finding),
    operations,
  };
}

export const snapshotOf = (finding: PaymentFinding): PaymentSnapshot | null =>
  finding.kind === 'found' ? finding.payment : null;

/** Our own success changes the payment as the provider counts; memory follows without a read. */
function afterMoney(finding: PaymentFinding, operation: Operation): PaymentFinding {
  const { kind, transactionPath: path, amount, finishedAt } = operation;
  if (finding.kind !== 'found' || !isAtProvider(kind) || path === null || finishedAt === null)
    return finding;
  if (finding.payment.transactions.some((one) => one.path === path)) return finding;
  const moved = amount ?? zero(finding.payment.currency); // a shipment notice moves nothing
  return {
    kind: 'found',
    payment: applyReceipt(finding.payment, {
      kind,
      path,
      amount: moved,
      at: finishedAt,
      status: 'success',
    }),
  };
}
