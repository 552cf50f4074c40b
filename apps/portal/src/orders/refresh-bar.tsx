import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SteadyRows } from './steady-rows.js';

/** "3 neue – aktualisieren" instead of rows that jump away under the pointer; said aloud politely. */
export function RefreshBar({ steady, onRefresh }: { steady: SteadyRows; onRefresh: () => void }) {
  const { t } = useTranslation();
  const parts = [
    steady.added > 0 ? t('orders.new', { count: steady.added }) : null,
    steady.gone > 0 ? t('orders.gone', { count: steady.gone }) : null,
  ].filter((part) => part !== null);
  const said = parts.join(', ');
  return (
    <>
      <span role="status" className="visually-hidden">
        {said}
      </span>
      {said !== '' && (
        <Button
          variant="light"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={onRefresh}
          data-testid="refresh"
        >
          {said} – {t('orders.refresh')}
        </Button>
      )}
    </>
  );
}
