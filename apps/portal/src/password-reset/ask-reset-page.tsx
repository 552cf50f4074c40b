import { resetRequest } from '@abgleich/contracts';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { askPasswordReset } from '../api/outside.js';
import { OutsideFrame } from '../ui/outside-frame.js';
import classes from '../ui/outside-frame.module.css';
import { outsideRefusal } from '../ui/outside-refusal.js';
import { RefusalAlert } from '../ui/refusal-alert.js';

const ANSWERS = { all: 'askedAll', some: 'askedSome', none: 'askedNone' } as const;

/** "Passwort vergessen": asks for a link. What it says is the same whether there is such an account or not. */
export function AskResetPage() {
  const { t } = useTranslation();
  const { register, handleSubmit, getValues, formState } = useForm({
    defaultValues: { email: '' },
  });
  const asking = useMutation({ mutationFn: askPasswordReset });
  if (asking.data !== undefined) {
    const { mails } = asking.data;
    return (
      <OutsideFrame title={t(mails === 'none' ? 'outside.askedNoneTitle' : 'outside.askedTitle')}>
        <p className={classes.text} role="status" data-testid="reset-asked">
          {t(`outside.${ANSWERS[mails]}`, { email: getValues('email').trim() })}
        </p>
        <Link to="/anmelden">{t('outside.toSignIn')}</Link>
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame title={t('outside.askTitle')}>
      <p className={classes.text}>{t('outside.askText')}</p>
      <form
        noValidate
        className={classes.form}
        onSubmit={(submitted) =>
          void handleSubmit(({ email }) => asking.mutate(email.trim()))(submitted)
        }
      >
        <RefusalAlert testId="outside-refused">{outsideRefusal(asking.error, t)}</RefusalAlert>
        <TextInput
          {...register('email', {
            validate: (email) => resetRequest.safeParse({ email: email.trim() }).success,
          })}
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          error={formState.errors.email && t('signIn.emailMissing')}
        />
        <Button type="submit" fullWidth loading={asking.isPending} data-testid="ask-reset">
          {t('outside.askSubmit')}
        </Button>
        <Link to="/anmelden">{t('outside.toSignIn')}</Link>
      </form>
    </OutsideFrame>
  );
}
