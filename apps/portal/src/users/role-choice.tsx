import { NativeSelect } from '@mantine/core';
import { IconUserCog } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '@abgleich/contracts';
import { changeRole } from '../api/users.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';
import type { UserRowProps } from './users-table.js';

/** The role of a user; another one is chosen first and asked about then. */
export function RoleChoice({ user, own, last, say }: UserRowProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Role>(user.role);
  const changing = usePeopleAction((role: Role) => changeRole(user.id, role));
  const role = t(`role.${chosen}`);
  const { name } = user;
  const confirm = () =>
    changing.mutate(chosen, {
      onSuccess: () => say({ done: t('accounts.users.roleSaved', { name, role }) }),
      onError: (error) => {
        setChosen(user.role);
        say({ error });
      },
    });
  const explanation = t(`accounts.roleHelp.${chosen}`);
  if (last) return t(`role.${user.role}`);
  return (
    <div className={classes.actions}>
      <NativeSelect
        aria-label={t('accounts.users.roleOf', { name })}
        size="xs"
        value={chosen}
        data={ROLES.map((one) => ({ value: one, label: t(`role.${one}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setChosen(ROLES.find((one) => one === value) ?? user.role)
        }
      />
      {chosen !== user.role && (
        <ConfirmButton
          label={t('accounts.users.changeRole')}
          icon={<IconUserCog size={15} aria-hidden />}
          question={t('accounts.users.changeRoleQuestion', { name, role })}
          explanation={own ? `${explanation} ${t('accounts.users.demoteSelf')}` : explanation}
          busy={changing.isPending}
          testId={`change-role-${user.email}`}
          onConfirm={confirm}
        />
      )}
    </div>
  );
}
