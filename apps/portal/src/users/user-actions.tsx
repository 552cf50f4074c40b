import { IconKey, IconShieldOff, IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { endUsersSecondFactor, removeUser, sendPasswordLink } from '../api/users.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';
import type { UserRowProps } from './users-table.js';

/** What an admin may do about a user. For oneself there is the page of the own account. */
export function UserActions({ user, own, last, say }: UserRowProps) {
  const { t } = useTranslation();
  const { id, name, email } = user;
  const ending = usePeopleAction(() => endUsersSecondFactor(id));
  const removing = usePeopleAction(() => removeUser(id));
  const onError = (error: Error) => say({ error });
  return (
    <div className={classes.actions}>
      {!own && <PasswordLinkAction user={user} say={say} />}
      {!own && user.secondFactor && (
        <ConfirmButton
          label={t('accounts.users.secondFactorOff')}
          icon={<IconShieldOff size={15} aria-hidden />}
          question={t('accounts.users.secondFactorOffQuestion', { name })}
          explanation={t('accounts.users.secondFactorOffText')}
          busy={ending.isPending}
          testId={`second-factor-off-${email}`}
          onConfirm={() =>
            ending.mutate(undefined, {
              onSuccess: () => say({ done: t('accounts.users.secondFactorOffDone', { name }) }),
              onError,
            })
          }
        />
      )}
      {!last && (
        <ConfirmButton
          label={t('accounts.users.remove')}
          icon={<IconUserMinus size={15} aria-hidden />}
          question={t('accounts.users.removeQuestion', { name, email })}
          explanation={t('accounts.users.removeText')}
          busy={removing.isPending}
          testId={`remove-${email}`}
          onConfirm={() =>
            removing.mutate(undefined, {
              onSuccess: () => say({ done: t('accounts.users.removed', { name }) }),
              onError,
            })
          }
        />
      )}
    </div>
  );
}

function PasswordLinkAction({ user, say }: Pick<UserRowProps, 'user' | 'say'>) {
  const { t } = useTranslation();
  const { id, name, email } = user;
  const linking = usePeopleAction(() => sendPasswordLink(id));
  return (
    <ConfirmButton
      label={t('accounts.users.passwordLink')}
      icon={<IconKey size={15} aria-hidden />}
      question={t('accounts.users.passwordLinkQuestion', { name })}
      explanation={t('accounts.users.passwordLinkText')}
      busy={linking.isPending}
      testId={`password-link-${email}`}
      onConfirm={() =>
        linking.mutate(undefined, {
          onSuccess: (link) => say({ link }),
          onError: (error) => say({ error }),
        })
      }
    />
  );
}
