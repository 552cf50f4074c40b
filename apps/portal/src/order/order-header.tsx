import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '@abgleich/contracts';
import { methodTitle } from '@abgleich/domain';
import { formatMoment } from '../format/moment.js';
import { wordFor } from '../i18n/word.js';
import { useLanguage } from '../i18n/use-language.js';
import { problemText } from '../texts/problem-text.js';
import { reasonText } from '../texts/reason-text.js';
import { AmountText } from '../ui/amount.js';
import { Mark } from '../ui/mark.js';
import { useRelative } from '../ui/moment.js';
import { useNow } from '../ui/use-now.js';
import { ErpBadge, OrderStateBadge, PaymentBadge } from '../ui/state-badges.js';
import { Deadline } from './next-step.js';
import { nextLookWords, nextStepOf } from './next-step-of.js';
import { RecheckAction } from './order-actions.js';
import classes from './order-page.module.css';

/** Which order, how much, where it stands on each side, why, and what happens next. */
export function OrderHeader({ detail }: { detail: OrderDetail }) {
  const { order, uncertain } = detail;
  const { t } = useTranslation();
  const language = useLanguage();
  const method =
    order.methodName === null ? order.paymentCode : methodTitle(order.methodName, language);
  return (
    <header className={classes.header}>
      <div className={classes.headline}>
        <div>
          <Title order={1} data-testid="order-title">
            {t('order.title', { number: order.orderNumber })}
          </Title>
          <p className={classes.subline}>
            {order.shopOrderNumber !== null && (
              <span>{t('order.shopNumber', { number: order.shopOrderNumber })}</span>
            )}
            <span>{method}</span>
            <span>
              {t('order.shop')} {order.shopId}
            </span>
          </p>
        </div>
        <div className={classes.total}>
          <span className="visually-hidden">{t('order.amount')}: </span>
          <AmountText value={order.total} />
        </div>
      </div>
      <Badges order={order} />
      <WhyHere detail={detail} />
      <RecheckAction order={order} uncertain={uncertain} />
    </header>
  );
}

/** Our state and one badge for each side, never merged into one. */
function Badges({ order }: Pick<OrderDetail, 'order'>) {
  const { t } = useTranslation();
  return (
    <dl className={classes.badges}>
      <div>
        <dt>{t('orders.state')}</dt>
        <dd data-testid="order-state">
          {order.problem && <Mark kind={order.problem.severity} />}
          <OrderStateBadge state={order.state} />
        </dd>
      </div>
      <div>
        <dt>{t('order.erpSide')}</dt>
        <dd data-testid="erp-state">
          <ErpBadge status={order.erpStatus} />
        </dd>
      </div>
      <div>
        <dt>{t('order.paymentSide')}</dt>
        <dd data-testid="payment-state">
          <PaymentBadge state={order.paymentState} />
        </dd>
      </div>
    </dl>
  );
}

/** One sentence why the order is where it is, what happens next and when, and what a person can do. */
function WhyHere({ detail: { order, uncertain, erpRestsUntil } }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const step = nextStepOf(order);
  const { nextLookAt } = order;
  return (
    <section aria-label={t('order.whyTitle')} className={classes.why} data-testid="why">
      <p className={classes.reason}>{reasonText(order.reason, language)}</p>
      <dl className={classes.lines}>
        <div className={classes.line}>
          <dt>{t('order.nextTitle')}</dt>
          <dd>
            {wordFor(t, 'stateHelp', order.state)} {t(`nextStepLong.${step}`)}{' '}
            {erpRestsUntil !== null && step !== 'nothing' ? (
              <ErpRests until={erpRestsUntil} />
            ) : (
              nextLookAt !== null && <NextLookAt at={nextLookAt} />
            )}{' '}
            {order.deadline !== null && <Deadline deadline={order.deadline} />}
          </dd>
        </div>
        <div className={classes.line}>
          <dt>{t('order.youTitle')}</dt>
          <dd data-testid="you-can">
            {uncertain
              ? t('order.youUncertain')
              : order.problem === null
                ? t('order.youNothing')
                : problemText(order.problem, language).todo}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function ErpRests({ until }: { until: string }) {
  const { t } = useTranslation();
  const time = formatMoment(until, useLanguage(), 'minute');
  return <span data-testid="erp-rests">{t('order.erpRests', { time })}</span>;
}

function NextLookAt({ at }: { at: string }) {
  const { t } = useTranslation();
  const when = useRelative(at);
  const words = nextLookWords(Date.parse(at) - useNow());
  return <time dateTime={at}>{t(`order.${words}`, { when })}</time>;
}
