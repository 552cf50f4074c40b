import { Button } from '@mantine/core';
import type { MailAccountAnswer } from '@abgleich/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mailAccountQuery, testMailAccount } from '../api/mail-account.js';
import { mailStatusQuery } from '../api/mail-status.js';
import { ApiRefusal } from '../api/request.js';
import { refusalText } from '../connections/connection-error.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';

type Account = NonNullable<MailAccountAnswer['account']>;

/** Whether the account is complete, and the button that proves it. */
export function MailTest({ account, dirty }: { account: Account; dirty: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isAdmin = useRole('admin');
  const client = useQueryClient();
  const testing = useMutation({
    mutationFn: testMailAccount,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: mailAccountQuery.queryKey }),
        client.invalidateQueries({ queryKey: mailStatusQuery.queryKey }),
        client.invalidateQueries({ queryKey: ['booking'] }),
      ]),
  });
  const { acceptedAt } = account;
  return (
    <>
      {acceptedAt === null ? (
        <Note tone="warn" title={t('mailAccount.untested')} testId="mail-untested">
          <p>{t('mailAccount.untestedText')}</p>
        </Note>
      ) : (
        <Note tone="good" title={t('mailAccount.accepted')} testId="mail-accepted">
          <p>{t('mailAccount.acceptedAt', { time: formatMoment(acceptedAt, language) })}</p>
        </Note>
      )}
      {isAdmin && (
        <div className={classes.buttons}>
          <Button
            variant="default"
            disabled={dirty}
            loading={testing.isPending}
            onClick={() => testing.mutate()}
            data-testid="test-mail"
          >
            {t('mailAccount.test')}
          </Button>
          {dirty && <p className={classes.quiet}>{t('mailAccount.testDirty')}</p>}
        </div>
      )}
      <TestResult testing={testing} />
    </>
  );
}

type Testing = {
  readonly data: Awaited<ReturnType<typeof testMailAccount>> | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
};

function TestResult({ testing: { data, error, isPending } }: { testing: Testing }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (isPending) return null;
  if (error !== null) {
    const tooMany = error instanceof ApiRefusal && error.status === 429;
    const text = tooMany ? t('mailAccount.error.tooMany') : refusalText(t, error);
    return <Note tone="bad" title={text} testId="test-refused" />;
  }
  if (data === undefined) return null;
  if (data.accepted)
    return (
      <Note tone="good" title={t('mailAccount.testAccepted')} testId="test-accepted">
        <p>{t('mailAccount.testAcceptedText', data)}</p>
      </Note>
    );
  const { what, means, todo } = data.fault[language];
  return (
    <Note tone="bad" title={t('mailAccount.testRefused')} testId={`test-${data.fault.code}`}>
      <p>
        {what} {means}
      </p>
      <p>{todo}</p>
      {data.serverSaid !== null && (
        <p>{t('mailAccount.serverSaid', { answer: data.serverSaid })}</p>
      )}
      <p className={classes.quiet}>{t('mailAccount.number', data.fault)}</p>
    </Note>
  );
}
