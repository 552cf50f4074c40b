import { Skeleton, Title } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';
import { CheckLine } from '../ui/check-line.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { MailNotice } from '../ui/mail-notice.js';
import { ExactMoment } from '../ui/moment.js';
import { CountsFilter } from './counts-filter.js';
import { EmptyOrders } from './empty-orders.js';
import { GeneralProblems } from './general-problems.js';
import { rememberSearch } from './last-search.js';
import { OrdersTable } from './orders-table.js';
import classes from './orders-page.module.css';
import { RefreshBar } from './refresh-bar.js';
import { SearchField } from './search-field.js';
import { useOrderKeys } from './use-order-keys.js';
import { useSteadyOrders, type SteadyOrders } from './use-steady-orders.js';

const route = getRouteApi('/inside/auftraege');

export function OrdersPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const orders = useSteadyOrders(search);
  usePageTitle(t('orders.title'));
  useOrderKeys();
  useEffect(() => rememberSearch(search), [search]);

  return (
    <>
      <div className={classes.head}>
        <Title order={1}>{t('orders.title')}</Title>
        {orders.answer && (
          <span className={classes.asOf}>
            <span className={classes.pulse} aria-hidden data-stale={orders.error !== null} />
            <AsOf at={orders.answer.readAt} />
          </span>
        )}
      </div>
      <GeneralProblems problems={orders.answer?.general ?? []} />
      <MailNotice />
      <CountsFilter counts={orders.answer?.counts} q={search.q} />
      <div className={classes.tools}>
        <SearchField search={search} />
        <RefreshBar steady={orders.steady} onRefresh={orders.refresh} />
      </div>
      {orders.error && <ConnectionNotice error={orders.error} readAt={orders.answer?.readAt} />}
      <OrdersBody orders={orders} />
      <CheckLine className={classes.check} />
    </>
  );
}

function AsOf({ at }: { at: string }) {
  const { t } = useTranslation();
  return (
    <span title={t('orders.live')}>
      {t('orders.asOf', { time: '' })}
      <ExactMoment at={at} style="clock" />
    </span>
  );
}

function OrdersBody({ orders }: { orders: SteadyOrders }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const { answer, steady } = orders;
  if (answer === undefined) return orders.error === null ? <TableSkeleton /> : null;
  if (steady.rows.length === 0)
    return orders.changing ? <TableSkeleton /> : <EmptyOrders search={search} />;
  return (
    <>
      <div className={classes.card} data-changing={orders.changing} aria-busy={orders.changing}>
        <OrdersTable rows={steady.rows} />
      </div>
      <div className={classes.below}>
        <span className={classes.keys}>{t('orders.keys')}</span>
        <nav aria-label={t('orders.paging')} className={classes.paging}>
          {search.after !== undefined && (
            <Link to="/auftraege" search={{ ...search, after: undefined }} data-testid="newest">
              {t('orders.newest')}
            </Link>
          )}
          {answer.next !== null && (
            <Link to="/auftraege" search={{ ...search, after: answer.next }} data-testid="older">
              {t('orders.older')}
            </Link>
          )}
        </nav>
      </div>
    </>
  );
}

const SKELETON_ROWS = 8;
function TableSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.card} role="status" aria-label={t('app.loading')}>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <Skeleton key={row} height={18} my={15} mx={16} width="auto" />
      ))}
    </div>
  );
}
