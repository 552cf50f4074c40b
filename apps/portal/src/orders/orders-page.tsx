import { Skeleton, Title } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../app/use-page-title.js';
import { CheckLine } from '../ui/check-line.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { MailNotice } from '../ui/mail-notice.js';
import { ExactMoment } from '../ui/moment.js';
import { BulkBar } from './bulk-bar.js';
import { countOf, CountsFilter } from './counts-filter.js';
import { EmptyOrders } from './empty-orders.js';
import { ExportButton } from './export-button.js';
import { FilterBar, FilterChips } from './filter-bar.js';
import { GeneralProblems } from './general-problems.js';
import { rememberSearch } from './last-search.js';
import { changedSearch } from './orders-search.js';
import { OrdersTable } from './orders-table.js';
import classes from './orders-page.module.css';
import { RefreshBar } from './refresh-bar.js';
import { SearchField } from './search-field.js';
import { useOrderKeys } from './use-order-keys.js';
import { useSelection } from './use-selection.js';
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
      <CountsFilter counts={orders.answer?.counts} search={search} />
      <div className={classes.tools}>
        <SearchField search={search} />
        <FilterBar search={search} />
      </div>
      <FilterChips search={search} />
      <div className={classes.refresh}>
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
  const selection = useSelection(JSON.stringify(search));
  if (answer === undefined) return orders.error === null ? <TableSkeleton /> : null;
  if (steady.rows.length === 0)
    return orders.changing ? <TableSkeleton /> : <EmptyOrders search={search} />;
  const matching = countOf(answer.counts, search.filter ?? 'all');
  return (
    <>
      <div className={classes.card} data-changing={orders.changing} aria-busy={orders.changing}>
        <OrdersTable rows={steady.rows} sort={search.sort ?? 'newest'} selection={selection} />
      </div>
      <div className={classes.below}>
        <BulkBar search={search} selection={selection} matching={matching} />
        <ExportButton search={search} matching={matching} />
        <Paging next={answer.next} />
      </div>
      <p className={classes.keys}>{t('orders.keys')}</p>
    </>
  );
}

function Paging({ next }: { next: string | null }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const first = search.sort === 'urgent' ? 'orders.top' : 'orders.newest';
  const further = search.sort === 'urgent' ? 'orders.further' : 'orders.older';
  return (
    <nav aria-label={t('orders.paging')} className={classes.paging}>
      {search.after !== undefined && (
        <Link to="/auftraege" search={changedSearch(search, {})} data-testid="newest">
          {t(first)}
        </Link>
      )}
      {next !== null && (
        <Link to="/auftraege" search={changedSearch(search, { after: next })} data-testid="older">
          {t(further)}
        </Link>
      )}
    </nav>
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
