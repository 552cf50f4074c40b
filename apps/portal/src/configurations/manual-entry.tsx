import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './configurations.module.css';

type ManualEntryProps = {
  /** Offered at once, because there is no list to choose from. */
  readonly opened: boolean;
  readonly label: string;
  readonly hint: string;
  readonly longest: number;
  /** What is wrong with what was entered; `null`: nothing. */
  readonly complaint: (text: string) => string | null;
  readonly onEntered: (text: string) => void;
};

/** The way on when pixi cannot be asked, or does not name what one is looking for. */
export function ManualEntry({
  opened,
  label,
  hint,
  longest,
  complaint,
  onEntered,
}: ManualEntryProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = complaint(text);
    setError(found);
    if (found === null) onEntered(text);
  };
  const form = (
    <form onSubmit={submit} noValidate className={classes.manual}>
      <TextInput
        label={label}
        description={hint}
        value={text}
        maxLength={longest}
        onChange={(event) => setText(event.currentTarget.value)}
        error={error}
        autoComplete="off"
        spellCheck={false}
        data-testid="manual-id"
      />
      <Button type="submit" data-testid="manual-next">
        {t('configurations.manual.next')}
      </Button>
    </form>
  );
  if (opened) return form;
  return (
    <details className={classes.manualDetails}>
      <summary data-testid="manual">{t('configurations.manual.show')}</summary>
      {form}
    </details>
  );
}
