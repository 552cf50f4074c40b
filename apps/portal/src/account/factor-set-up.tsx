import type { SecondFactorDraft } from '@abgleich/contracts';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { beginSecondFactor, confirmSecondFactor } from '../api/account.js';
import { isRefusal } from '../api/request.js';
import { Outcome } from '../people/outcome.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';
import { CopyValue } from '../ui/copy-value.js';

type OnCodes = (codes: readonly string[]) => void;

/** Switching on: the password, then the key for the app, then a first code of it. */
export function FactorSetUp({ onCodes }: { onCodes: OnCodes }) {
  const [draft, setDraft] = useState<SecondFactorDraft | null>(null);
  return draft === null ? (
    <Beginning onDraft={setDraft} />
  ) : (
    <Confirming draft={draft} onCodes={onCodes} onCancel={() => setDraft(null)} />
  );
}

function Beginning({ onDraft }: { onDraft: (draft: SecondFactorDraft) => void }) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setFocus } = useForm({
    defaultValues: { password: '' },
  });
  const beginning = usePeopleAction(beginSecondFactor);
  const begin = handleSubmit(({ password }) =>
    beginning.mutate(password, {
      onSuccess: onDraft,
      onError: () => setFocus('password', { shouldSelect: true }),
    }),
  );
  const notHere = beginning.error !== null && isRefusal(beginning.error, 404);
  return (
    <form noValidate className={classes.form} onSubmit={(submitted) => void begin(submitted)}>
      <PasswordInput
        {...register('password', { required: true })}
        label={t('accounts.factor.password')}
        description={t('accounts.factor.passwordHelp')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        error={formState.errors.password && t('accounts.own.passwordMissing')}
      />
      <Button type="submit" loading={beginning.isPending} data-testid="begin-second-factor">
        {t('accounts.factor.begin')}
      </Button>
      <Outcome
        error={notHere ? null : beginning.error}
        done={notHere ? t('accounts.factor.notHere') : null}
      />
    </form>
  );
}

type ConfirmingProps = {
  readonly draft: SecondFactorDraft;
  readonly onCodes: OnCodes;
  readonly onCancel: () => void;
};

function Confirming({ draft, onCodes, onCancel }: ConfirmingProps) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setFocus } = useForm({ defaultValues: { code: '' } });
  const confirming = usePeopleAction(confirmSecondFactor);
  const confirm = handleSubmit(({ code }) =>
    confirming.mutate(code, {
      onSuccess: onCodes,
      onError: () => setFocus('code', { shouldSelect: true }),
    }),
  );
  return (
    <form noValidate className={classes.form} onSubmit={(submitted) => void confirm(submitted)}>
      <p>{t('accounts.factor.scan')}</p>
      <img
        className={classes.qr}
        src={`data:image/svg+xml,${encodeURIComponent(draft.qrSvg)}`}
        alt={t('accounts.factor.qr')}
      />
      <div>
        {t('accounts.factor.key')}:{' '}
        <span data-testid="second-factor-key">
          <CopyValue value={draft.key} name={t('accounts.factor.key')} />
        </span>
      </div>
      <TextInput
        {...register('code', { required: true })}
        label={t('accounts.factor.code')}
        description={t('accounts.factor.codeHelp')}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        required
        withAsterisk={false}
        maxLength={10}
        error={formState.errors.code && t('accounts.factor.codeMissing')}
      />
      <div className={classes.actions}>
        <Button type="submit" loading={confirming.isPending} data-testid="confirm-second-factor">
          {t('accounts.factor.confirm')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('accounts.factor.cancel')}
        </Button>
      </div>
      <Outcome error={confirming.error} done={null} />
    </form>
  );
}
