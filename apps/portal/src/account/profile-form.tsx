import { type AccountAnswer, accountChange } from '@abgleich/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { changeAccount } from '../api/account.js';
import { sessionQuery } from '../api/session.js';
import { chooseLanguage } from '../i18n/start-texts.js';
import { Outcome } from '../people/outcome.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';

const FIELD = { required: true, withAsterisk: false };

export function ProfileForm({ account }: { account: AccountAnswer }) {
  const { t } = useTranslation();
  const { name, language } = account;
  const { register, handleSubmit, formState } = useForm({
    values: { name, language },
    resolver: zodResolver(accountChange),
  });
  const saving = useSaving();
  const save = handleSubmit((wanted) => saving.mutate(wanted));
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.own.profile')}</Title>
      <form noValidate onSubmit={(submitted) => void save(submitted)}>
        <div className={classes.columns}>
          <TextInput
            {...register('name')}
            label={t('accounts.own.name')}
            description={t('accounts.own.nameHelp')}
            autoComplete="name"
            {...FIELD}
            error={formState.errors.name && t('accounts.own.nameMissing')}
          />
          <NativeSelect
            {...register('language')}
            label={t('accounts.own.language')}
            description={t('accounts.own.languageHelp')}
            data={[
              { value: 'de', label: t('app.german') },
              { value: 'en', label: t('app.english') },
            ]}
          />
          <GivenFields account={account} />
        </div>
        <Button
          type="submit"
          mt="md"
          loading={saving.isPending}
          disabled={!formState.isDirty}
          data-testid="save-profile"
        >
          {t('accounts.own.save')}
        </Button>
        <Outcome
          error={saving.error}
          done={saving.isSuccess && !formState.isDirty ? t('accounts.own.saved') : null}
        />
      </form>
    </section>
  );
}

/** Saves, and shows the whole portal in the language that was chosen. */
function useSaving() {
  const client = useQueryClient();
  return usePeopleAction(async (wanted: Parameters<typeof changeAccount>[0]) => {
    const session = await changeAccount(wanted);
    client.setQueryData(sessionQuery.queryKey, session);
    await chooseLanguage(session.user.language);
  });
}

/** What others decide: shown, not changed. */
function GivenFields({ account: { email, role } }: { account: AccountAnswer }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('accounts.own.email')}
        description={t('accounts.own.emailHelp')}
        value={email}
        readOnly
      />
      <TextInput
        label={t('accounts.own.role')}
        description={t(`accounts.roleHelp.${role}`)}
        value={t(`role.${role}`)}
        readOnly
      />
    </>
  );
}
