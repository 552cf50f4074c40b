import { useTranslation } from 'react-i18next';
import { type AuditEntry, auditSentence } from '@abgleich/contracts';
import { useLanguage } from '../i18n/use-language.js';
import { ExactMoment } from '../ui/moment.js';
import classes from './audit-page.module.css';
import { detailPairs } from './detail-pairs.js';

/** One sentence per entry; the small facts stand below it. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className={classes.list} role="table" data-testid="audit">
      <caption className="visually-hidden">{t('auditLog.caption')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {(['at', 'what', 'actor'] as const).map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(`auditLog.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {entries.map((entry) => (
          <tr key={entry.id} role="row" data-action={entry.action}>
            <td role="cell" className={classes.at}>
              <ExactMoment at={entry.at} />
            </td>
            <td role="cell">
              {auditSentence(entry, language)}
              <Details details={entry.details} />
            </td>
            <td role="cell">{t(`auditLog.${entry.actor.kind}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Details({ details }: Pick<AuditEntry, 'details'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const pairs = detailPairs(details, { t, language });
  if (pairs.length === 0) return null;
  return <span className={classes.details}>{pairs.join(' · ')}</span>;
}
