import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../api/account.js';
import { usePageTitle } from '../app/use-page-title.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { PasswordForm } from './password-form.js';
import { ProfileForm } from './profile-form.js';
import { SecondFactor } from './second-factor.js';
import { SessionsTable } from './sessions-table.js';
import { SignInsTable } from './sign-ins-table.js';

/** "Mein Konto": name and language, password, second factor, open sessions, last sign-ins. */
export function AccountPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.account'));
  const { data: account, error } = useQuery(accountQuery);
  return (
    <>
      <Title order={1}>{t('navigation.account')}</Title>
      {error && <ConnectionNotice error={error} readAt={account?.readAt} />}
      {account === undefined ? (
        <Skeleton height={320} mt="md" aria-label={t('app.loading')} />
      ) : (
        <>
          <ProfileForm account={account} />
          <PasswordForm account={account} />
          <SecondFactor account={account} />
          <SessionsTable sessions={account.sessions} />
          <SignInsTable signIns={account.signIns} />
        </>
      )}
    </>
  );
}
