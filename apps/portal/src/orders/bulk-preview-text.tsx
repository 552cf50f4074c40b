import { BULK_ORDERS_MAX, type BulkAction, type BulkPreview } from '@abgleich/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.js';
import { problemTitle } from '../texts/problem-title.js';
import { Mark } from '../ui/mark.js';
import classes from './bulk.module.css';

/** What will happen, to how many orders, and with which problems. */
export function BulkPreviewText({ action, preview }: { action: BulkAction; preview: BulkPreview }) {
  const { t } = useTranslation();
  const { orders, matching, withoutProblem, uncertain } = preview;
  return (
    <div data-testid="bulk-preview">
      <p className={classes.lead}>{t(`bulk.${action}Count`, { count: orders })}</p>
      {matching > orders && (
        <p className={classes.limit} data-testid="bulk-limit">
          {t('bulk.limit', { matching, max: BULK_ORDERS_MAX, orders })}
        </p>
      )}
      <p>{t(`bulk.${action}Explained`)}</p>
      {action === 'recheck' && uncertain > 0 && <p>{t('bulk.uncertain', { count: uncertain })}</p>}
      <ProblemTable preview={preview} />
      {withoutProblem > 0 && (
        <p className={classes.quiet}>
          {t(`bulk.${action}WithoutProblem`, { count: withoutProblem })}
        </p>
      )}
    </div>
  );
}

function ProblemTable({ preview: { problems } }: { preview: BulkPreview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (problems.length === 0) return <p className={classes.quiet}>{t('bulk.noProblems')}</p>;
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{t('bulk.problemsCaption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('bulk.problem')}</th>
          <th scope="col">{t('bulk.number')}</th>
          <th scope="col" data-number>
            {t('bulk.orders')}
          </th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ code, number, severity, orders }) => (
          <tr key={`${code} ${severity}`} data-testid={`bulk-problem-${code}`}>
            <td>
              <Mark kind={severity} /> {problemTitle(code, language)}
            </td>
            <td>{number}</td>
            <td data-number>{orders}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
