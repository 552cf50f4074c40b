import {
  assertNever,
  type JournalWrite,
  type Operation,
  type OperationOutcome,
  type OperationStatus,
  sameMoney,
} from '@abgleich/domain';

const FINISHED: readonly OperationStatus[] = ['done', 'refused', 'abandoned'];

/** Whether the operation has its final outcome. */
export const isFinished = (operation: Operation): boolean => FINISHED.includes(operation.status);

type Finish = NonNullable<JournalWrite['finish']>;

/**
 * What an outcome means for an operation as it stands. applies: write it · already-said: it is finished and this says nothing
 * else (a repeated write, or the stale "uncertain" of a slower look-up) · contradicts: it is finished otherwise. A finished
 * operation never changes: the difference is a bug of ours or needs a person. An outcome of an attempt before the present one
 * changes nothing; that the earlier one moved money after all contradicts its end.
 */
export function finishVerdict(
  operation: Operation,
  { outcome, attempt }: Finish,
): 'applies' | 'already-said' | 'contradicts' {
  if (attempt !== undefined && attempt !== operation.attempt)
    return attempt < operation.attempt && movesNothing(outcome) ? 'already-said' : 'contradicts';
  if (!isFinished(operation)) return 'applies';
  return agrees(operation, outcome) ? 'already-said' : 'contradicts';
}

const movesNothing = ({ status }: OperationOutcome): boolean =>
  status !== 'done' && status !== 'pending';

function agrees(operation: Operation, outcome: OperationOutcome): boolean {
  switch (outcome.status) {
    case 'uncertain':
      return true;
    case 'pending':
      return operation.status === 'done' && samePath(operation, outcome.transactionPath);
    case 'done':
      return (
        operation.status === 'done' &&
        samePath(operation, outcome.transactionPath) &&
        sameAmount(operation, outcome.amount)
      );
    case 'refused':
      return operation.status === 'refused' && operation.refusal?.code === outcome.refusal.code;
    case 'abandoned':
      return operation.status === 'abandoned';
    default:
      return assertNever(outcome);
  }
}

/** An outcome that names no path, or an operation that was done without one, contradicts nothing. */
const samePath = (operation: Operation, path: Operation['transactionPath'] | undefined): boolean =>
  path === undefined ||
  path === null ||
  operation.transactionPath === null ||
  operation.transactionPath === path;

const sameAmount = (operation: Operation, amount: Operation['amount'] | undefined): boolean =>
  amount === undefined ||
  amount === null ||
  operation.amount === null ||
  sameMoney(operation.amount, amount);
