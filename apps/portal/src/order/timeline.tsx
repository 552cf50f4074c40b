import { Button, SegmentedControl, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetail, TimelineEntry } from '@abgleich/contracts';
import { historyPath } from '../api/orders.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { groupTimeline, type TimelineGroup } from './group-timeline.js';
import pageClasses from './order-page.module.css';
import { TimelineGroupItem } from './timeline-group.js';
import { TimelineItem } from './timeline-item.js';
import classes from './timeline.module.css';
import { useTimeline } from './use-timeline.js';

type View = 'compact' | 'full';

/** Everything that was decided, called and done for the order, in sentences, newest first. */
export function Timeline({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('compact');
  const { entries, more, isLoading, failed, loadOlder } = useTimeline(detail);
  const key = detail.order;
  return (
    <section className={pageClasses.card} data-testid="timeline" data-view={view}>
      <div className={classes.head}>
        <Title order={2}>{t('timeline.title')}</Title>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.view')}
          value={view}
          onChange={(chosen) => setView(chosen === 'full' ? 'full' : 'compact')}
          data={[
            { value: 'compact', label: t('timeline.compact') },
            { value: 'full', label: t('timeline.full') },
          ]}
          data-testid="timeline-view"
        />
      </div>
      {entries.length === 0 && <p className={classes.quiet}>{t('timeline.empty')}</p>}
      {view === 'compact' ? (
        <Compact entries={entries} detail={detail} />
      ) : (
        <Full entries={entries} detail={detail} />
      )}
      <div className={classes.foot}>
        {more && (
          <Button
            size="xs"
            variant="default"
            loading={isLoading}
            onClick={loadOlder}
            data-testid="older-entries"
          >
            {t('timeline.older')}
          </Button>
        )}
        <a href={historyPath(key)} download className={classes.download} data-testid="history">
          <IconDownload size={14} aria-hidden /> {t('timeline.download')}
        </a>
      </div>
      <p role="status" className={classes.quiet}>
        {failed && t('action.failed')}
      </p>
    </section>
  );
}

type ViewProps = { readonly entries: readonly TimelineEntry[]; readonly detail: OrderDetail };

function Compact({ entries, detail }: ViewProps) {
  const groups = useMemo(() => groupTimeline(entries), [entries]);
  return (
    <Days items={groups} at={momentOf} keyOf={({ id }) => id}>
      {(group) => <TimelineGroupItem group={group} detail={detail} />}
    </Days>
  );
}

const Full = ({ entries, detail }: ViewProps) => (
  <Days items={entries} at={({ at }) => at} keyOf={({ id }) => id}>
    {(entry) => <TimelineItem entry={entry} configurationId={detail.configurationId} />}
  </Days>
);

function momentOf(group: TimelineGroup): string {
  if (group.kind === 'single') return group.entry.at;
  if (group.kind === 'look') return group.decisions[0].at;
  return group.calls[0]?.at ?? '';
}

type DaysProps<T> = {
  readonly items: readonly T[];
  readonly at: (item: T) => string;
  readonly keyOf: (item: T) => string;
  readonly children: (item: T) => React.ReactNode;
};
/** Cut into Berlin days. Grouped before they are cut, so that a run over midnight stays one. */
function Days<T>({ items, at, keyOf, children }: DaysProps<T>) {
  const language = useLanguage();
  const days: { day: string; items: T[] }[] = [];
  for (const item of items) {
    const day = formatMoment(at(item), language, 'day');
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days.map((one) => (
    <div key={one.day}>
      <h3 className={classes.day}>{one.day}</h3>
      <ol className={classes.list}>
        {one.items.map((item) => (
          <Keyed key={keyOf(item)}>{children(item)}</Keyed>
        ))}
      </ol>
    </div>
  ));
}

const Keyed = ({ children }: { children: React.ReactNode }) => children;
