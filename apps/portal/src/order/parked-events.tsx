import type { OrderDetail, ParkedEvent } from '@abgleich/contracts';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { redriveEvent } from '../api/orders.js';
import { wordFor } from '../i18n/word.js';
import { useRelative } from '../ui/moment.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { Outcome } from './outcome.js';
import classes from './problem-blocks.module.css';
import { useMayAct, useOrderAction } from './use-order-action.js';

/** Work for this order that a service could not do and put aside; somebody can give it back once the cause is gone. */
export function ParkedEvents({ detail: { order, parked } }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  if (parked.length === 0) return null;
  return (
    <section
      className={classes.block}
      data-severity="notice"
      aria-label={t('parked.title')}
      data-testid="parked"
    >
      <h2 className={classes.title}>{t('parked.title')}</h2>
      <p>{t('parked.means')}</p>
      <ul className={classes.parked}>
        {parked.map((event) => (
          <li key={event.id}>
            <Parked event={event} order={order} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Parked({ event, order }: { event: ParkedEvent; order: OrderDetail['order'] }) {
  const { t } = useTranslation();
  const when = useRelative(event.parkedAt);
  const action = useOrderAction(() => redriveEvent(order, event.id));
  const mayAct = useMayAct();
  const service = wordFor(t, 'service', event.service);
  return (
    <>
      <p>
        {t('parked.event', { service, when, count: event.attempts })}
        <br />
        <code>{event.error}</code>
      </p>
      {mayAct && (
        <ConfirmButton
          label={t('parked.redrive')}
          icon={<IconRefresh size={15} aria-hidden />}
          question={t('parked.question', { number: order.orderNumber, service })}
          explanation={t('parked.explained')}
          busy={action.isPending}
          testId="redrive"
          onConfirm={() => action.mutate()}
        />
      )}
      <Outcome error={action.error} done={null} />
    </>
  );
}
