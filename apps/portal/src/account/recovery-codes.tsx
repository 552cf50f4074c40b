import { Button, CopyButton, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../people/people.module.css';

/** Shown once. Takes the focus: whoever overlooks them is locked out with the phone. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div data-testid="recovery-codes">
      <Title order={3} ref={title} tabIndex={-1}>
        {t('accounts.factor.recoveryTitle')}
      </Title>
      <p>{t('accounts.factor.recovery')}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <CopyButton value={codes.join('\n')} timeout={2_000}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('app.copied') : t('accounts.factor.recoveryCopy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onKept} data-testid="codes-kept">
          {t('accounts.factor.recoverySaved')}
        </Button>
      </div>
    </div>
  );
}
