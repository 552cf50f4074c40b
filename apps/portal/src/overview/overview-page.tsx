import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OverviewAnswer } from '@abgleich/contracts';
import { overviewQuery } from '../api/overview.js';
import { usePageTitle } from '../app/use-page-title.js';
import { GeneralProblems } from '../orders/general-problems.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ExactMoment } from '../ui/moment.js';
import { AgesSection } from './ages-section.js';
import { BackgroundSection } from './background-section.js';
import { ContactsSection } from './contacts-section.js';
import { FourNumbers } from './four-numbers.js';
import { OutcomesSection } from './outcomes-section.js';
import classes from './overview-page.module.css';
import { RestingNotice } from './resting-notice.js';

/** What somebody wants to know in the morning: what waits, what needs a person, what moved, and whether everything is reached. */
export function OverviewPage() {
  const { t } = useTranslation();
  const { data, error } = useQuery(overviewQuery);
  usePageTitle(t('overview.title'));
  return (
    <>
      <div className={classes.head}>
        <Title order={1}>{t('overview.title')}</Title>
        {data && (
          <span className={classes.asOf}>
            {t('overview.asOf', { time: '' })}
            <ExactMoment at={data.readAt} style="clock" />
          </span>
        )}
      </div>
      {error && <ConnectionNotice error={error} readAt={data?.readAt} />}
      <OverviewBody answer={data} failed={error !== null} />
    </>
  );
}

function OverviewBody({ answer, failed }: { answer: OverviewAnswer | undefined; failed: boolean }) {
  const { t } = useTranslation();
  if (answer === undefined)
    return failed ? null : (
      <div role="status" aria-label={t('app.loading')}>
        <Skeleton height={96} mb="md" />
        <Skeleton height={320} />
      </div>
    );
  return (
    <>
      <RestingNotice quietWindow={answer.quietWindow} />
      <GeneralProblems problems={answer.general} />
      <FourNumbers answer={answer} />
      <div className={classes.grid}>
        <OutcomesSection days={answer.days} />
        <AgesSection ages={answer.ages} />
        <ContactsSection connections={answer.connections} />
        <BackgroundSection parkedEvents={answer.parkedEvents} />
      </div>
    </>
  );
}
