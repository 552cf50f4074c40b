import { Switch, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '@abgleich/contracts';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { useRelative } from '../ui/moment.js';
import { groupTimeline, type TimelineGroup } from './group-timeline.js';
import pageClasses from './order-page.module.css';
import { TimelineItem } from './timeline-item.js';
import classes from './timeline.module.css';

/** Everything that was decided, called and done for the order, in sentences, newest first. */
export function Timeline({
  entries,
  truncated,
}: {
  entries: readonly TimelineEntry[];
  truncated: boolean;
}) {
  const { t } = useTranslation();
  const [withCalls, setWithCalls] = useState(true);
  const days = useDays(entries);
  return (
    <section className={pageClasses.card} data-testid="timeline">
      <div className={classes.head}>
        <Title order={2}>{t('timeline.title')}</Title>
        <Switch
          size="sm"
          label={t('timeline.showCalls')}
          checked={withCalls}
          onChange={(changed) => setWithCalls(changed.currentTarget.checked)}
        />
      </div>
      {days.length === 0 && <p className={classes.quiet}>{t('timeline.empty')}</p>}
      {days.map(({ day, groups }) => (
        <div key={day}>
          <h3 className={classes.day}>{day}</h3>
          <ol className={classes.list}>
            {groups
              .filter(({ entry }) => withCalls || entry.kind !== 'call')
              .map((group, index) => (
                <Group key={keyOf(group.entry, index)} group={group} withCalls={withCalls} />
              ))}
          </ol>
        </div>
      ))}
      {truncated && <p className={classes.quiet}>{t('timeline.truncated')}</p>}
    </section>
  );
}

/** Groups by Berlin day. Grouped before they are cut into days, so that a run over midnight stays one. */
function useDays(entries: readonly TimelineEntry[]) {
  const language = useLanguage();
  return useMemo(() => {
    const days: { day: string; groups: TimelineGroup[] }[] = [];
    for (const group of groupTimeline(entries)) {
      const day = formatMoment(group.entry.at, language, 'day');
      const last = days.at(-1);
      if (last?.day === day) last.groups.push(group);
      else days.push({ day, groups: [group] });
    }
    return days;
  }, [entries, language]);
}

function Group({ group, withCalls }: { group: TimelineGroup; withCalls: boolean }) {
  return (
    <>
      <TimelineItem entry={group.entry} />
      {group.repeats && <Repeats repeats={group.repeats} withCalls={withCalls} />}
    </>
  );
}

function Repeats({
  repeats,
  withCalls,
}: {
  repeats: NonNullable<TimelineGroup['repeats']>;
  withCalls: boolean;
}) {
  const { t } = useTranslation();
  const shown = repeats.entries.filter((entry) => withCalls || entry.kind !== 'call');
  const when = useRelative(repeats.entries.at(-1)?.at ?? '');
  return (
    <li className={classes.item} data-kind="repeats">
      <details className={classes.details}>
        <summary>{t('timeline.repeated', { count: repeats.count, when })}</summary>
        <ol className={classes.list}>
          {shown.map((entry, index) => (
            <TimelineItem key={keyOf(entry, index)} entry={entry} />
          ))}
        </ol>
      </details>
    </li>
  );
}

/** Entries have no id of their own; kind, moment and place among equals keep an opened one open when newer ones arrive. */
function keyOf(entry: TimelineEntry, index: number): string {
  const name =
    entry.kind === 'call' ? entry.name : entry.kind === 'operation' ? entry.operation : '';
  return `${entry.kind} ${entry.at} ${name} ${entry.kind === 'problem' ? entry.problem.id : index}`;
}
