import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isRefusal } from '../api/request.js';
import type { Credentials } from '../api/session.js';
import classes from '../ui/outside-frame.module.css';
import { RefusalAlert } from '../ui/refusal-alert.js';
import { signInRefusal } from './refusal-text.js';
import { useEntering } from './use-entering.js';

type CodeFormProps = {
  readonly credentials: Credentials;
  readonly next: string | undefined;
  readonly onBack: () => void;
};

/** The second step of the sign-in: the code of the app, or a recovery code. */
export function CodeForm({ credentials, next, onBack }: CodeFormProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const entering = useEntering(next);

  const submit = (submitted: FormEvent<HTMLFormElement>) => {
    submitted.preventDefault();
    const code = field.current?.value.trim() ?? '';
    setMissing(code === '');
    if (code === '') field.current?.focus();
    else entering.mutate({ ...credentials, code }, { onError: () => field.current?.select() });
  };
  const tooMany = isRefusal(entering.error, 429);

  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <RefusalAlert testId="code-refused">
        {tooMany ? t('signIn.codeTooMany') : signInRefusal(entering.error, t)}
      </RefusalAlert>
      <TextInput
        ref={field}
        label={t('signIn.code')}
        description={t('signIn.codeHelp')}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        autoFocus
        required
        withAsterisk={false}
        maxLength={40}
        error={missing ? t('signIn.codeMissing') : null}
      />
      <Button type="submit" fullWidth loading={entering.isPending} data-testid="send-code">
        {t('signIn.codeSubmit')}
      </Button>
      <Button variant="subtle" fullWidth onClick={onBack}>
        {t('signIn.codeBack')}
      </Button>
    </form>
  );
}
