import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usersQuery } from '../api/users.js';
import { usePageTitle } from '../app/use-page-title.js';
import { Outcome } from '../people/outcome.js';
import classes from '../people/people.module.css';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { InvitationsTable } from './invitations-table.js';
import { InviteForm } from './invite-form.js';
import { LinkNotice } from './link-notice.js';
import { NOTHING_SAID, type Say } from './say.js';
import { UsersTable } from './users-table.js';

/** "Benutzer": who can sign in, who is invited, and inviting somebody. */
export function UsersPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.users'));
  const { data, error } = useQuery(usersQuery);
  const [said, setSaid] = useState(NOTHING_SAID);
  const say: Say = (change) => setSaid({ ...NOTHING_SAID, ...change });
  return (
    <>
      <Title order={1}>{t('navigation.users')}</Title>
      <p className={classes.quiet}>{t('accounts.users.intro')}</p>
      {error && <ConnectionNotice error={error} readAt={data?.readAt} />}
      <LinkNotice delivery={said.link} />
      <Outcome error={said.error} done={said.done} />
      {data === undefined ? (
        <Skeleton height={220} aria-label={t('app.loading')} />
      ) : (
        <>
          <UsersTable answer={data} say={say} />
          <InvitationsTable answer={data} say={say} />
          <InviteForm mails={data.mails} say={say} />
        </>
      )}
    </>
  );
}
