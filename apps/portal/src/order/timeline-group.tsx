import type { OrderDetail } from '@abgleich/contracts';
import { assertNever } from '@abgleich/domain';
import { useTranslation } from 'react-i18next';
import { useRelative } from '../ui/moment.js';
import type { EntryOf, Look, TimelineGroup } from './group-timeline.js';
import { TimelineItem } from './timeline-item.js';
import classes from './timeline.module.css';

type GroupProps = { readonly group: TimelineGroup; readonly detail: OrderDetail };

/** What belongs together, as a few lines: the decision, what was done on account of it, and its calls one click away. */
export function TimelineGroupItem({ group, detail: { configurationId } }: GroupProps) {
  switch (group.kind) {
    case 'single':
      return <TimelineItem entry={group.entry} configurationId={configurationId} />;
    case 'calls':
      return <CallsOf calls={group.calls} alone />;
    case 'look':
      return <LookItem look={group} configurationId={configurationId} />;
    default:
      return assertNever(group);
  }
}

type LookProps = { readonly look: Look; readonly configurationId: string | null };
function LookItem({ look, configurationId }: LookProps) {
  const steps = [...look.operations, ...look.decisions].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <>
      {steps.map((entry) => (
        <TimelineItem key={entry.id} entry={entry} configurationId={configurationId} />
      ))}
      <CallsOf calls={look.calls} />
      {look.repeats.length > 0 && (
        <Repeats looks={look.repeats} configurationId={configurationId} />
      )}
    </>
  );
}

function CallsOf({ calls, alone = false }: { calls: readonly EntryOf<'call'>[]; alone?: boolean }) {
  const { t } = useTranslation();
  const [first] = calls;
  if (first === undefined) return null;
  const bad = calls.filter(({ outcome }) => outcome !== 'ok').length;
  return (
    <li className={classes.item} data-kind="repeats" data-testid="timeline-calls">
      <details className={classes.details}>
        <summary>
          {t(alone ? 'timeline.lookedUp' : 'timeline.calls', { count: calls.length })}
          {bad > 0 && (
            <span className={classes.bad}> · {t('timeline.badCalls', { count: bad })}</span>
          )}
        </summary>
        <ol className={classes.list}>
          {calls.map((entry) => (
            <TimelineItem key={entry.id} entry={entry} configurationId={null} />
          ))}
        </ol>
      </details>
    </li>
  );
}

function Repeats({
  looks,
  configurationId,
}: {
  looks: readonly Look[];
  configurationId: string | null;
}) {
  const { t } = useTranslation();
  const when = useRelative(looks.at(-1)?.decisions[0].at ?? '');
  return (
    <li className={classes.item} data-kind="repeats" data-testid="timeline-repeats">
      <details className={classes.details}>
        <summary>{t('timeline.repeated', { count: looks.length, when })}</summary>
        <ol className={classes.list}>
          {looks.map((look) => (
            <LookItem key={look.id} look={look} configurationId={configurationId} />
          ))}
        </ol>
      </details>
    </li>
  );
}
