import { useTranslation } from 'react-i18next';
import type { UsersAnswer, UserView } from '@abgleich/contracts';
import classes from '../people/people.module.css';
import { CardTable } from '../ui/card-table.js';
import { RelativeMoment } from '../ui/moment.js';
import { RoleChoice } from './role-choice.js';
import { UserActions } from './user-actions.js';
import type { Say } from './say.js';

const COLUMNS = ['person', 'role', 'lastSignIn', 'secondFactor', 'actions'] as const;

export function UsersTable({ answer, say }: { answer: UsersAnswer; say: Say }) {
  const { t } = useTranslation();
  const admins = answer.users.filter(({ role }) => role === 'admin').length;
  return (
    <section className={classes.card}>
      <CardTable
        testId="users"
        className={classes.table}
        caption={t('accounts.users.caption')}
        columns={COLUMNS.map((name) => ({ name, heading: t(`accounts.users.${name}`) }))}
      >
        {answer.users.map((user) => (
          <UserRow
            key={user.id}
            user={user}
            own={user.id === answer.ownId}
            last={user.role === 'admin' && admins === 1}
            say={say}
          />
        ))}
      </CardTable>
    </section>
  );
}

export type UserRowProps = {
  readonly user: UserView;
  /** Whether it is the one who looks. */
  readonly own: boolean;
  /** The last admin of the organisation. */
  readonly last: boolean;
  readonly say: Say;
};

function UserRow(props: UserRowProps) {
  const { t } = useTranslation();
  const { user, own, last } = props;
  return (
    <tr role="row" data-testid={`user-${user.email}`}>
      <td role="cell">
        <strong>{user.name}</strong>
        {own && <span className={classes.tag}>{t('accounts.users.you')}</span>}
        <span className={classes.detail}>{user.email}</span>
        {last && <span className={classes.detail}>{t('accounts.users.lastAdminHint')}</span>}
      </td>
      <td role="cell" data-label={t('accounts.users.role')}>
        <RoleChoice {...props} />
      </td>
      <td role="cell" data-label={t('accounts.users.lastSignIn')}>
        {user.lastSignInAt === null ? (
          t('accounts.users.never')
        ) : (
          <RelativeMoment at={user.lastSignInAt} />
        )}
      </td>
      <td role="cell" data-label={t('accounts.users.secondFactor')}>
        {t(user.secondFactor ? 'accounts.users.on' : 'accounts.users.off')}
      </td>
      <td role="cell">
        <UserActions {...props} />
      </td>
    </tr>
  );
}
