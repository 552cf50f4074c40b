import type { OrderRow } from '@abgleich/contracts';
import { IconHourglass, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRelative } from '../ui/moment.js';
import { useNow } from '../ui/use-now.js';
import classes from './next-step.module.css';
import { nextStepOf } from './next-step-of.js';

/** Who or what is to move next, and by when, in a few words. */
export function NextStep({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const step = nextStepOf(order);
  const Icon = step === 'person' ? IconUser : null;
  return (
    <span className={classes.step} data-step={step}>
      <span className={classes.who}>
        {Icon && <Icon size={14} aria-hidden />}
        {t(`nextStep.${step}`)}
      </span>
      {order.deadline !== null && <Deadline deadline={order.deadline} />}
    </span>
  );
}

/** Until when, and what is over then. */
export function Deadline({ deadline }: { deadline: NonNullable<OrderRow['deadline']> }) {
  const { t } = useTranslation();
  const when = useRelative(deadline.at);
  const isOver = Date.parse(deadline.at) < useNow();
  return (
    <time className={classes.deadline} dateTime={deadline.at} data-testid="deadline">
      <IconHourglass size={13} aria-hidden />
      {t(`deadline.${deadline.kind}${isOver ? 'Over' : ''}`, { when })}
    </time>
  );
}
