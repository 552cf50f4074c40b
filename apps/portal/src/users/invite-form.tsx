import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslation } from 'react-i18next';
import { type InvitationDraft, ROLES, invitationDraft } from '@abgleich/contracts';
import { inviteUser } from '../api/users.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from '../people/people.module.css';
import { refusalText } from '../people/refusal-text.js';
import { usePeopleAction } from '../people/use-people-action.js';
import type { Say } from './say.js';

const FIELD = { required: true, withAsterisk: false };
/** The server's no stands at the field it is about, where the eyes are. */
const REFUSED = 'refused';
const TO_FIELD = { shouldFocus: true };

/** Inviting somebody. What is typed stays when it is refused, and is cleared when it left. */
export function InviteForm({ mails, say }: { mails: boolean; say: Say }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const empty: InvitationDraft = { email: '', name: '', role: 'operations', language };
  const form = useForm({ defaultValues: empty, resolver: zodResolver(invitationDraft) });
  const inviting = usePeopleAction(inviteUser);
  const submit = form.handleSubmit((draft) =>
    inviting.mutate(draft, {
      onSuccess: (link) => {
        form.reset(empty);
        say({ link });
      },
      onError: (error) =>
        form.setError('email', { type: REFUSED, message: refusalText(error, t) }, TO_FIELD),
    }),
  );
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.invite.title')}</Title>
      <p className={classes.quiet}>
        {t(mails ? 'accounts.invite.mails' : 'accounts.invite.noMails')}
      </p>
      <form noValidate onSubmit={(submitted) => void submit(submitted)} data-testid="invite-form">
        <InviteFields form={form} />
        <Button type="submit" mt="md" loading={inviting.isPending} data-testid="invite">
          {t('accounts.invite.submit')}
        </Button>
      </form>
    </section>
  );
}

function InviteFields({ form }: { form: UseFormReturn<InvitationDraft> }) {
  const { t } = useTranslation();
  const { register, watch, formState } = form;
  const { errors } = formState;
  const refused = errors.email?.type === REFUSED ? errors.email.message : undefined;
  const spoken = [
    { value: 'de', label: t('app.german') },
    { value: 'en', label: t('app.english') },
  ];
  return (
    <div className={classes.columns}>
      <TextInput
        {...register('email')}
        {...FIELD}
        label={t('accounts.invite.email')}
        description={t('accounts.invite.emailHelp')}
        type="email"
        autoComplete="off"
        error={refused ?? (errors.email && t('accounts.invite.emailMissing'))}
      />
      <TextInput
        {...register('name')}
        {...FIELD}
        label={t('accounts.invite.name')}
        description={t('accounts.own.nameHelp')}
        autoComplete="off"
        error={errors.name && t('accounts.invite.nameMissing')}
      />
      <NativeSelect
        {...register('role')}
        label={t('accounts.users.role')}
        description={t(`accounts.roleHelp.${watch('role')}`)}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      <NativeSelect
        {...register('language')}
        label={t('accounts.invite.language')}
        description={t('accounts.own.languageHelp')}
        data={spoken}
      />
    </div>
  );
}
