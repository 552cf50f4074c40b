import type { AccountAnswer } from '@abgleich/contracts';
import { Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from '../people/people.module.css';
import { FactorInForce } from './factor-in-force.js';
import { FactorSetUp } from './factor-set-up.js';
import { RecoveryCodes } from './recovery-codes.js';

/** Codes of fewer than this are worth a word. */
const CODES_LOW = 3;

/** The second factor: off with a way on, or on with new recovery codes and a way off. */
export function SecondFactor({ account }: { account: AccountAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { secondFactor } = account;
  return (
    <section className={classes.card} data-testid="second-factor">
      <Title order={2}>{t('accounts.factor.title')}</Title>
      <p className={classes.quiet}>{t('accounts.factor.intro')}</p>
      <p role="status">
        <strong>
          {secondFactor === null
            ? t('accounts.factor.isOff')
            : t('accounts.factor.isOn', { at: formatMoment(secondFactor.since, language) })}
        </strong>
        {secondFactor !== null && (
          <span className={classes.detail}>
            {t('accounts.factor.codesLeft', { count: secondFactor.recoveryCodesLeft })}{' '}
            {secondFactor.recoveryCodesLeft < CODES_LOW && t('accounts.factor.codesLow')}
          </span>
        )}
      </p>
      {codes !== null && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {codes === null && secondFactor === null && <FactorSetUp onCodes={setCodes} />}
      {codes === null && secondFactor !== null && <FactorInForce onCodes={setCodes} />}
    </section>
  );
}
