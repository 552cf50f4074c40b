import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiRefusal } from '../api/request.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';

/** What is wrong when data cannot be read, and that nothing is lost. With `readAt` older data are still on the page. */
export function ConnectionNotice({ error, readAt }: { error: Error; readAt?: string | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const traceId = error instanceof ApiRefusal ? error.problem?.traceId : undefined;
  const text =
    readAt !== undefined
      ? t('failure.stale', { time: formatMoment(readAt, language, 'clock') })
      : traceId !== undefined
        ? t('failure.unexpected', { traceId })
        : t('failure.unreachable');
  return (
    <Alert
      color="yellow"
      icon={<IconPlugConnectedX size={18} aria-hidden />}
      role="status"
      data-testid="connection-notice"
      styles={{ message: { color: 'var(--ink)' } }}
    >
      {text}
    </Alert>
  );
}
