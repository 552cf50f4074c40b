import { zodResolver } from '@hookform/resolvers/zod';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import {
  type ConnectionTest,
  connectionUpdate,
  connectionCreate,
  type ConnectionView,
} from '@abgleich/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { bookingQuery } from '../api/booking.js';
import { connectionsQuery, createConnection, updateConnection } from '../api/connections.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { FormField } from '../ui/form-field.js';
import { Note } from '../ui/note.js';
import { SaveBar } from '../ui/save-bar.js';
import classes from '../ui/set-up.module.css';
import { fieldErrorText, refusalText, refusedFields } from './connection-error.js';
import { ConnectionResult } from './connection-result.js';

const FIELDS = ['name', 'endpointUrl', 'database', 'username'] as const;
type Values = Record<(typeof FIELDS)[number] | 'password', string>;
const NOTHING: Values = { name: '', endpointUrl: '', database: '', username: '', password: '' };

type ConnectionFormProps = {
  /** `null`: a new one. */
  readonly known: ConnectionView | null;
  readonly onDone: (savedName: string | null) => void;
};

/** Creates or changes a connection. What does not pass the test is saved only after a clear choice. */
export function ConnectionForm({ known, onDone }: ConnectionFormProps) {
  const { t } = useTranslation();
  const form = useForm<Values>({ defaultValues: valuesOf(known), resolver: resolverFor(known) });
  const saving = useSaving(known, form, onDone);
  const { errors, isDirty } = form.formState;
  const errorOf = (name: keyof Values) => fieldErrorText(t, errors[name]?.message);
  const textOf = (name: keyof Values) => ({
    label: t(`connections.field.${name}.label`),
    hint: t(`connections.field.${name}.hint`),
    help: t(`connections.field.${name}.help`),
    error: errorOf(name),
  });
  const title = known === null ? t('connections.newTitle') : t('connections.editTitle', known);
  const submit = (saveAnyway: boolean) =>
    form.handleSubmit((values) => saving.save(values, saveAnyway));
  return (
    <section className={classes.card} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => void submit(false)(event)}
        data-testid="connection-form"
      >
        {FIELDS.map((name, index) => (
          <FormField key={name} {...textOf(name)}>
            {(input) => (
              <TextInput
                {...input}
                {...form.register(name)}
                autoFocus={index === 0}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </FormField>
        ))}
        <FormField {...textOf('password')}>
          {(input) => (
            <PasswordInput
              {...input}
              {...form.register('password')}
              autoComplete="new-password"
              placeholder={known === null ? '' : t('connections.passwordKeep')}
            />
          )}
        </FormField>
        <Outcome
          saving={saving}
          values={form.getValues()}
          onSaveAnyway={() => void submit(true)()}
        />
        <SaveBar
          dirty={isDirty && !saving.done}
          busy={saving.busy}
          label={saving.busy ? t('connections.saving') : t('connections.save')}
          onDiscard={() => {
            form.reset();
            onDone(null);
          }}
        />
      </form>
    </section>
  );
}

type Saving = ReturnType<typeof useSaving>;

function Outcome({
  saving,
  values,
  onSaveAnyway,
}: {
  saving: Saving;
  values: Values;
  onSaveAnyway: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { test, error, busy } = saving;
  if (error !== null && refusedFields(error).length === 0)
    return <Note tone="bad" title={refusalText(t, error)} testId="save-refused" />;
  if (test === null || busy) return null;
  const quiet = test.result === 'quiet-window' ? formatMoment(test.until, language) : null;
  return (
    <>
      <ConnectionResult test={test} of={values} />
      <Note tone="warn" title={t('connections.notPassed')} testId="not-saved">
        <p>
          {quiet === null
            ? t('connections.saveAnywayText')
            : t('connections.saveUntestedText', { time: quiet })}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onSaveAnyway} data-testid="save-anyway">
            {quiet === null ? t('connections.saveAnyway') : t('connections.saveUntested')}
          </Button>
        </div>
      </Note>
    </>
  );
}

const valuesOf = (known: ConnectionView | null): Values =>
  known === null
    ? NOTHING
    : {
        name: known.name,
        endpointUrl: known.endpointUrl,
        database: known.database,
        username: known.username,
        password: '',
      };

/** The server's own schema; an empty password keeps the stored one. */
function resolverFor(known: ConnectionView | null) {
  const schema =
    known === null
      ? connectionCreate.omit({ active: true, saveAnyway: true })
      : connectionUpdate.omit({ password: true, saveAnyway: true }).extend({
          password: connectionCreate.shape.password.or(connectionCreate.shape.name.length(0)),
        });
  return zodResolver(schema) as ReturnType<typeof zodResolver<Values, unknown, Values>>; // both take and give these values
}

function useSaving(
  known: ConnectionView | null,
  form: ReturnType<typeof useForm<Values>>,
  onDone: ConnectionFormProps['onDone'],
) {
  const client = useQueryClient();
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const [done, setDone] = useState(false);
  const saving = useMutation({
    mutationFn: ({ password, ...values }: Values & { saveAnyway: boolean }) =>
      known === null
        ? createConnection({ ...values, password })
        : updateConnection(known.id, { ...values, password: password === '' ? null : password }),
    onError: (error) => {
      setTest(null);
      for (const { path, code } of refusedFields(error))
        if (path in NOTHING)
          form.setError(path as keyof Values, { message: code }, { shouldFocus: true }); // one of them
    },
    onSuccess: async (answer, { name }) => {
      setTest(answer.saved ? null : answer.test);
      if (!answer.saved) return;
      setDone(true);
      await Promise.all([
        client.invalidateQueries({ queryKey: connectionsQuery.queryKey }),
        client.invalidateQueries({ queryKey: bookingQuery.queryKey }), // it needs a connection
      ]);
      onDone(name);
    },
  });
  return {
    test,
    done,
    busy: saving.isPending,
    error: saving.error,
    save: (values: Values, saveAnyway: boolean) => saving.mutate({ ...values, saveAnyway }),
  };
}
