import type { SignInEntry } from '@abgleich/contracts';
import { Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../people/people.module.css';
import { ExactMoment } from '../ui/moment.js';

const isRefused = ({ outcome }: SignInEntry): boolean => outcome.startsWith('wrong-');

/** The latest sign-ins and vain tries: what an owner recognises or not. */
export function SignInsTable({ signIns }: { signIns: readonly SignInEntry[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.signIns.title')}</Title>
      <table className={classes.table} role="table" data-testid="sign-ins">
        <caption className="visually-hidden">{t('accounts.signIns.caption')}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[
              t('accounts.signIns.at'),
              t('accounts.signIns.outcome'),
              t('accounts.sessions.device'),
              t('accounts.sessions.address'),
            ].map((name) => (
              <th key={name} role="columnheader" scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
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
        </tbody>
      </table>
    </section>
  );
}
