import { Button, NativeSelect, TextInput, Title } from '@mantine/core';
import { zodResolver } from '@hookform/resolvers/zod';
import type { UseMutationResult } from '@tanstack/react-query';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type NewTokenAnswer, newTokenRequest, type NewTokenRequest } from '@abgleich/contracts';
import { refusalText } from '../texts/refusal-text.js';
import { Toggletip } from '../ui/toggletip.js';
import classes from './tokens-page.module.css';

type Creating = UseMutationResult<NewTokenAnswer, Error, NewTokenRequest>;
type Form = UseFormReturn<NewTokenRequest>;

const EMPTY: NewTokenRequest = { name: '', role: 'viewer', lastDay: null };
/** Least first: what a program needs is mostly to read. */
const ROLES_OFFERED = ['viewer', 'operations', 'admin'] as const;

/** Name, role and an end: the same schema as the server's says what fits. */
export function NewTokenForm({ creating }: { creating: Creating }) {
  const { t } = useTranslation();
  const form = useForm<NewTokenRequest>({
    resolver: zodResolver(newTokenRequest),
    defaultValues: EMPTY,
  });
  const create = form.handleSubmit((values) =>
    creating.mutate(values, { onSuccess: () => form.reset(EMPTY) }),
  );
  return (
    <section className={classes.card} aria-labelledby="new-token">
      <Title order={2} id="new-token">
        {t('tokens.newTitle')}
      </Title>
      <form
        onSubmit={(submitted) => void create(submitted)}
        noValidate
        className={classes.form}
        autoComplete="off"
      >
        <Fields form={form} />
        {creating.error !== null && (
          <p role="alert" className={classes.failed}>
            {refusalText(creating.error, t)}
          </p>
        )}
        <div className={classes.submit}>
          <Button type="submit" loading={creating.isPending} data-testid="create-token">
            {t('tokens.create')}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Fields({ form }: { form: Form }) {
  const { t } = useTranslation();
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <>
      <TextInput
        label={t('tokens.name')}
        description={t('tokens.nameHelp')}
        placeholder={t('tokens.namePlaceholder')}
        error={errors.name && t('tokens.nameMissing')}
        maxLength={80}
        required
        withAsterisk={false}
        {...register('name')}
      />
      <div className={classes.withHelp}>
        <NativeSelect
          label={t('tokens.role')}
          description={t('tokens.roleHelp')}
          data={ROLES_OFFERED.map((role) => ({ value: role, label: t(`tokens.role-${role}`) }))}
          {...register('role')}
        />
        <span className={classes.help}>
          <Toggletip about={t('tokens.role')}>{t('tokens.roleMore')}</Toggletip>
        </span>
      </div>
      <TextInput
        type="date"
        label={t('tokens.lastDay')}
        description={t('tokens.lastDayHelp')}
        error={errors.lastDay && t('tokens.lastDayBad')}
        {...register('lastDay', { setValueAs: (value: unknown) => (value === '' ? null : value) })}
      />
    </>
  );
}
