import { Alert } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { mailStatusQuery } from '../api/mail-status.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';

/** Says which errors were not told by e-mail, why, and what to do. Nothing while e-mails leave; the page itself tells when the server is away. */
export function MailNotice() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: status } = useQuery(mailStatusQuery);
  if (status === undefined) return null;
  const { lastError, errorsWaiting, nextTryAt, givenUp } = status;
  return (
    <>
      {lastError !== null && errorsWaiting > 0 && (
        <Notice title={t('mail.waiting', { count: errorsWaiting })} name="mail-notice">
          {lastError[language].what} {lastError[language].todo}{' '}
          {nextTryAt !== null &&
            t('mail.nextTry', { time: formatMoment(nextTryAt, language, 'clock') })}{' '}
          {t('mail.number', { number: lastError.number })}
        </Notice>
      )}
      {givenUp !== null && (
        <Notice title={t('mail.givenUp', { count: givenUp.errors })} name="mail-given-up">
          {givenUp[language].what} {t('mail.givenUpTodo')}{' '}
          {t('mail.number', { number: givenUp.number })}
        </Notice>
      )}
    </>
  );
}

function Notice({ title, name, children }: { title: string; name: string; children: ReactNode }) {
  return (
    <Alert
      color="yellow"
      icon={<IconMailExclamation size={18} aria-hidden />}
      role="status"
      title={title}
      mb="md"
      data-testid={name}
      styles={{ title: { color: 'var(--ink)' }, message: { color: 'var(--ink)' } }}
    >
      {children}
    </Alert>
  );
}
