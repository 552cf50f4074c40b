import { Alert } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mailStatusQuery } from '../api/mail-status.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';

/** Says that errors could not be told by e-mail, why, and what to do. Nothing while e-mails leave; the page itself tells when the server is away. */
export function MailNotice() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: status } = useQuery(mailStatusQuery);
  if (status === undefined || status.lastError === null || status.errorsWaiting === 0) return null;
  const { number, [language]: texts } = status.lastError;
  const { nextTryAt } = status;
  return (
    <Alert
      color="yellow"
      icon={<IconMailExclamation size={18} aria-hidden />}
      role="status"
      title={t('mail.waiting', { count: status.errorsWaiting })}
      mb="md"
      data-testid="mail-notice"
      styles={{ title: { color: 'var(--ink)' }, message: { color: 'var(--ink)' } }}
    >
      {texts.what} {texts.todo}{' '}
      {nextTryAt !== null &&
        t('mail.nextTry', { time: formatMoment(nextTryAt, language, 'clock') })}{' '}
      {t('mail.number', { number })}
    </Alert>
  );
}
