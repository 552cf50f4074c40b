import type { BulkAction, BulkTarget } from '@abgleich/contracts';
import { Button } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMayAct } from '../order/use-order-action.js';
import { BulkDialog } from './bulk-dialog.js';
import classes from './bulk.module.css';
import { filterOf, type OrdersSearch } from './orders-search.js';
import type { Selection } from './use-selection.js';

type BulkBarProps = {
  readonly search: OrdersSearch;
  readonly selection: Selection;
  /** How many orders the filters leave. */
  readonly matching: number;
};

/** What can be done with the ticked orders, or with all that are filtered. Viewers do not see it. */
export function BulkBar({ search, selection, matching }: BulkBarProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState<{ action: BulkAction; target: BulkTarget } | null>(null);
  const ticked = selection.orders.size;
  if (!useMayAct()) return null;
  const target: BulkTarget =
    ticked > 0
      ? {
          kind: 'selected',
          orders: [...selection.orders.values()].map(({ connectionId, orderNumber }) => ({
            connectionId,
            orderNumber,
          })),
        }
      : { kind: 'filtered', filter: filterOf(search) };
  const count = ticked > 0 ? ticked : matching;
  return (
    <div
      className={classes.bar}
      role="group"
      aria-label={t('bulk.label')}
      data-ticked={ticked > 0}
      data-testid="bulk-bar"
    >
      <span className={classes.count} role="status">
        {ticked > 0 ? t('bulk.selected', { count }) : t('bulk.filtered', { count })}
      </span>
      <Button
        size="xs"
        variant="default"
        disabled={count === 0}
        leftSection={<IconRefresh size={15} aria-hidden />}
        onClick={() => setWish({ action: 'recheck', target })}
        data-testid="bulk-recheck"
      >
        {t('action.recheck')} …
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={count === 0}
        leftSection={<IconCheck size={15} aria-hidden />}
        onClick={() => setWish({ action: 'resolve', target })}
        data-testid="bulk-resolve"
      >
        {t('action.resolve')} …
      </Button>
      {ticked > 0 && (
        <Button size="xs" variant="subtle" onClick={selection.clear} data-testid="bulk-clear">
          {t('bulk.clear')}
        </Button>
      )}
      {wish !== null && (
        <BulkDialog
          {...wish}
          onClose={(isDone) => {
            setWish(null);
            if (isDone) selection.clear();
          }}
        />
      )}
    </div>
  );
}
