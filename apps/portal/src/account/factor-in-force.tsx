import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { endSecondFactor, renewRecoveryCodes } from '../api/account.js';
import { Outcome } from '../people/outcome.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';

const FIELD = { required: true, withAsterisk: false };

type Wish = 'off' | 'renew';
type OnCodes = (codes: readonly string[]) => void;

/** New recovery codes, or switching off; both ask for password and code first. */
export function FactorInForce({ onCodes }: { onCodes: OnCodes }) {
  const { t } = useTranslation();
  const [wish, setWish] = useState<Wish | null>(null);
  if (wish !== null)
    return <ProofForm wish={wish} onCodes={onCodes} onCancel={() => setWish(null)} />;
  return (
    <div className={classes.actions}>
      <Button variant="default" onClick={() => setWish('renew')} data-testid="renew-codes">
        {t('accounts.factor.renew')}
      </Button>
      <Button variant="default" onClick={() => setWish('off')} data-testid="second-factor-off">
        {t('accounts.factor.off')}
      </Button>
    </div>
  );
}

type ProofFormProps = {
  readonly wish: Wish;
  readonly onCodes: OnCodes;
  readonly onCancel: () => void;
};

function ProofForm({ wish, onCodes, onCancel }: ProofFormProps) {
  const { t } = useTranslation();
  const { register, handleSubmit, formState, setFocus } = useForm({
    defaultValues: { password: '', code: '' },
  });
  const acting = usePeopleAction((proof: { password: string; code: string }) =>
    wish === 'off' ? endSecondFactor(proof).then(() => null) : renewRecoveryCodes(proof),
  );
  const act = handleSubmit((proof) =>
    acting.mutate(proof, {
      onSuccess: (codes) => {
        if (codes !== null) onCodes(codes);
        onCancel();
      },
      onError: () => setFocus('code', { shouldSelect: true }),
    }),
  );
  return (
    <form noValidate className={classes.form} onSubmit={(submitted) => void act(submitted)}>
      <p>{t(wish === 'off' ? 'accounts.factor.offText' : 'accounts.factor.renewText')}</p>
      <PasswordInput
        {...register('password', { required: true })}
        {...FIELD}
        label={t('accounts.factor.password')}
        description={t('accounts.factor.passwordHelp')}
        autoComplete="current-password"
        autoFocus
        error={formState.errors.password && t('accounts.own.passwordMissing')}
      />
      <TextInput
        {...register('code', { required: true })}
        {...FIELD}
        label={t('accounts.factor.codeOrRecovery')}
        description={t('accounts.factor.codeOrRecoveryHelp')}
        autoComplete="one-time-code"
        maxLength={40}
        error={formState.errors.code && t('accounts.factor.codeMissing')}
      />
      <div className={classes.actions}>
        <Button type="submit" loading={acting.isPending} data-testid="prove">
          {t(wish === 'off' ? 'accounts.factor.off' : 'accounts.factor.renew')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('accounts.factor.cancel')}
        </Button>
      </div>
      <Outcome error={acting.error} done={null} />
    </form>
  );
}
