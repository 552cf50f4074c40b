import { Stack, Text, Title } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { assertNever } from '@abgleich/domain';
import classes from './orders-page.module.css';
import { activeChips, type OrdersSearch } from './orders-search.js';

/** Says why nothing is shown, and leads on. */
export function EmptyOrders({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation();
  const searched = search.q !== undefined;
  const narrowed = activeChips(search).length > 0;
  const filtered = search.filter !== undefined || narrowed;
  const title = searched
    ? t('orders.emptySearchTitle')
    : filtered
      ? t('orders.emptyFilterTitle')
      : t('orders.emptyTitle');
  return (
    <div className={classes.card}>
      <Stack align="center" gap={8} py={56} px="md" ta="center" data-testid="empty">
        <IconInbox size={34} stroke={1.4} color="var(--quiet)" aria-hidden />
        <Title order={2}>{title}</Title>
        <Text size="sm" maw={520} c="var(--quiet)">
          <EmptyReason search={search} />
          {narrowed && ` ${t('orders.emptyNarrowed')}`}
        </Text>
        {searched && filtered && (
          <Link to="/auftraege" search={{ q: search.q }}>
            {t('orders.searchAll')}
          </Link>
        )}
        {(searched || filtered) && <Link to="/auftraege">{t('orders.showAll')}</Link>}
      </Stack>
    </div>
  );
}

function EmptyReason({ search }: { search: OrdersSearch }) {
  const { q, filter } = search;
  const { t } = useTranslation();
  if (q !== undefined) {
    const where =
      filter === undefined
        ? ''
        : ` ${t('orders.emptySearchFilter', { filter: t(`filter.${filter}`) })}`;
    return t('orders.emptySearch', { search: q }) + where;
  }
  switch (filter) {
    case undefined:
      return activeChips(search).length > 0 ? t('orders.emptyHere') : t('orders.empty');
    case 'problem':
      return t('orders.emptyProblem');
    case 'notice':
      return t('orders.emptyNotice');
    case 'waiting':
      return t('orders.emptyWaiting');
    case 'ok':
      return t('orders.emptyOk');
    default:
      return assertNever(filter);
  }
}
