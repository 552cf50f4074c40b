import { Title } from '@mantine/core';
import { IconMailForward, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvitationView, UsersAnswer } from '@abgleich/contracts';
import { resendInvitation, withdrawInvitation } from '../api/users.js';
import { CardTable } from '../ui/card-table.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';
import { ExactMoment } from '../ui/moment.js';
import type { Say } from './say.js';

export function InvitationsTable({ answer, say }: { answer: UsersAnswer; say: Say }) {
  const { t } = useTranslation();
  const { invitations, readAt } = answer;
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.invitations.title')}</Title>
      {invitations.length === 0 ? (
        <p className={classes.quiet}>{t('accounts.invitations.none')}</p>
      ) : (
        <CardTable
          testId="invitations"
          className={classes.table}
          caption={t('accounts.invitations.caption')}
          columns={[
            { name: 'person', heading: t('accounts.users.person') },
            { name: 'role', heading: t('accounts.users.role') },
            { name: 'by', heading: t('accounts.invitations.by') },
            { name: 'until', heading: t('accounts.invitations.until') },
            { name: 'actions', heading: t('accounts.users.actions') },
          ]}
        >
          {invitations.map((one) => (
            <InvitationRow key={one.id} invitation={one} readAt={readAt} say={say} />
          ))}
        </CardTable>
      )}
    </section>
  );
}

type RowProps = {
  readonly invitation: InvitationView;
  readonly readAt: string;
  readonly say: Say;
};

function InvitationRow({ invitation, readAt, say }: RowProps) {
  const { t } = useTranslation();
  const { email, name, role, invitedBy, expiresAt } = invitation;
  return (
    <tr role="row" data-testid={`invitation-${email}`}>
      <td role="cell">
        <strong>{name}</strong>
        <span className={classes.detail}>{email}</span>
      </td>
      <td role="cell" data-label={t('accounts.users.role')}>
        {t(`role.${role}`)}
      </td>
      <td role="cell" data-label={t('accounts.invitations.by')}>
        {invitedBy}
      </td>
      <td role="cell" data-label={t('accounts.invitations.until')}>
        <ExactMoment at={expiresAt} />
        {expiresAt <= readAt && (
          <span className={`${classes.detail} ${classes.warn}`}>
            {t('accounts.invitations.expired')}
          </span>
        )}
      </td>
      <td role="cell">
        <InvitationActions invitation={invitation} say={say} />
      </td>
    </tr>
  );
}

function InvitationActions({ invitation, say }: Pick<RowProps, 'invitation' | 'say'>) {
  const { t } = useTranslation();
  const { id, email } = invitation;
  const resending = usePeopleAction(() => resendInvitation(id));
  const withdrawing = usePeopleAction(() => withdrawInvitation(id));
  const onError = (error: Error) => say({ error });
  return (
    <div className={classes.actions}>
      <ConfirmButton
        label={t('accounts.invitations.resend')}
        icon={<IconMailForward size={15} aria-hidden />}
        question={t('accounts.invitations.resendQuestion', { email })}
        explanation={t('accounts.invitations.resendText')}
        busy={resending.isPending}
        testId={`resend-${email}`}
        onConfirm={() =>
          resending.mutate(undefined, { onSuccess: (link) => say({ link }), onError })
        }
      />
      <ConfirmButton
        label={t('accounts.invitations.withdraw')}
        icon={<IconX size={15} aria-hidden />}
        question={t('accounts.invitations.withdrawQuestion', { email })}
        explanation={t('accounts.invitations.withdrawText')}
        busy={withdrawing.isPending}
        testId={`withdraw-${email}`}
        onConfirm={() =>
          withdrawing.mutate(undefined, {
            onSuccess: () => say({ done: t('accounts.invitations.withdrawn', { email }) }),
            onError,
          })
        }
      />
    </div>
  );
}
