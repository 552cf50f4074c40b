import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '@abgleich/contracts';
import { deprecationOf, methodTitle } from '@abgleich/domain';
import { wordFor } from '../i18n/word.js';
import { useLanguage } from '../i18n/use-language.js';
import { AmountText } from '../ui/amount.js';
import { Badge } from '../ui/badge.js';
import { CopyValue } from '../ui/copy-value.js';
import { ExactMoment, useRelative } from '../ui/moment.js';
import { ErpBadge, PaymentBadge } from '../ui/state-badges.js';
import { ConfigurationLink } from './configuration-link.js';
import classes from './order-page.module.css';

/** pixi and Unzer side by side: what each of them holds about this order. */
export function BothSides({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card} aria-label={t('order.sidesTitle')}>
      <ErpSide detail={detail} />
      <hr className={classes.rule} />
      <PaymentSide detail={detail} />
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ErpSide({ detail }: { detail: OrderDetail }) {
  const { order, invoices, configurationId, configurationVersion } = detail;
  const { t } = useTranslation();
  return (
    <div data-testid="erp-side">
      <Title order={2}>{t('order.erpSide')}</Title>
      <dl className={classes.lines}>
        <Line name={t('order.status')}>
          <ErpBadge status={order.erpStatus} />
        </Line>
        <Line name={t('order.paymentCode')}>{order.paymentCode}</Line>
        <Line name={t('order.connection')}>{order.connectionName}</Line>
        {configurationVersion !== null && (
          <Line name={t('order.configurationVersion')}>
            <ConfigurationLink id={configurationId} version={configurationVersion} />
          </Line>
        )}
      </dl>
      <h3 className={classes.subtitle}>{t('order.invoices')}</h3>
      {invoices.length === 0 ? (
        <p className={classes.quiet}>{t('order.noInvoices')}</p>
      ) : (
        <ul className={classes.rows}>
          {invoices.map((document) => (
            <li key={document.invoiceNumber}>
              <span>
                {t(document.kind === 'invoice' ? 'order.invoice' : 'order.creditNote')}{' '}
                <code>{document.invoiceNumber}</code>
              </span>
              <Badge tone={document.settled ? 'green' : 'grey'}>
                {t(document.settled ? 'order.settled' : 'order.notSettled')}
              </Badge>
              <AmountText value={document.total} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function PaymentSide({ detail: { order, payment } }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div data-testid="payment-side">
      <Title order={2}>{t('order.paymentSide')}</Title>
      <dl className={classes.lines}>
        {order.paymentId !== null && (
          <Line name={t('order.paymentId')}>
            <CopyValue value={order.paymentId} name={t('order.paymentId')} />
          </Line>
        )}
        {payment !== null && (
          <>
            <Line name={t('order.status')}>
              <PaymentBadge state={order.paymentState} />
            </Line>
            <Line name={t('orders.method')}>
              {methodTitle(payment.methodName, language)}{' '}
              <Deprecation methodName={payment.methodName} />
            </Line>
          </>
        )}
      </dl>
      {payment === null ? (
        <p className={classes.quiet}>
          {t(order.paymentId === null ? 'order.paymentIdMissing' : 'order.paymentNotRead')}
        </p>
      ) : (
        <Transactions payment={payment} />
      )}
    </div>
  );
}

/** That the method is on its way out, and what to offer instead; nothing for all others. */
function Deprecation({ methodName }: { methodName: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const hint = deprecationOf(methodName);
  if (hint === null) return null;
  const { replacement } = hint;
  return (
    <span className={classes.quiet} data-testid="deprecated-method">
      {replacement === null
        ? t('order.deprecated')
        : t('order.deprecatedFor', { method: methodTitle(replacement, language) })}
    </span>
  );
}

function Transactions({ payment }: { payment: NonNullable<OrderDetail['payment']> }) {
  const { t } = useTranslation();
  const when = useRelative(payment.readAt);
  return (
    <>
      <h3 className={classes.subtitle}>{t('order.transactions')}</h3>
      {payment.transactions.length === 0 ? (
        <p className={classes.quiet}>{t('order.noTransactions')}</p>
      ) : (
        <ul className={classes.rows}>
          {payment.transactions.map((transaction) => (
            <li key={transaction.path}>
              <span title={transaction.path}>
                {wordFor(t, 'transaction', transaction.kind)}{' '}
                <span className={classes.quiet}>
                  <ExactMoment at={transaction.at} />
                </span>
              </span>
              <Badge tone={transactionTone(transaction.status)}>
                {wordFor(t, 'transactionStatus', transaction.status)}
              </Badge>
              <AmountText value={transaction.amount} />
            </li>
          ))}
        </ul>
      )}
      <p className={classes.foot}>{t('order.readAt', { when })}</p>
    </>
  );
}

function transactionTone(status: string): 'green' | 'red' | 'blue' {
  if (status === 'success') return 'green';
  return status === 'error' ? 'red' : 'blue';
}
