import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeriesNames } from './outcomes-section.js';
import classes from './overview-page.module.css';
import { fillOf, Patterns } from './patterns.js';
import type { SeriesName } from './series.js';

/** Which pattern means what. */
export function Legend({ shown }: { shown: readonly SeriesName[] }) {
  const { t } = useTranslation();
  const names = useSeriesNames();
  const of = useId();
  return (
    <ul className={classes.legend} aria-label={t('overview.legend')}>
      {shown.map((name) => (
        <li key={name}>
          <svg width={14} height={14} aria-hidden>
            <Patterns of={`${of}-${name}`} />
            <rect width={14} height={14} rx={3} fill={fillOf(`${of}-${name}`, name)} />
          </svg>
          {names[name]}
        </li>
      ))}
    </ul>
  );
}
