import type { OrderRow, ProblemView } from '@abgleich/contracts';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { recheckOrder, resolveProblem } from '../api/orders.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import classes from './order-actions.module.css';
import { Outcome } from './outcome.js';
import { useSubject } from './use-subject.js';
import { useMayAct, useOrderAction } from './use-order-action.js';

type RecheckProps = {
  readonly order: OrderRow;
  /** An effect's outcome is not known: nothing is repeated before it was looked up, and the button says so. */
  readonly uncertain: boolean;
};

/** "Erneut prüfen": asks for another look at the order. Viewers do not see it. */
export function RecheckAction({ order, uncertain }: RecheckProps) {
  const { t } = useTranslation();
  const subject = useSubject(order);
  const action = useOrderAction(() => recheckOrder(order));
  if (!useMayAct()) return null;
  return (
    <div className={classes.actions}>
      <ConfirmButton
        label={t(uncertain ? 'action.lookUp' : 'action.recheck')}
        icon={<IconRefresh size={15} aria-hidden />}
        question={t(uncertain ? 'action.lookUpQuestion' : 'action.recheckQuestion', {
          order: subject,
        })}
        explanation={t(uncertain ? 'action.lookUpExplained' : 'action.recheckExplained')}
        busy={action.isPending}
        testId="recheck"
        onConfirm={() => action.mutate()}
      />
      <Outcome error={action.error} done={action.isSuccess ? t('action.recheckDone') : null} />
    </div>
  );
}

/** "Problem gelöst": clears the mark of one problem. Viewers do not see it. */
export function ResolveAction({ order, problem }: { order: OrderRow; problem: ProblemView }) {
  const { t } = useTranslation();
  const subject = useSubject(order);
  const action = useOrderAction(() => resolveProblem(order, problem.id));
  if (!useMayAct()) return null;
  return (
    <div className={classes.actions}>
      <ConfirmButton
        label={t('action.resolve')}
        icon={<IconCheck size={15} aria-hidden />}
        question={t('action.resolveQuestion', {
          order: subject,
          problem: problem.number,
        })}
        explanation={t('action.resolveExplained')}
        busy={action.isPending}
        testId={`resolve-${problem.code}`}
        onConfirm={() => action.mutate()}
      />
      <Outcome error={action.error} done={null} />
    </div>
  );
}
