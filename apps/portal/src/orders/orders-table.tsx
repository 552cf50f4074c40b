import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrderRow } from '@abgleich/contracts';
import { methodTitle } from '@abgleich/domain';
import { wordFor } from '../i18n/word.js';
import { useLanguage } from '../i18n/use-language.js';
import { reasonText } from '../texts/reason-text.js';
import { problemText } from '../texts/problem-text.js';
import { AmountText } from '../ui/amount.js';
import { Mark } from '../ui/mark.js';
import { RelativeMoment } from '../ui/moment.js';
import { ErpBadge, OrderStateBadge, PaymentBadge } from '../ui/state-badges.js';
import { Toggletip } from '../ui/toggletip.js';
import classes from './orders-table.module.css';
import { orderKeyOf, type SteadyRow } from './steady-rows.js';

const COLUMNS = [
  'order',
  'shopOrderNumber',
  'method',
  'amount',
  'erp',
  'payment',
  'state',
  'since',
] as const;

/** A real table; below 48em each row becomes a card by style alone, so the explicit roles keep it a table for screen readers. */
export function OrdersTable({ rows }: { rows: readonly SteadyRow[] }) {
  const { t } = useTranslation();
  const connections = new Set(rows.map(({ order }) => order.connectionId));
  return (
    <table className={classes.table} role="table" data-testid="orders">
      <caption className="visually-hidden">{t('orders.caption')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <th key={column} role="columnheader" scope="col" data-column={column}>
              {t(`orders.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <Row key={orderKeyOf(row.order)} row={row} withConnection={connections.size > 1} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  row: { order, gone },
  withConnection,
}: {
  row: SteadyRow;
  withConnection: boolean;
}) {
  const { t } = useTranslation();
  return (
    <tr
      role="row"
      className={classes.row}
      data-gone={gone}
      data-severity={order.problem?.severity}
      data-testid={`order-${order.orderNumber}`}
      title={gone ? t('orders.goneRow') : undefined}
    >
      <td role="cell" data-column="order">
        <Link
          to="/auftraege/$connectionId/$orderNumber"
          params={{ connectionId: order.connectionId, orderNumber: order.orderNumber }}
          className={classes.number}
          data-order-link
        >
          {order.orderNumber}
        </Link>
        {withConnection && <span className={classes.connection}>{order.connectionName}</span>}
      </td>
      <PlainCells order={order} />
      <td role="cell" data-column="state">
        <span className={classes.state}>
          {order.problem && <Mark kind={order.problem.severity} />}
          <OrderStateBadge state={order.state} />
          <StateExplanation order={order} />
        </span>
      </td>
      <td role="cell" data-column="since" data-label={t('orders.since')}>
        <RelativeMoment at={order.firstSeenAt} />
      </td>
    </tr>
  );
}

/** What both sides say: numbers, money and one badge each. */
function PlainCells({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <td role="cell" data-column="shopOrderNumber" data-label={t('orders.shopOrderNumber')}>
        {order.shopOrderNumber ?? t('app.none')}
      </td>
      <td role="cell" data-column="method" data-label={t('orders.method')}>
        {order.methodName === null ? order.paymentCode : methodTitle(order.methodName, language)}
      </td>
      <td role="cell" data-column="amount" data-label={t('orders.amount')}>
        <AmountText value={order.total} />
      </td>
      <td role="cell" data-column="erp" data-label={t('orders.erp')}>
        <ErpBadge status={order.erpStatus} />
      </td>
      <td role="cell" data-column="payment" data-label={t('orders.payment')}>
        <PaymentBadge state={order.paymentState} />
      </td>
    </>
  );
}

/** One click: what the mark means for this order and what to do. The order's page has the rest. */
function StateExplanation({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const about = t('order.title', { number: order.orderNumber });
  if (order.problem === null)
    return (
      <Toggletip about={about}>
        <strong>{wordFor(t, 'state', order.state)}</strong>
        <p className={classes.sentence}>{reasonText(order.reason, language)}</p>
        <p className={classes.sentence}>{wordFor(t, 'stateHelp', order.state)}</p>
      </Toggletip>
    );
  const text = problemText(order.problem, language);
  const { severity, number } = order.problem;
  return (
    <Toggletip about={about}>
      <strong>{t(severity === 'error' ? 'order.problem' : 'order.notice', { number })}</strong>
      <p className={classes.sentence}>{text.what}</p>
      <p className={classes.sentence}>{text.means}</p>
      <p className={classes.sentence}>
        <strong>{t('order.todo')}</strong> {text.todo}
      </p>
    </Toggletip>
  );
}
