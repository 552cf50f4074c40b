import { Skeleton, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeDay } from '@abgleich/contracts';
import { formatDay } from './format-day.js';
import { useLanguage } from '../i18n/use-language.js';
import { Legend } from './legend.js';
import classes from './overview-page.module.css';
import { SERIES, type SeriesName } from './series.js';

const BarsChart = lazy(() => import('./bars-chart.js').then((one) => ({ default: one.BarsChart })));

const SHOWN = ['ok', 'waiting', 'notice', 'problem'] as const satisfies readonly SeriesName[];

/** What became of the orders of the last days: a sentence, bars, and the same as a table. */
export function OutcomesSection({ days }: { days: readonly OutcomeDay[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const total = days.reduce((sum, day) => sum + sumOf(day), 0);
  const names = useSeriesNames();
  return (
    <section className={classes.card} aria-labelledby="outcomes" data-testid="outcomes">
      <Title order={2} id="outcomes">
        {t('overview.outcomes')}
      </Title>
      <OutcomesSentence days={days} total={total} />
      {total > 0 && (
        <>
          <figure className={classes.figure} aria-hidden>
            <Suspense fallback={<Skeleton height={220} />}>
              <BarsChart
                rows={days.map((day) => ({ ...day, label: formatDay(day.day, language, 'short') }))}
                series={SHOWN.map((name) => ({ ...SERIES[name], name, label: names[name] }))}
              />
            </Suspense>
          </figure>
          <Legend shown={SHOWN} />
          <OutcomesTable days={days} />
        </>
      )}
    </section>
  );
}

const sumOf = ({ ok, waiting, notice, problem }: OutcomeDay): number =>
  ok + waiting + notice + problem;

function OutcomesSentence({ days, total }: { days: readonly OutcomeDay[]; total: number }) {
  const { t } = useTranslation();
  const problems = days.reduce((sum, { problem }) => sum + problem, 0);
  const span = { days: days.length };
  return (
    <p className={classes.sentence}>
      {total === 0
        ? t('overview.outcomesNone', span)
        : t('overview.outcomesSum', { count: total, ...span })}{' '}
      {total > 0 &&
        (problems === 0
          ? t('overview.outcomesFine')
          : t('overview.outcomesAttention', { count: problems }))}
    </p>
  );
}

/** The words of the series in the language shown. */
export function useSeriesNames(): Readonly<Record<SeriesName, string>> {
  const { t } = useTranslation();
  return {
    ok: t('overview.ok'),
    waiting: t('overview.waiting'),
    notice: t('overview.notice'),
    problem: t('overview.problem'),
  };
}

function OutcomesTable({ days }: { days: readonly OutcomeDay[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = useSeriesNames();
  return (
    <details className={classes.behind}>
      <summary>{t('overview.asTable')}</summary>
      <table className={classes.table} data-testid="outcomes-table">
        <caption className="visually-hidden">{t('overview.outcomesCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('overview.day')}</th>
            {SHOWN.map((name) => (
              <th key={name} scope="col" data-number>
                {names[name]}
              </th>
            ))}
            <th scope="col" data-number>
              {t('overview.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">{formatDay(day.day, language, 'long')}</th>
              {SHOWN.map((name) => (
                <td key={name} data-number>
                  {day[name]}
                </td>
              ))}
              <td data-number>{sumOf(day)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
