import { type Operation, type OperationKind, NOT_EXECUTED } from '@abgleich/domain';

/** Steps in the ERP that are safe to repeat: after a refusal they are tried again with back-off. */
const REPEATABLE_KINDS: readonly OperationKind[] = ['release', 'lock', 'unlock', 'settlement'];
export const isRepeatable = (kind: OperationKind): boolean => REPEATABLE_KINDS.includes(kind);

/** Operations as a rule may see them: an attempt that certainly did nothing is none. */
export const visibleOperations = (operations: readonly Operation[]): readonly Operation[] =>
  operations.filter((one) => one.refusal?.code !== NOT_EXECUTED);

/** At the start of a piece of work an earlier refusal of a repeatable step counts no longer: its back-off is over. */
export const operationsAtStart = (operations: readonly Operation[]): readonly Operation[] =>
  visibleOperations(operations).filter(
    (one) => one.status !== 'refused' || !isRepeatable(one.kind),
  );

/**
 * An effect that somebody is at right now: begun and never looked up. What a second worker makes of it is out of date before it
 * is written, and would overwrite what the first one saves.
 */
export const isUnderWay = (operations: readonly Operation[]): boolean =>
  operations.some(
    ({ kind, status, lookUps, nextLookAt }) =>
      kind !== 'comment' && status === 'open' && lookUps === 0 && nextLookAt === null,
  );

/** Decisions that do nothing but wait for such an effect. */
const WAITING_REASONS: readonly string[] = [
  'capture-uncertain',
  'settlement-uncertain',
  'payment-busy',
  'operation-uncertain',
  'shipment-pending',
];
export const onlyWaits = (
  { reason }: { readonly reason: string },
  operations: readonly Operation[],
): boolean => WAITING_REASONS.includes(reason) && isUnderWay(operations);

/** Puts a changed or new operation into a list. */
export const withOperation = (
  operations: readonly Operation[],
  changed: Operation,
): readonly Operation[] => [...operations.filter((one) => one.key !== changed.key), changed];
