import { NativeSelect, PasswordInput, Switch, TextInput } from '@mantine/core';
import { MAIL_SECURITIES, mailAccountEntry } from '@abgleich/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { mailAccountQuery, saveMailAccount } from '../api/mail-account.js';
import { mailStatusQuery } from '../api/mail-status.js';
import { refusalText, refusedFields } from '../connections/connection-error.js';
import { mailAccount as german } from '../i18n/de/mail-account.js';
import { FormField } from '../ui/form-field.js';
import { Note } from '../ui/note.js';
import { SaveBar } from '../ui/save-bar.js';
import classes from '../ui/set-up.module.css';
import {
  type Account,
  entryOf,
  type FieldName,
  resolver,
  type Values,
  valuesOf,
} from './mail-account-values.js';

const PORTS: Readonly<Record<string, string>> = { tls: '465', starttls: '587' };

/** Sets up the mail account. A password that is left empty stays as it is stored. */
export function MailAccountForm({
  account,
  onSaved,
  onDirty,
}: {
  account: Account;
  onSaved: () => void;
  onDirty: (dirty: boolean) => void;
}) {
  const { t } = useTranslation();
  const form = useForm<Values>({ defaultValues: valuesOf(account), resolver });
  const saving = useSaving(form, onSaved);
  const { errors, isDirty } = form.formState;
  useEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const hasLogin = form.watch('login');
  const security = form.watch('security');
  const textOf = (name: FieldName) => ({
    label: t(`mailAccount.field.${name}.label`),
    hint: t(`mailAccount.field.${name}.hint`),
    help: t(`mailAccount.field.${name}.help`),
    error: errorText(t, errors[name]?.message),
  });
  const text = (name: FieldName, mode: 'text' | 'email' | 'numeric' = 'text') => (
    <FormField {...textOf(name)}>
      {(input) => (
        <TextInput
          {...input}
          {...form.register(name)}
          inputMode={mode}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </FormField>
  );
  /** The usual port of the chosen security, unless somebody chose another one. */
  const followPort = (next: string) => {
    const port = form.getValues('port');
    const usual = PORTS[next];
    if (usual !== undefined && (port === '' || Object.values(PORTS).includes(port)))
      form.setValue('port', usual, { shouldDirty: true });
  };
  return (
    <form
      noValidate
      className={`${classes.card} ${classes.form}`}
      onSubmit={(event) => void form.handleSubmit((values) => saving.mutate(values))(event)}
      data-testid="mail-form"
    >
      {text('host')}
      <div className={classes.two}>
        <FormField {...textOf('security')}>
          {(input) => (
            <NativeSelect
              {...input}
              {...form.register('security', {
                onChange: (event: { target: { value: string } }) => followPort(event.target.value),
              })}
              data={MAIL_SECURITIES.map((one) => ({
                value: one,
                label: t(`mailAccount.security.${one}`),
              }))}
            />
          )}
        </FormField>
        {text('port', 'numeric')}
      </div>
      {security === 'none' && <Note tone="warn" title={t('mailAccount.securityWarning')} />}
      <Switch
        checked={hasLogin}
        onChange={({ currentTarget: { checked } }) =>
          form.setValue('login', checked, { shouldDirty: true })
        }
        label={t('mailAccount.login')}
        data-testid="login"
      />
      {hasLogin && (
        <div className={classes.two}>
          {text('username')}
          <FormField {...textOf('password')}>
            {(input) => (
              <PasswordInput
                {...input}
                {...form.register('password')}
                autoComplete="new-password"
                placeholder={account?.hasPassword === true ? t('mailAccount.passwordKeep') : ''}
              />
            )}
          </FormField>
        </div>
      )}
      <div className={classes.two}>
        {text('sender', 'email')}
        {text('recipient', 'email')}
      </div>
      {saving.error !== null && refusedFields(saving.error).length === 0 && (
        <Note tone="bad" title={refusalText(t, saving.error)} />
      )}
      <SaveBar
        dirty={isDirty}
        busy={saving.isPending}
        label={t('mailAccount.save')}
        onDiscard={() => form.reset()}
      />
    </form>
  );
}

function errorText(t: TFunction, word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const known = Object.hasOwn(german.error, word) ? word : 'invalid';
  return t(`mailAccount.error.${known}` as 'mailAccount.error.invalid'); // looked up just before
}

function useSaving(form: ReturnType<typeof useForm<Values>>, onSaved: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: Values) => saveMailAccount(mailAccountEntry.parse(entryOf(values))),
    onError: (error) => {
      for (const { path, code } of refusedFields(error))
        form.setError(path as FieldName, { message: code }, { shouldFocus: true }); // the server's names are the form's
    },
    onSuccess: async (answer) => {
      client.setQueryData(mailAccountQuery.queryKey, answer);
      form.reset(valuesOf(answer.account));
      onSaved();
      await client.invalidateQueries({ queryKey: mailStatusQuery.queryKey });
    },
  });
}
