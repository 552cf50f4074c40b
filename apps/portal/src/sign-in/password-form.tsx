import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiRefusal } from '../api/request.js';
import type { Credentials } from '../api/session.js';
import classes from '../ui/outside-frame.module.css';
import { RefusalAlert } from '../ui/refusal-alert.js';
import { signInRefusal } from './refusal-text.js';
import { useEntering } from './use-entering.js';

type PasswordFormProps = {
  readonly next: string | undefined;
  readonly ended: boolean;
  /** The password is right and a code is needed as well. */
  readonly onCodeNeeded: (credentials: Credentials) => void;
};

const needsCode = (error: Error | null): boolean =>
  error instanceof ApiRefusal && error.problem?.code === 'portal.second-factor-needed';

function EndedNotice() {
  const { t } = useTranslation();
  return (
    <Alert
      color="blue"
      icon={<IconInfoCircle size={18} aria-hidden />}
      styles={{ message: { color: 'var(--ink)' } }}
    >
      {t('signIn.expired')}
    </Alert>
  );
}

const FIELD = { required: true, withAsterisk: false };

/** The first step of the sign-in. */
export function PasswordForm({ next, ended, onCodeNeeded }: PasswordFormProps) {
  const { t } = useTranslation();
  const [missing, setMissing] = useState({ email: false, password: false });
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const entering = useEntering(next);

  const submit = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const email = emailField.current?.value.trim() ?? '';
    const password = passwordField.current?.value ?? '';
    const found = { email: !/.@./.test(email), password: password === '' };
    setMissing(found);
    const onError = (error: Error) =>
      needsCode(error) ? onCodeNeeded({ email, password }) : passwordField.current?.select();
    if (found.email) emailField.current?.focus();
    else if (found.password) passwordField.current?.focus();
    else entering.mutate({ email, password }, { onError });
  };
  const refusal = needsCode(entering.error) ? null : signInRefusal(entering.error, t);

  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <RefusalAlert testId="sign-in-refused">{refusal}</RefusalAlert>
      {ended && refusal === null && <EndedNotice />}
      <TextInput
        ref={emailField}
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        {...FIELD}
        error={missing.email ? t('signIn.emailMissing') : null}
      />
      <PasswordInput
        ref={passwordField}
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        {...FIELD}
        error={missing.password ? t('signIn.passwordMissing') : null}
      />
      <Button type="submit" fullWidth mt="xs" loading={entering.isPending} data-testid="sign-in">
        {t('signIn.submit')}
      </Button>
      <Link to="/passwort-vergessen" data-testid="forgotten">
        {t('signIn.forgotten')}
      </Link>
    </form>
  );
}
