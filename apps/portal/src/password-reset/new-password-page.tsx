import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { finishPasswordReset, readPasswordReset } from '../api/outside.js';
import { NewPasswordField } from '../ui/new-password-field.js';
import { OutsideFrame } from '../ui/outside-frame.js';
import classes from '../ui/outside-frame.module.css';
import { OutsideLoading } from '../ui/outside-loading.js';
import { isWrongLink, outsideRefusal } from '../ui/outside-refusal.js';
import { RefusalAlert } from '../ui/refusal-alert.js';
import { useOneTimeToken } from '../ui/use-one-time-token.js';
import { WrongLink } from '../ui/wrong-link.js';

/** Where the link for a new password leads. */
export function NewPasswordPage() {
  const { t } = useTranslation();
  const token = useOneTimeToken();
  const { data, error } = useQuery({
    queryKey: ['password-reset', token],
    queryFn: () => readPasswordReset(token),
    staleTime: Infinity,
  });
  if (isWrongLink(error)) return <EndedLink />;
  if (data === undefined) return <OutsideLoading title={t('outside.newTitle')} error={error} />;
  return <NewPasswordForm token={token} email={data.email} />;
}

function EndedLink() {
  const { t } = useTranslation();
  return (
    <WrongLink text={t('outside.newWrong')}>
      <Link to="/passwort-vergessen">{t('outside.newAgain')}</Link>
    </WrongLink>
  );
}

function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const { t } = useTranslation();
  const { control, handleSubmit } = useForm({ defaultValues: { password: '' } });
  const finishing = useMutation({ mutationFn: finishPasswordReset });
  if (finishing.isSuccess)
    return (
      <OutsideFrame title={t('outside.newDoneTitle')}>
        <p className={classes.text} role="status" data-testid="password-set">
          {t('outside.newDone')}
        </p>
        <Link to="/anmelden">{t('outside.toSignIn')}</Link>
      </OutsideFrame>
    );
  if (isWrongLink(finishing.error)) return <EndedLink />;
  return (
    <OutsideFrame title={t('outside.newTitle')}>
      <p className={classes.text}>{t('outside.newFor', { email })}</p>
      <form
        noValidate
        className={classes.form}
        onSubmit={(submitted) =>
          void handleSubmit(({ password }) => finishing.mutate({ token, password }))(submitted)
        }
      >
        <RefusalAlert testId="outside-refused">{outsideRefusal(finishing.error, t)}</RefusalAlert>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <NewPasswordField control={control} name="password" email={() => email} />
        <Button type="submit" fullWidth loading={finishing.isPending} data-testid="set-password">
          {t('outside.newSubmit')}
        </Button>
      </form>
    </OutsideFrame>
  );
}
