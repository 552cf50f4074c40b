import type { SignInEntry } from '@abgleich/contracts';
import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../people/people.module.css';
import { CardTable } from '../ui/card-table.js';
import { ExactMoment } from '../ui/moment.js';

const isRefused = ({ outcome }: SignInEntry): boolean => outcome.startsWith('wrong-');

/** The latest sign-ins and vain tries: what an owner recognises or not. */
export function SignInsTable({ signIns }: { signIns: readonly SignInEntry[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.signIns.title')}</Title>
      <CardTable
        testId="sign-ins"
        className={classes.table}
        caption={t('accounts.signIns.caption')}
        columns={[
          { name: 'at', heading: t('accounts.signIns.at') },
          { name: 'outcome', heading: t('accounts.signIns.outcome') },
          { name: 'device', heading: t('accounts.sessions.device') },
          { name: 'address', heading: t('accounts.sessions.address') },
        ]}
      >
        {signIns.map((entry, index) => (
          <tr key={`${entry.at}/${index}`} role="row">
            <td role="cell">
              <ExactMoment at={entry.at} />
            </td>
            <td role="cell">
              <span className={isRefused(entry) ? classes.warn : undefined}>
                {isRefused(entry) ? (
                  <IconAlertTriangle size={14} aria-hidden />
                ) : (
                  <IconCheck size={14} aria-hidden />
                )}{' '}
                {t(`accounts.signIns.${entry.outcome}`)}
              </span>
            </td>
            <td role="cell" data-label={t('accounts.sessions.device')}>
              {entry.device ?? t('accounts.sessions.unknown')}
            </td>
            <td role="cell" data-label={t('accounts.sessions.address')}>
              {entry.address ?? t('app.none')}
            </td>
          </tr>
        ))}
      </CardTable>
    </section>
  );
}
