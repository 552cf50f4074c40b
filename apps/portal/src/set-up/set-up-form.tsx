import { personName, resetRequest } from '@abgleich/contracts';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { setUp } from '../api/outside.js';
import { useLanguage } from '../i18n/use-language.js';
import { useBegin } from '../sign-in/use-entering.js';
import { NewPasswordField } from '../ui/new-password-field.js';
import { OutsideFrame } from '../ui/outside-frame.js';
import classes from '../ui/outside-frame.module.css';
import { isWrongLink, outsideRefusal } from '../ui/outside-refusal.js';
import { RefusalAlert } from '../ui/refusal-alert.js';
import { WrongLink } from '../ui/wrong-link.js';

const FIELD = { required: true, withAsterisk: false };
const EMPTY = { organisation: '', name: '', email: '', password: '' };
const isName = (name: string): boolean => personName.safeParse(name).success;
const isEmail = (email: string): boolean => resetRequest.safeParse({ email: email.trim() }).success;

/** Organisation and first admin; then on to what is left to do. */
export function SetUpForm({ token }: { token: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const form = useForm({ defaultValues: EMPTY });
  const creating = useCreating();
  if (isWrongLink(creating.error)) return <WrongLink text={t('outside.setUpWrong')} />;
  const create = form.handleSubmit(({ email, ...rest }) =>
    creating.mutate({ ...rest, email: email.trim(), token, language }),
  );
  return (
    <OutsideFrame title={t('outside.setUpTitle')}>
      <p className={classes.text}>{t('outside.setUpText')}</p>
      <form noValidate className={classes.form} onSubmit={(submitted) => void create(submitted)}>
        <RefusalAlert testId="outside-refused">{outsideRefusal(creating.error, t)}</RefusalAlert>
        <SetUpFields form={form} />
        <Button type="submit" fullWidth loading={creating.isPending} data-testid="set-up">
          {t('outside.setUpSubmit')}
        </Button>
      </form>
    </OutsideFrame>
  );
}

function useCreating() {
  const begin = useBegin();
  return useMutation({
    mutationFn: setUp,
    onSuccess: (session) => begin(session, '/einrichtung'),
  });
}

function SetUpFields({ form }: { form: UseFormReturn<typeof EMPTY> }) {
  const { t } = useTranslation();
  const { register, control, getValues, formState } = form;
  const { errors } = formState;
  return (
    <>
      <TextInput
        {...register('organisation', { validate: isName })}
        {...FIELD}
        label={t('outside.organisation')}
        description={t('outside.organisationHelp')}
        autoComplete="organization"
        autoFocus
        error={errors.organisation && t('outside.organisationMissing')}
      />
      <TextInput
        {...register('name', { validate: isName })}
        {...FIELD}
        label={t('outside.name')}
        description={t('outside.nameHelp')}
        autoComplete="name"
        error={errors.name && t('outside.nameMissing')}
      />
      <TextInput
        {...register('email', { validate: isEmail })}
        {...FIELD}
        label={t('signIn.email')}
        description={t('outside.emailHelp')}
        type="email"
        autoComplete="username"
        error={errors.email && t('signIn.emailMissing')}
      />
      <NewPasswordField control={control} name="password" email={() => getValues('email')} />
    </>
  );
}
