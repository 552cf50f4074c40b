import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mailStatusQuery } from '../api/mail-status.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';

/** Which errors were not told by e-mail yet, why, and when it is tried again. */
export function MailDelivery() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: status } = useQuery(mailStatusQuery);
  if (status === undefined) return null;
  const { errorsWaiting, waitingSince, nextTryAt, lastError, givenUp } = status;
  const time = (iso: string) => ({ time: formatMoment(iso, language) });
  return (
    <section className={classes.card} aria-labelledby="mail-delivery">
      <h2 id="mail-delivery" className={classes.title}>
        {t('mailAccount.statusTitle')}
      </h2>
      {errorsWaiting === 0 && givenUp === null && (
        <p className={classes.quiet} data-testid="delivery-good">
          {t('mailAccount.statusGood')}
        </p>
      )}
      {errorsWaiting > 0 && (
        <Note
          tone="warn"
          title={t('mailAccount.statusWaiting', { count: errorsWaiting })}
          testId="delivery-waiting"
        >
          {lastError !== null && (
            <p>
              {lastError[language].what} {lastError[language].todo}
            </p>
          )}
          <p>
            {waitingSince !== null && t('mailAccount.statusSince', time(waitingSince))}{' '}
            {nextTryAt !== null && t('mailAccount.statusNext', time(nextTryAt))}
          </p>
          {lastError !== null && (
            <p className={classes.quiet}>{t('mailAccount.number', lastError)}</p>
          )}
        </Note>
      )}
      {givenUp !== null && (
        <Note tone="bad" title={t('mailAccount.statusGivenUp', { count: givenUp.errors })}>
          <p>
            {givenUp[language].what} {t('mail.givenUpTodo')}
          </p>
        </Note>
      )}
    </section>
  );
}
