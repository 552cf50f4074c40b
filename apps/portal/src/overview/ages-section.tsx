import { Skeleton, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgeGroup } from '@abgleich/contracts';
import { Legend } from './legend.js';
import { useSeriesNames } from './outcomes-section.js';
import classes from './overview-page.module.css';
import { SERIES, type SeriesName } from './series.js';

const BarsChart = lazy(() => import('./bars-chart.js').then((one) => ({ default: one.BarsChart })));

const SHOWN = ['problem', 'waiting'] as const satisfies readonly SeriesName[];
const OLD = ['four-weeks', 'older'];

/** How long the open cases are open: a sentence, bars, and the same as a table. */
export function AgesSection({ ages }: { ages: readonly AgeGroup[] }) {
  const { t } = useTranslation();
  const names = useSeriesNames();
  const total = sum(ages);
  return (
    <section className={classes.card} aria-labelledby="ages" data-testid="ages">
      <Title order={2} id="ages">
        {t('overview.ages')}
      </Title>
      <AgesSentence total={total} old={sum(ages.filter(({ age }) => OLD.includes(age)))} />
      {total > 0 && (
        <>
          <figure className={classes.figure} aria-hidden>
            <Suspense fallback={<Skeleton height={220} />}>
              <BarsChart
                rows={ages.map((group) => ({
                  ...group,
                  label: t(`overview.ageShort-${group.age}`),
                }))}
                everyLabel
                series={SHOWN.map((name) => ({ ...SERIES[name], name, label: names[name] }))}
              />
            </Suspense>
          </figure>
          <Legend shown={SHOWN} />
          <AgesTable ages={ages} />
        </>
      )}
    </section>
  );
}

const sum = (ages: readonly AgeGroup[]): number =>
  ages.reduce((total, { waiting, problem }) => total + waiting + problem, 0);

function AgesSentence({ total, old }: { total: number; old: number }) {
  const { t } = useTranslation();
  return (
    <p className={classes.sentence}>
      {total === 0 ? t('overview.agesNone') : t('overview.agesSum', { count: total })}{' '}
      {total > 0 && (old === 0 ? t('overview.agesYoung') : t('overview.agesOld', { count: old }))}
    </p>
  );
}

function AgesTable({ ages }: { ages: readonly AgeGroup[] }) {
  const { t } = useTranslation();
  const names = useSeriesNames();
  return (
    <details className={classes.behind}>
      <summary>{t('overview.asTable')}</summary>
      <table className={classes.table} data-testid="ages-table">
        <caption className="visually-hidden">{t('overview.agesCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('overview.age')}</th>
            {SHOWN.map((name) => (
              <th key={name} scope="col" data-number>
                {names[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ages.map((group) => (
            <tr key={group.age}>
              <th scope="row">{t(`overview.age-${group.age}`)}</th>
              {SHOWN.map((name) => (
                <td key={name} data-number>
                  {group[name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
