import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBolt,
  IconCheck,
  IconInfoSquareRounded,
  IconRefresh,
  IconScale,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '@abgleich/contracts';
import { assertNever } from '@abgleich/domain';
import { formatAmount } from '../format/amount.js';
import { formatDuration } from '../format/moment.js';
import { documentWord, wordFor } from '../i18n/word.js';
import { useLanguage } from '../i18n/use-language.js';
import { faultText } from '../texts/fault-text.js';
import { problemText } from '../texts/problem-text.js';
import { problemTitle } from '../texts/problem-title.js';
import { reasonText } from '../texts/reason-text.js';
import { Badge } from '../ui/badge.js';
import { ExactMoment, useRelative } from '../ui/moment.js';
import { operationTone } from '../ui/tones.js';
import { ConfigurationLink } from './configuration-link.js';
import classes from './timeline.module.css';

type Entry<K extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: K }>;

/** One line of the timeline. */
export function TimelineItem({
  entry,
  configurationId,
}: {
  entry: TimelineEntry;
  /** The configuration that the order follows; `null`: not known. */
  configurationId: string | null;
}) {
  switch (entry.kind) {
    case 'decision':
      return <DecisionItem entry={entry} configurationId={configurationId} />;
    case 'call':
      return <CallItem entry={entry} />;
    case 'operation':
      return <OperationItem entry={entry} />;
    case 'problem':
      return <ProblemItem entry={entry} />;
    case 'person':
      return <PersonItem entry={entry} />;
    default:
      return assertNever(entry);
  }
}

type FrameProps = {
  readonly kind: TimelineEntry['kind'];
  readonly at: string;
  readonly icon: ReactNode;
  readonly tone?: string;
  readonly children: ReactNode;
};
function Frame({ kind, at, icon, tone, children }: FrameProps) {
  return (
    <li className={classes.item} data-kind={kind} data-tone={tone} data-testid={`timeline-${kind}`}>
      <span className={classes.icon}>{icon}</span>
      <div className={classes.body}>{children}</div>
      <span className={classes.time}>
        <ExactMoment at={at} style="clock" />
      </span>
    </li>
  );
}

type DecisionProps = { entry: Entry<'decision'>; configurationId: string | null };
function DecisionItem({ entry, configurationId }: DecisionProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { configurationVersion: version } = entry;
  const about = [
    t('timeline.decided', { service: wordFor(t, 'service', entry.service) }),
    entry.document === null ? null : t('timeline.forDocument', { document: entry.document }),
  ].filter((part) => part !== null);
  return (
    <Frame kind="decision" at={entry.at} icon={<IconScale size={15} aria-hidden />}>
      <p className={classes.sentence}>{reasonText(entry.reason, language, entry.service)}</p>
      <p className={classes.small}>
        {about.join(' · ')}
        {version !== null && (
          <>
            {' · '}
            <ConfigurationLink id={configurationId} version={version} />
          </>
        )}
      </p>
      {Object.keys(entry.facts).length > 0 && (
        <details className={classes.details}>
          <summary>{t('timeline.facts')}</summary>
          <Json value={entry.facts} name={t('timeline.facts')} />
        </details>
      )}
    </Frame>
  );
}

function CallItem({ entry }: { entry: Entry<'call'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const good = entry.outcome === 'ok';
  const side = t(entry.side === 'erp' ? 'order.erpSide' : 'order.paymentSide');
  return (
    <Frame
      kind="call"
      at={entry.at}
      tone={good ? 'good' : 'bad'}
      icon={<IconArrowsExchange size={14} aria-hidden />}
    >
      <details className={classes.call}>
        <summary>
          <span className={classes.callName}>
            <span className="visually-hidden">{t('timeline.call')}: </span>
            {side} <code>{entry.name}</code>
          </span>
          <span className={classes.callOutcome} data-good={good}>
            {good
              ? t('timeline.callOk')
              : t('timeline.callFailed', { what: faultText(entry.outcome, language) })}
          </span>
          <span className={classes.duration}>{formatDuration(entry.durationMs, language)}</span>
        </summary>
        <div className={classes.exchange}>
          <Exchange name={t('timeline.request')} value={entry.request} />
          <Exchange name={t('timeline.response')} value={entry.response} />
        </div>
      </details>
    </Frame>
  );
}

function Exchange({ name, value }: { name: string; value: Record<string, unknown> | null }) {
  const { t } = useTranslation();
  return (
    <div>
      <h4 className={classes.exchangeName}>{name}</h4>
      {value === null ? (
        <p className={classes.quiet}>{t('timeline.noBody')}</p>
      ) : (
        <Json value={value} name={name} />
      )}
    </div>
  );
}

function OperationItem({ entry }: { entry: Entry<'operation'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const subject = [
    wordFor(t, 'operation', entry.operation),
    entry.amount === null ? null : formatAmount(entry.amount, language),
    t('timeline.forDocument', { document: documentWord(t, entry.document) }),
  ].filter((part) => part !== null);
  return (
    <Frame
      kind="operation"
      at={entry.at}
      tone={entry.status}
      icon={<IconBolt size={15} aria-hidden />}
    >
      <p className={classes.sentence}>
        {subject.join(' ')}{' '}
        <Badge tone={operationTone(entry.status)}>
          {wordFor(t, 'operationStatus', entry.status)}
        </Badge>
      </p>
      {entry.refusal !== null && (
        <p className={classes.small}>{t('timeline.refusal', { text: entry.refusal })}</p>
      )}
    </Frame>
  );
}

const PERSON_ICONS = {
  'order.recheck': IconRefresh,
  'order.resolve': IconCheck,
  'events.redriven': IconRefresh,
} as const;

function PersonItem({ entry: { at, action, name, code } }: { entry: Entry<'person'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const Icon = PERSON_ICONS[action];
  const key = {
    'order.recheck': 'recheck',
    'order.resolve': 'resolve',
    'events.redriven': 'redrive',
  } as const;
  return (
    <Frame kind="person" at={at} icon={<Icon size={15} aria-hidden />}>
      <p className={classes.sentence}>{t(`person.${key[action]}`, { name })}</p>
      {code !== null && <p className={classes.small}>{problemTitle(code, language)}</p>}
    </Frame>
  );
}

function ProblemItem({ entry: { at, problem } }: { entry: Entry<'problem'> }) {
  const { t } = useTranslation();
  const { number, severity, resolvedAt } = problem;
  const error = severity === 'error';
  const said = t(error ? 'timeline.problemRaised' : 'timeline.noticeRaised', { number });
  const when = useRelative(resolvedAt ?? at);
  const Icon = error ? IconAlertTriangle : IconInfoSquareRounded;
  return (
    <Frame kind="problem" at={at} tone={severity} icon={<Icon size={15} aria-hidden />}>
      <p className={classes.sentence}>{problemText(problem, useLanguage()).what}</p>
      <p className={classes.small}>
        {said}
        {resolvedAt !== null && `, ${t('timeline.problemResolved', { when })}`}
      </p>
    </Frame>
  );
}

const INDENT = 2;
function Json({ value, name }: { value: Record<string, unknown>; name: string }) {
  return (
    <pre className={classes.json} tabIndex={0} aria-label={name} role="group">
      {JSON.stringify(value, null, INDENT)}
    </pre>
  );
}
