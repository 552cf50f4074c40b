import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrderRow, OrderSort } from '@abgleich/contracts';
import { methodTitle } from '@abgleich/domain';
import { wordFor } from '../i18n/word.js';
import { useLanguage } from '../i18n/use-language.js';
import { NextStep } from '../order/next-step.js';
import { CardTable } from '../ui/card-table.js';
import { useMayAct } from '../order/use-order-action.js';
import { reasonText } from '../texts/reason-text.js';
import { problemText } from '../texts/problem-text.js';
import { AmountText } from '../ui/amount.js';
import { Mark } from '../ui/mark.js';
import { RelativeMoment } from '../ui/moment.js';
import { ErpBadge, OrderStateBadge, PaymentBadge } from '../ui/state-badges.js';
import { Toggletip } from '../ui/toggletip.js';
import classes from './orders-table.module.css';
import { orderKeyOf, type SteadyRow } from './steady-rows.js';
import type { Selection } from './use-selection.js';

/** Seven at most: what a person scans for, and nothing that only the order's own page needs. */
const COLUMNS = ['order', 'method', 'amount', 'sides', 'state', 'next', 'since'] as const;

type TableProps = {
  readonly rows: readonly SteadyRow[];
  readonly sort: OrderSort;
  readonly selection: Selection;
};

export function OrdersTable({ rows, sort, selection }: TableProps) {
  const { t } = useTranslation();
  const connections = new Set(rows.map(({ order }) => order.connectionId));
  const mayAct = useMayAct();
  return (
    <CardTable
      testId="orders"
      className={classes.table}
      caption={t(sort === 'urgent' ? 'orders.captionUrgent' : 'orders.caption')}
      columns={COLUMNS.map((name) => ({
        name,
        heading:
          name === 'order' && mayAct ? (
            <span className={classes.first}>
              <TickAll rows={rows} selection={selection} />
              {t('orders.order')}
            </span>
          ) : (
            t(`orders.${name}`)
          ),
      }))}
    >
      {rows.map((row) => (
        <Row
          key={orderKeyOf(row.order)}
          row={row}
          withConnection={connections.size > 1}
          selection={mayAct ? selection : null}
        />
      ))}
    </CardTable>
  );
}

function TickAll({ rows, selection }: Pick<TableProps, 'rows' | 'selection'>) {
  const { t } = useTranslation();
  const orders = rows.map(({ order }) => order);
  const ticked = orders.filter(selection.has).length;
  return (
    <Checkbox
      size="xs"
      className={classes.tick}
      aria-label={t('bulk.tickAll')}
      checked={ticked === orders.length}
      indeterminate={ticked > 0 && ticked < orders.length}
      onChange={(changed) => selection.set(orders, changed.currentTarget.checked)}
      data-testid="tick-all"
    />
  );
}

type RowProps = {
  readonly row: SteadyRow;
  readonly withConnection: boolean;
  /** `null`: this person may not act. */
  readonly selection: Selection | null;
};
function Row({ row: { order, gone }, withConnection, selection }: RowProps) {
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
        <span className={classes.first}>
          {selection !== null && (
            <Checkbox
              size="xs"
              className={classes.tick}
              aria-label={t('bulk.tick', { number: order.orderNumber })}
              checked={selection.has(order)}
              onChange={(changed) => selection.set([order], changed.currentTarget.checked)}
              data-testid={`tick-${order.orderNumber}`}
            />
          )}
          <span className={classes.names}>
            <Link
              to="/auftraege/$connectionId/$orderNumber"
              params={{ connectionId: order.connectionId, orderNumber: order.orderNumber }}
              className={classes.number}
              data-order-link
            >
              {order.orderNumber}
            </Link>
            <span className={classes.second}>{order.shopOrderNumber ?? t('app.none')}</span>
            {withConnection && <span className={classes.second}>{order.connectionName}</span>}
          </span>
        </span>
      </td>
      <PlainCells order={order} />
      <td role="cell" data-column="state">
        <StateExplanation order={order} />
      </td>
      <td role="cell" data-column="next" data-label={t('orders.next')}>
        <NextStep order={order} />
      </td>
      <td role="cell" data-column="since" data-label={t('orders.since')}>
        <RelativeMoment at={order.firstSeenAt} />
      </td>
    </tr>
  );
}

/** What both sides say: money, and one badge each, never merged into one. */
function PlainCells({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <td role="cell" data-column="method" data-label={t('orders.method')}>
        {order.methodName === null ? order.paymentCode : methodTitle(order.methodName, language)}
        <span className={classes.second}>{order.shopId}</span>
      </td>
      <td role="cell" data-column="amount" data-label={t('orders.amount')}>
        <AmountText value={order.total} />
      </td>
      <td role="cell" data-column="sides" data-label={t('orders.sides')}>
        <span className={classes.sides}>
          <span className={classes.side}>
            <span className={classes.sideName}>{t('orders.erp')}</span>
            <ErpBadge status={order.erpStatus} />
          </span>
          <span className={classes.side}>
            <span className={classes.sideName}>{t('orders.payment')}</span>
            <PaymentBadge state={order.paymentState} />
          </span>
        </span>
      </td>
    </>
  );
}

/** Hovering, one click or Enter: what the mark means for this order and what to do. The order's page has the rest. */
function StateExplanation({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const about = t('order.title', { number: order.orderNumber });
  return (
    <Toggletip
      about={about}
      beside={
        <span className={classes.state}>
          {order.problem && <Mark kind={order.problem.severity} />}
          <OrderStateBadge state={order.state} />
        </span>
      }
    >
      <Explanation order={order} />
    </Toggletip>
  );
}

function Explanation({ order }: { order: OrderRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (order.problem === null)
    return (
      <>
        <strong>{wordFor(t, 'state', order.state)}</strong>
        <p className={classes.sentence}>{reasonText(order.reason, language)}</p>
        <p className={classes.sentence}>{wordFor(t, 'stateHelp', order.state)}</p>
      </>
    );
  const text = problemText(order.problem, language);
  const { severity, number } = order.problem;
  return (
    <>
      <strong>{t(severity === 'error' ? 'order.problem' : 'order.notice', { number })}</strong>
      <p className={classes.sentence}>{text.what}</p>
      <p className={classes.sentence}>{text.means}</p>
      <p className={classes.sentence}>
        <strong>{t('order.todo')}</strong> {text.todo}
      </p>
    </>
  );
}
