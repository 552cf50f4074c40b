import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconEye,
  IconHelpCircleFilled,
} from '@tabler/icons-react';
import type { SetupCheckAnswer, SetupFindingView } from '@abgleich/contracts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Badge } from '../ui/badge.js';
import { findingText } from './finding-text.js';
import classes from './setup-check.module.css';

type Configuration = SetupCheckAnswer['configurations'][number];
const ICONS = {
  ok: IconCircleCheckFilled,
  wrong: IconAlertTriangleFilled,
  unknown: IconHelpCircleFilled,
  'by-hand': IconEye,
} as const;

/** What all configurations share: it is missing everywhere at once, so one of them unfolded tells it. */
const SHARED: readonly string[] = [
  'connection-active',
  'access',
  'procedures',
  'mail-account',
  'app-booking',
];

/** One configuration: folded while all is right, open where something of its own is missing. */
export function ConfigurationFindings({
  configuration,
  first,
}: {
  configuration: Configuration;
  first: boolean;
}) {
  const { t } = useTranslation();
  const { id, shopId, paymentCode, paymentName, connectionName, findings } = configuration;
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  const isOwn = findings.some(
    ({ subject, state }) => state === 'wrong' && !SHARED.includes(subject),
  );
  const open = findings.filter(({ state }) => state === 'unknown' || state === 'by-hand').length;
  const payment = paymentName === null ? paymentCode : `${paymentCode} – ${paymentName}`;
  return (
    <details
      className={classes.card}
      open={isOwn || (first && wrong > 0)}
      data-testid={`setup-${shopId}-${paymentCode}`}
    >
      <summary className={classes.summary}>
        <h2 className={classes.title}>{t('setupCheck.title', { shopId, payment })}</h2>
        <span className={classes.connection}>{connectionName}</span>
        {wrong > 0 && <Badge tone="red">{t('setupCheck.wrong', { count: wrong })}</Badge>}
        {open > 0 && <Badge tone="amber">{t('setupCheck.open', { count: open })}</Badge>}
        {wrong + open === 0 && <Badge tone="green">{t('setupCheck.allRight')}</Badge>}
      </summary>
      <ul className={classes.findings}>
        {findings.map((finding) => (
          <Finding key={finding.subject} finding={finding} configurationId={id} />
        ))}
      </ul>
    </details>
  );
}

function Finding({
  finding,
  configurationId,
}: {
  finding: SetupFindingView;
  configurationId: string;
}) {
  const { t } = useTranslation();
  const { subject, state } = finding;
  const { what, todo } = findingText(t, finding);
  const Icon = ICONS[state];
  return (
    <li className={classes.finding} data-state={state} data-testid={`${subject}-${state}`}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <div>
        <p className={classes.subject}>
          {t(`setupCheck.subject.${subject}`)}{' '}
          <span className={classes.state}>{t(`setupCheck.state.${state}`)}</span>
        </p>
        <p>{what}</p>
        {todo !== null && (
          <p>
            {todo} <Place subject={subject} configurationId={configurationId} />
          </p>
        )}
      </div>
    </li>
  );
}

/** The way to where it is set right. */
function Place({
  subject,
  configurationId,
}: {
  subject: SetupFindingView['subject'];
  configurationId: string;
}) {
  const { t } = useTranslation();
  switch (subject) {
    case 'connection-active':
    case 'access':
    case 'procedures':
      return <Link to="/pixi-api">{t('setupCheck.link.connections')}</Link>;
    case 'mail-account':
      return <Link to="/e-mail">{t('setupCheck.link.mail')}</Link>;
    case 'app-booking':
      return <Link to="/app-buchen">{t('setupCheck.link.booking')}</Link>;
    case 'hold':
      return null; // it is set in pixi
    case 'shop':
    case 'xml-tag':
    case 'booking-events':
    case 'keys':
    case 'webhook':
    case 'configuration-active':
      return (
        <Link to="/konfiguration/$configurationId" params={{ configurationId }}>
          {t('setupCheck.link.configuration')}
        </Link>
      );
  }
}
