import { useTranslation } from 'react-i18next';
import type { ErrorPageAnswer } from '@abgleich/contracts';
import { useLanguage } from '../i18n/use-language.js';
import { problemBrief } from '../texts/problem-brief.js';
import { Mark } from '../ui/mark.js';
import { RelativeMoment } from '../ui/moment.js';
import classes from './error-page.module.css';

const COLUMNS = ['mark', 'order', 'shopOrderNumber', 'shop', 'what', 'since'] as const;

/** Only what is needed to find the orders; the roles keep it a table where style makes cards of the rows. */
export function ErrorTable({ problems }: { problems: ErrorPageAnswer['problems'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <table className={classes.table} role="table" data-testid="open-problems">
      <caption className="visually-hidden">{t('errorPage.caption')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(`errorPage.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {problems.map((problem) => (
          <tr key={problem.id} role="row" data-severity={problem.severity}>
            <td role="cell">
              <Mark kind={problem.severity} />
            </td>
            <td role="cell" className={classes.number} data-label={t('errorPage.order')}>
              {problem.orderNumber === '' ? problem.connectionName : problem.orderNumber}
            </td>
            <td role="cell" data-label={t('errorPage.shopOrderNumber')}>
              {problem.shopOrderNumber ?? t('app.none')}
            </td>
            <td role="cell" data-label={t('errorPage.shop')}>
              {problem.shopId === '' ? t('app.none') : problem.shopId}
            </td>
            <td role="cell" className={classes.what}>
              {problemBrief(problem, language)}
              <span className={classes.detail}>
                {t('errorPage.number', { number: problem.number })}
                {problem.document !== null && ` · ${t('errorPage.document')} ${problem.document}`}
              </span>
            </td>
            <td role="cell" data-label={t('errorPage.since')}>
              <RelativeMoment at={problem.raisedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
