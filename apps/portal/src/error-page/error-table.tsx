import { useTranslation } from 'react-i18next';
import type { ErrorPageAnswer } from '@abgleich/contracts';
import { useLanguage } from '../i18n/use-language.js';
import { problemBrief } from '../texts/problem-brief.js';
import { CardTable } from '../ui/card-table.js';
import { Mark } from '../ui/mark.js';
import { RelativeMoment } from '../ui/moment.js';
import classes from './error-page.module.css';

const COLUMNS = ['mark', 'order', 'shopOrderNumber', 'shop', 'what', 'since'] as const;

/** Only what is needed to find the orders. */
export function ErrorTable({ problems }: { problems: ErrorPageAnswer['problems'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <CardTable
      testId="open-problems"
      className={classes.table}
      caption={t('errorPage.caption')}
      columns={COLUMNS.map((name) => ({ name, heading: t(`errorPage.${name}`) }))}
    >
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
    </CardTable>
  );
}
