import { Alert, Button, Paper, PasswordInput, TextInput, Title } from '@mantine/core';
import { IconAlertTriangleFilled, IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiRefusal } from '../api/request.js';
import { sessionQuery, signIn } from '../api/session.js';
import { usePageTitle } from '../app/use-page-title.js';
import { preferLanguage } from '../i18n/start-texts.js';
import { LanguageSwitch } from '../ui/language-switch.js';
import { SchemeSwitch } from '../ui/scheme-switch.js';
import classes from './sign-in-page.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t('signIn.title'));
  useForgetting();
  return (
    <div className={classes.page}>
      <header className={classes.tools}>
        <LanguageSwitch />
        <SchemeSwitch />
      </header>
      <main id="content" className={classes.main}>
        <div className={classes.brand}>
          <img src="/icon.svg" width={40} height={40} alt="" />
          <div>
            <div className={classes.name}>{t('app.name')}</div>
            <div className={classes.tagline}>{t('app.tagline')}</div>
          </div>
        </div>
        <Paper withBorder radius="md" p={{ base: 'md', xs: 'xl' }} className={classes.card}>
          <Title order={1} mb="md">
            {t('signIn.title')}
          </Title>
          <SignInForm />
        </Paper>
      </main>
    </div>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const [missing, setMissing] = useState({ email: false, password: false });
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const entering = useEntering();

  const submit = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const email = emailField.current?.value.trim() ?? '';
    const password = passwordField.current?.value ?? '';
    const found = { email: !/.@./.test(email), password: password === '' };
    setMissing(found);
    if (found.email) emailField.current?.focus();
    else if (found.password) passwordField.current?.focus();
    else entering.mutate({ email, password }, { onError: () => passwordField.current?.select() });
  };

  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <SignInMessage error={entering.error} />
      <TextInput
        ref={emailField}
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        error={missing.email ? t('signIn.emailMissing') : null}
      />
      <PasswordInput
        ref={passwordField}
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        error={missing.password ? t('signIn.passwordMissing') : null}
      />
      <Button type="submit" fullWidth mt="xs" loading={entering.isPending} data-testid="sign-in">
        {t('signIn.submit')}
      </Button>
    </form>
  );
}

/** Whoever comes to this page has left or was sent away: nothing they read stays for the next person at this screen. */
function useForgetting(): void {
  const client = useQueryClient();
  useEffect(() => client.clear(), [client]);
}

/** Signs in, takes over the user's language and goes where the person wanted to go. */
function useEntering() {
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/anmelden' });
  return useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      await preferLanguage(session.user.language);
      router.history.push(next ?? '/uebersicht');
    },
  });
}

function SignInMessage({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  const { ended } = useSearch({ from: '/anmelden' });
  if (error !== null)
    return (
      <Alert
        color="red"
        role="alert"
        icon={<IconAlertTriangleFilled size={18} aria-hidden />}
        styles={{ message: { color: 'var(--ink)' } }}
        data-testid="sign-in-refused"
      >
        {refusalText(error, t)}
      </Alert>
    );
  if (ended !== true) return null;
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

function refusalText(error: Error, t: ReturnType<typeof useTranslation>['t']): string {
  if (!(error instanceof ApiRefusal)) return t('failure.unreachable');
  if (error.status === 400 || error.status === 401) return t('signIn.refused');
  if (error.status === 429) return t('signIn.tooMany');
  if (error.problem?.code === 'portal.busy') return t('signIn.busy');
  if (error.problem === null) return t('failure.unreachable');
  return t('failure.unexpected', { traceId: error.problem.traceId });
}
