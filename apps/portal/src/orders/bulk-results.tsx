import type { BulkAction, BulkAnswer } from '@abgleich/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './bulk.module.css';
import { orderKeyOf } from './steady-rows.js';

type Result = BulkAnswer['results'][number];
/** What did not go as wished stands on top. */
const PLACE: Readonly<Record<Result['result'], number>> = {
  'not-found': 0,
  changed: 1,
  'nothing-open': 2,
  resolved: 3,
  asked: 3,
};

/** What came of each order. */
export function BulkResults({
  action,
  results,
}: {
  action: BulkAction;
  results: readonly Result[];
}) {
  const { t } = useTranslation();
  const done = results.filter(({ result }) => PLACE[result] === PLACE.asked).length;
  const sorted = [...results].sort((a, b) => PLACE[a.result] - PLACE[b.result]);
  return (
    <div data-testid="bulk-results">
      <p className={classes.lead} role="status">
        {t(`bulk.${action}Done`, { count: done })}
        {done < results.length && ` ${t('bulk.others', { count: results.length - done })}`}
      </p>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('bulk.results')}>
        <table className={classes.table}>
          <caption className="visually-hidden">{t('bulk.results')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('orders.order')}</th>
              <th scope="col">{t('bulk.result')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((one) => (
              <tr key={orderKeyOf(one)} data-result={one.result}>
                <td>
                  <Link to="/auftraege/$connectionId/$orderNumber" params={one}>
                    {one.orderNumber}
                  </Link>
                </td>
                <td>{t(`bulkResult.${one.result}`, { count: one.problems })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
