import { useTranslation } from 'react-i18next';
import { type AuditEntry, auditSentence } from '@abgleich/contracts';
import { useLanguage } from '../i18n/use-language.js';
import { CardTable } from '../ui/card-table.js';
import { ExactMoment } from '../ui/moment.js';
import classes from './audit-page.module.css';
import { detailPairs } from './detail-pairs.js';

const COLUMNS = ['at', 'what', 'actor'] as const;

/** One sentence per entry; the small facts stand below it. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <CardTable
      testId="audit"
      className={classes.list}
      caption={t('auditLog.caption')}
      columns={COLUMNS.map((name) => ({ name, heading: t(`auditLog.${name}`) }))}
    >
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
    </CardTable>
  );
}

function Details({ details }: Pick<AuditEntry, 'details'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const pairs = detailPairs(details, { t, language });
  if (pairs.length === 0) return null;
  return <span className={classes.details}>{pairs.join(' · ')}</span>;
}
