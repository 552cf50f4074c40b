import { Alert } from '@mantine/core';
import { IconMoonStars } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { OverviewAnswer } from '@abgleich/contracts';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';

/** Why nothing moves in pixi just now, and what comes afterwards. Nothing by day. */
export function RestingNotice({ quietWindow }: Pick<OverviewAnswer, 'quietWindow'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { until, dueOrders } = quietWindow;
  if (until === null) return null;
  const time = formatMoment(until, language, 'minute');
  return (
    <Alert
      color="blue"
      icon={<IconMoonStars size={18} aria-hidden />}
      title={t('overview.resting', { time })}
      mb="md"
      role="status"
      data-testid="resting"
      styles={{ title: { color: 'var(--ink)' }, message: { color: 'var(--ink)' } }}
    >
      {t('overview.restingText')} {dueOrders > 0 && t('overview.due', { count: dueOrders })}
    </Alert>
  );
}
