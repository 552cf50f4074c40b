import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { checkStatusQuery } from '../api/check-status.js';
import { ExactMoment } from './moment.js';

/** When both sides were last compared independently, and what that found. Nothing before the first round. */
export function CheckLine({ className }: { className?: string | undefined }) {
  const { t } = useTranslation();
  const { data: status } = useQuery(checkStatusQuery);
  if (status === undefined || status.lastRun === null) return null;
  const { lastRun, lastDay, openFindings } = status;
  return (
    <p className={className} data-testid="check-line">
      {t('check.last')} <ExactMoment at={lastRun.endedAt} style="moment" />
      {' · '}
      {t('check.orders', { count: lastDay.orders })}
      {', '}
      {openFindings === 0 ? t('check.clean') : t('check.findings', { count: openFindings })}
    </p>
  );
}
