import type { AccountAnswer } from '@abgleich/contracts';
import { Button, PasswordInput, Title } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../api/account.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { Outcome } from '../people/outcome.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';
import { NewPasswordField } from '../ui/new-password-field.js';

const EMPTY = { current: '', password: '' };

export function PasswordForm({ account }: { account: AccountAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { register, control, handleSubmit, reset, setFocus, formState } = useForm({
    defaultValues: EMPTY,
  });
  const changing = usePeopleAction(changePassword);
  const change = handleSubmit((entered) =>
    changing.mutate(entered, {
      onSuccess: () => reset(EMPTY),
      onError: () => setFocus('current', { shouldSelect: true }),
    }),
  );
  const { passwordChangedAt: at, email } = account;
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.own.passwordTitle')}</Title>
      <p className={classes.quiet}>
        {at !== null && t('accounts.own.passwordSince', { at: formatMoment(at, language) })}{' '}
        {t('accounts.own.passwordHint')}
      </p>
      <form noValidate className={classes.form} onSubmit={(submitted) => void change(submitted)}>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          {...register('current', { required: true })}
          label={t('accounts.own.passwordCurrent')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={formState.errors.current && t('accounts.own.passwordMissing')}
        />
        <NewPasswordField control={control} name="password" email={() => email} />
        <Button type="submit" loading={changing.isPending} data-testid="change-password">
          {t('accounts.own.passwordSave')}
        </Button>
      </form>
      <Outcome
        error={changing.error}
        done={changing.isSuccess ? t('accounts.own.passwordDone') : null}
      />
    </section>
  );
}
