import { Skeleton } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconClock,
  IconInfoSquareRounded,
  IconStack2,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OrdersAnswer, ProblemFilter } from '@abgleich/contracts';
import { localeOf } from '../format/locale.js';
import { useLanguage } from '../i18n/use-language.js';
import tile from '../ui/tile.module.css';
import classes from './counts-filter.module.css';
import { changedSearch, type OrdersSearch } from './orders-search.js';

type Choice = 'all' | ProblemFilter;
const CHOICES = [
  { choice: 'all', Icon: IconStack2, help: 'allHelp' },
  { choice: 'problem', Icon: IconAlertTriangleFilled, help: 'problemHelp' },
  { choice: 'notice', Icon: IconInfoSquareRounded, help: 'noticeHelp' },
  { choice: 'waiting', Icon: IconClock, help: 'waitingHelp' },
  { choice: 'ok', Icon: IconCircleCheck, help: 'okHelp' },
] as const;

type Counts = OrdersAnswer['counts'];

/** The first row of the page: how many orders are in which state. Each number is a link to exactly those. */
export function CountsFilter({
  counts,
  search,
}: {
  counts: Counts | undefined;
  search: OrdersSearch;
}) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('filter.label')}>
      <ul className={classes.row}>
        {CHOICES.map(({ choice, Icon, help }) => (
          <li key={choice} className={classes.item}>
            <Link
              to="/auftraege"
              search={changedSearch(search, { filter: choice === 'all' ? undefined : choice })}
              activeOptions={{ includeSearch: true, explicitUndefined: true }}
              aria-current={isChosen(search, choice) ? 'page' : undefined}
              className={`${tile.tile} ${classes.tile}`}
              data-choice={choice}
              data-zero={counts !== undefined && countOf(counts, choice) === 0}
              data-testid={`filter-${choice}`}
            >
              <span className={tile.word}>
                <Icon size={16} aria-hidden className={classes.icon} />
                {t(`filter.${choice}`)}
              </span>
              <Count value={counts === undefined ? undefined : countOf(counts, choice)} />
              <span className={classes.help}>{t(`filter.${help}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const isChosen = ({ filter }: OrdersSearch, choice: Choice): boolean =>
  choice === (filter ?? 'all');

function Count({ value }: { value: number | undefined }) {
  const language = useLanguage();
  if (value === undefined) return <Skeleton height={24} width={44} my={4} />;
  return (
    <span className={classes.count}>{new Intl.NumberFormat(localeOf(language)).format(value)}</span>
  );
}

/** How many orders a tile stands for. */
export function countOf(counts: Counts, choice: Choice): number {
  if (choice !== 'all') return counts[choice];
  return counts.problem + counts.notice + counts.waiting + counts.ok;
}
