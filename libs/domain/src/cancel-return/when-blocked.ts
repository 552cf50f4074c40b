import { mayTryAgain } from '../operation-history.js';
import { refusalParams, stuck, type CancelReturnDecision } from './cancel-return-effects.js';
import type { GivingBackCommand } from './give-back.js';
import { isFor } from './own-documents.js';
import type { ReturnCase } from './return-case.js';

type Attempt = {
  readonly commands: readonly GivingBackCommand[];
  readonly base: string;
  readonly document: string | null;
};

/** The provider said no to this very step, or nobody can find out: it is not sent again under another name. */
export function whenBlocked(
  { facts, own }: ReturnCase,
  { commands, base, document }: Attempt,
): CancelReturnDecision | null {
  for (const { kind, amount } of commands) {
    const earlier = own.filter(
      (operation) =>
        operation.kind === (kind === 'reverse' ? 'reversal' : 'refund') && isFor(operation, base),
    );
    if (earlier.some(({ status }) => status === 'abandoned'))
      return stuck(facts, 'needs-human', {
        code: 'operation.needs-human',
        document,
        amounts: { amount },
      });
    const refused = earlier.find(
      (operation) =>
        operation.status === 'refused' && !mayTryAgain(facts.memory, operation, amount),
    );
    if (refused !== undefined)
      return stuck(facts, 'give-back-refused', {
        code: 'cancel-return.refused',
        document,
        amounts: { amount },
        params: refusalParams(refused),
      });
  }
  return null;
}
