import { Title } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconInfoSquareRounded,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckStatusAnswer, MailStatusAnswer } from '@abgleich/contracts';
import { checkStatusQuery } from '../api/check-status.js';
import { mailStatusQuery } from '../api/mail-status.js';
import { useRelative } from '../ui/moment.js';
import classes from './overview-page.module.css';

/** What works unseen: the independent check, the e-mails, events that were given up on. */
export function BackgroundSection({ parkedEvents }: { parkedEvents: number }) {
  const { t } = useTranslation();
  const { data: check } = useQuery(checkStatusQuery);
  const { data: mail } = useQuery(mailStatusQuery);
  return (
    <section className={classes.card} aria-labelledby="care" data-testid="background">
      <Title order={2} id="care">
        {t('overview.care')}
      </Title>
      <dl className={classes.facts}>
        {check && <CheckFact status={check} />}
        {mail && <MailFact status={mail} />}
        {parkedEvents > 0 && (
          <Fact name={t('overview.parked')} state="bad" testId="parked">
            {t('overview.parkedText', { count: parkedEvents })}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function CheckFact({ status }: { status: CheckStatusAnswer }) {
  const { t } = useTranslation();
  const { lastRun, openFindings } = status;
  const state = openFindings > 0 ? 'bad' : lastRun === null ? 'unknown' : 'good';
  return (
    <Fact name={t('overview.check')} state={state} testId="check">
      {lastRun === null && t('overview.checkNever')}
      {lastRun !== null && openFindings === 0 && t('overview.checkClean')}
      {openFindings > 0 && t('overview.checkFindings', { count: openFindings })}
      {lastRun !== null && (
        <span className={classes.quiet}>
          <CheckedAt at={lastRun.endedAt} /> {t('check.orders', { count: status.lastDay.orders })}.{' '}
          {lastRun.faultCode !== null && t('overview.checkCut')}
        </span>
      )}
    </Fact>
  );
}

function CheckedAt({ at }: { at: string }) {
  const { t } = useTranslation();
  return `${t('overview.checkAt', { when: useRelative(at) })},`;
}

function MailFact({ status }: { status: MailStatusAnswer }) {
  const { t } = useTranslation();
  const { account, errorsWaiting, lastError, givenUp } = status;
  const waits = lastError !== null && errorsWaiting > 0;
  const isBad = waits || givenUp !== null || account === 'missing';
  const state = isBad ? 'bad' : account === 'untested' ? 'unknown' : 'good';
  return (
    <Fact name={t('overview.mails')} state={state} testId="mails">
      {account === 'missing' && t('overview.mailMissing')}
      {account === 'untested' && t('overview.mailUntested')}
      {account === 'accepted' && !isBad && t('overview.mailFine')}{' '}
      {waits && t('overview.mailWaiting', { count: errorsWaiting })}{' '}
      {givenUp !== null && t('overview.mailGivenUp', { count: givenUp.errors })}{' '}
      {state !== 'good' && <Link to="/e-mail">{t('overview.mailLink')}</Link>}
    </Fact>
  );
}

const ICONS = {
  good: <IconCircleCheck size={16} color="var(--green)" aria-hidden />,
  unknown: <IconInfoSquareRounded size={16} color="var(--amber)" aria-hidden />,
  bad: <IconAlertTriangleFilled size={16} color="var(--red)" aria-hidden />,
} as const;

type FactProps = {
  readonly name: string;
  readonly state: keyof typeof ICONS;
  readonly testId: string;
  readonly children: ReactNode;
};
/** The icon only helps to find it; the sentence says how it stands. */
function Fact({ name, state, testId, children }: FactProps) {
  return (
    <div data-testid={testId} data-state={state}>
      <dt>
        {ICONS[state]}
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
