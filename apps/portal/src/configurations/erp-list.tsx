import { Button, Skeleton } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FAULT_CATALOG, type FaultEntry } from '@abgleich/domain';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from './configurations.module.css';

type Unavailable = {
  readonly kind: 'unavailable';
  readonly code: string;
  readonly until: string | null;
};
type ErpListProps<Answer> = {
  readonly query: UseQueryResult<Answer>;
  readonly hint: string;
  readonly children: (answer: Extract<Answer, { kind: 'read' }>) => ReactNode;
};

const ROWS = 3;

/** A list as pixi gives it now; where it cannot be asked, why, in plain words. Entering by hand is the way on. */
export function ErpList<Answer extends { readonly kind: 'read' } | Unavailable>({
  query,
  hint,
  children,
}: ErpListProps<Answer>) {
  const { t } = useTranslation();
  const { data, isPending, isFetching, refetch } = query;
  if (isPending)
    return (
      <div role="status" className={classes.reading}>
        <p className={classes.quiet}>{t('configurations.step.reading')}</p>
        {Array.from({ length: ROWS }, (_, row) => (
          <Skeleton key={row} height={44} mb={8} />
        ))}
      </div>
    );
  if (isRead(data))
    return (
      <>
        <p className={classes.sectionHint}>{hint}</p>
        {children(data)}
      </>
    );
  return (
    <div className={classes.warning} role="status" data-testid="erp-unavailable">
      <IconPlugConnectedX size={18} aria-hidden />
      <div>
        <strong>{t('configurations.unavailable.title')}</strong>
        <p>{data?.kind === 'unavailable' ? <Why why={data} /> : t('failure.unreachable')}</p>
        <Button size="xs" variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t('configurations.unavailable.again')}
        </Button>
      </div>
    </div>
  );
}

function isRead<Answer extends { readonly kind: string }>(
  data: Answer | undefined,
): data is Extract<Answer, { kind: 'read' }> {
  return data?.kind === 'read';
}

const faults: Readonly<Record<string, FaultEntry | undefined>> = FAULT_CATALOG;

function Why({ why: { code, until } }: { why: Unavailable }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (code === 'connection-off') return t('configurations.unavailable.off');
  if (code === 'pixi.quiet-window')
    return until === null
      ? t('configurations.unavailable.quietUnknown')
      : t('configurations.unavailable.quiet', { until: formatMoment(until, language) });
  const texts = Object.hasOwn(faults, code) ? faults[code]?.[language] : undefined;
  const { what, todo } = texts ?? { what: code, todo: '' };
  return t('configurations.unavailable.fault', { what, todo });
}
