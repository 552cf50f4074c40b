import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrderDetail } from '@abgleich/contracts';
import { orderQuery } from '../api/orders.js';
import { isRefusal } from '../api/request.js';
import { usePageTitle } from '../app/use-page-title.js';
import { lastSearch } from '../orders/last-search.js';
import { orderKeyOf } from '../orders/steady-rows.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { MoneyLedger } from './money-ledger.js';
import { OrderHeader } from './order-header.js';
import classes from './order-page.module.css';
import { ParkedEvents } from './parked-events.js';
import { ProblemBlocks, ResolvedProblems } from './problem-blocks.js';
import { BothSides } from './both-sides.js';
import { Timeline } from './timeline.js';

const route = getRouteApi('/inside/auftraege/$connectionId/$orderNumber');

export function OrderPage() {
  const { t } = useTranslation();
  const key = route.useParams();
  const { data, error } = useQuery(orderQuery(key));
  usePageTitle(t('order.title', { number: key.orderNumber }));
  return (
    <>
      <Link to="/auftraege" search={lastSearch()} className={classes.back}>
        <IconArrowLeft size={16} aria-hidden /> {t('order.back')}
      </Link>
      {error !== null && !isRefusal(error, 404) && (
        <ConnectionNotice error={error} readAt={data?.readAt} />
      )}
      {isRefusal(error, 404) ? (
        <NoSuchOrder number={key.orderNumber} />
      ) : data === undefined ? (
        error === null && <OrderSkeleton />
      ) : (
        <OrderView detail={data} />
      )}
    </>
  );
}

function OrderView({ detail }: { detail: OrderDetail }) {
  return (
    <>
      <OrderHeader detail={detail} />
      <ProblemBlocks detail={detail} />
      <ParkedEvents detail={detail} />
      <div className={classes.columns}>
        <div className={classes.side}>
          <BothSides detail={detail} />
          <MoneyLedger detail={detail} />
          <ResolvedProblems problems={detail.problems} />
        </div>
        <Timeline key={orderKeyOf(detail.order)} detail={detail} />
      </div>
    </>
  );
}

function NoSuchOrder({ number }: { number: string }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" py="xl" align="flex-start" data-testid="no-such-order">
      <Title order={1}>{t('order.notFoundTitle')}</Title>
      <Text>{t('order.notFound', { number })}</Text>
      <Link to="/auftraege">{t('failure.toOrders')}</Link>
    </Stack>
  );
}

function OrderSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('app.loading')}>
      <Skeleton height={34} width={260} my="md" />
      <Skeleton height={72} mb="lg" />
      <div className={classes.columns}>
        <Skeleton height={320} />
        <Skeleton height={420} />
      </div>
    </div>
  );
}
