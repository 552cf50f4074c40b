import { Skeleton, Title } from '@mantine/core';
import type { MailAccountAnswer } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mailAccountQuery } from '../api/mail-account.js';
import { usePageTitle } from '../app/use-page-title.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';
import { MailAccountForm } from './mail-account-form.js';
import { MailDelivery } from './mail-delivery.js';
import { MailTest } from './mail-test.js';

/** The account through which errors are reported, its proof, and what has not left yet. */
export function MailAccountPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.mailAccount'));
  const { data, error } = useQuery(mailAccountQuery);
  return (
    <div className={classes.page}>
      <Title order={1}>{t('navigation.mailAccount')}</Title>
      <p className={classes.intro}>{t('mailAccount.intro')}</p>
      {error !== null && <ConnectionNotice error={error} />}
      {data === undefined && error === null && <Skeleton height={320} aria-hidden />}
      {data !== undefined && <Account account={data.account} />}
      <MailDelivery />
    </div>
  );
}

function Account({ account }: { account: MailAccountAnswer['account'] }) {
  const { t } = useTranslation();
  const isAdmin = useRole('admin');
  const [saved, setSaved] = useState(false);
  const [dirty, setDirty] = useState(false);
  return (
    <>
      {account === null && (
        <Note tone="info" title={t('mailAccount.emptyTitle')} testId="no-mail-account">
          <p>{t('mailAccount.empty')}</p>
        </Note>
      )}
      {saved && !dirty && <Note tone="good" title={t('mailAccount.saved')} testId="saved" />}
      {account !== null && <MailTest account={account} dirty={dirty} />}
      {isAdmin ? (
        <MailAccountForm account={account} onSaved={() => setSaved(true)} onDirty={setDirty} />
      ) : (
        <>
          <p className={classes.quiet}>{t('mailAccount.onlyAdmin')}</p>
          {account !== null && <AccountFacts account={account} />}
        </>
      )}
    </>
  );
}

const FACTS = ['host', 'port', 'username', 'sender', 'recipient'] as const;

function AccountFacts({ account }: { account: NonNullable<MailAccountAnswer['account']> }) {
  const { t } = useTranslation();
  return (
    <dl className={`${classes.card} ${classes.facts}`}>
      {FACTS.map((name) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{t(`mailAccount.field.${name}.label`)}</dt>
          <dd>{account[name] ?? t('app.none')}</dd>
        </div>
      ))}
    </dl>
  );
}
