import type { OrderRow, ProblemView } from '@abgleich/contracts';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { recheckOrder, resolveProblem } from '../api/orders.js';
import { isRefusal } from '../api/request.js';
import { ConfirmButton } from './confirm-button.js';
import classes from './order-actions.module.css';
import { useMayAct, useOrderAction } from './use-order-action.js';

/** "Erneut prüfen": asks for another look at the order. Viewers do not see it. */
export function RecheckAction({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const action = useOrderAction(() => recheckOrder(order));
  if (!useMayAct()) return null;
  const { orderNumber: number } = order;
  return (
    <div className={classes.actions}>
      <ConfirmButton
        label={t('action.recheck')}
        icon={<IconRefresh size={15} aria-hidden />}
        question={t('action.recheckQuestion', { number })}
        explanation={t('action.recheckExplained')}
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
  const action = useOrderAction(() => resolveProblem(order, problem.id));
  if (!useMayAct()) return null;
  return (
    <div className={classes.actions}>
      <ConfirmButton
        label={t('action.resolve')}
        icon={<IconCheck size={15} aria-hidden />}
        question={t('action.resolveQuestion', {
          number: order.orderNumber,
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

function Outcome({ error, done }: { error: Error | null; done: string | null }) {
  const { t } = useTranslation();
  const text = error === null ? done : t(failureOf(error));
  return (
    <p className={classes.outcome} role="status" data-failed={error !== null}>
      {text}
    </p>
  );
}

function failureOf(error: Error) {
  if (isRefusal(error, 403)) return 'action.notAllowed';
  if (isRefusal(error, 404)) return 'action.gone';
  if (isRefusal(error, 429)) return 'action.tooMany';
  return 'action.failed';
}
