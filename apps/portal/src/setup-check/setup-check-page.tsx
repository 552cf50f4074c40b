import { Button, Skeleton, Title } from '@mantine/core';
import type { SetupCheckAnswer } from '@abgleich/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../api/connections.js';
import { isRefusal } from '../api/request.js';
import { runSetupCheck, setupCheckQuery } from '../api/setup-check.js';
import { usePageTitle } from '../app/use-page-title.js';
import { refusalText } from '../connections/connection-error.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';
import { ConfigurationFindings } from './configuration-findings.js';
import { FirstSteps } from './first-steps.js';

/** For each configuration what is right and what is missing, each with what to do. */
export function SetupCheckPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.setupCheck'));
  const { data, error } = useQuery(setupCheckQuery);
  return (
    <div className={classes.page}>
      <Title order={1}>{t('navigation.setupCheck')}</Title>
      <p className={classes.intro}>{t('setupCheck.intro')}</p>
      <FirstSteps />
      {error !== null && <ConnectionNotice error={error} readAt={data?.readAt} />}
      {data === undefined && error === null && <Skeleton height={320} aria-hidden />}
      {data !== undefined && <Findings answer={data} />}
    </div>
  );
}

function Findings({ answer }: { answer: SetupCheckAnswer }) {
  if (answer.configurations.length === 0) return null; // the first steps say what to do
  return (
    <>
      <RunBar answer={answer} />
      <Summary answer={answer} />
      {answer.configurations.map((one, index) => (
        <ConfigurationFindings key={one.id} configuration={one} first={index === 0} />
      ))}
    </>
  );
}

function RunBar({ answer: { checkedAt, quietUntil } }: { answer: SetupCheckAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const mayRun = useRole('operations');
  const client = useQueryClient();
  const running = useMutation({
    mutationFn: runSetupCheck,
    onSuccess: async (answer) => {
      client.setQueryData(setupCheckQuery.queryKey, answer);
      await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
    },
  });
  return (
    <>
      {quietUntil !== null && (
        <Note
          tone="info"
          title={t('setupCheck.quiet', { time: formatMoment(quietUntil, language) })}
          testId="quiet"
        />
      )}
      {running.error !== null && (
        <Note
          tone="bad"
          title={
            isRefusal(running.error, 429) ? t('setupCheck.tooMany') : refusalText(t, running.error)
          }
        />
      )}
      <div className={classes.head}>
        {mayRun && (
          <Button
            loading={running.isPending}
            onClick={() => running.mutate()}
            data-testid="run-check"
          >
            {t('setupCheck.run')}
          </Button>
        )}
        <p className={classes.quiet} role="status" data-testid="checked-at">
          {checkedAt === null
            ? t('setupCheck.neverChecked')
            : t('setupCheck.checkedAt', { time: formatMoment(checkedAt, language) })}
          {!mayRun && ` ${t('setupCheck.onlyOperations')}`}
        </p>
      </div>
    </>
  );
}

function Summary({ answer: { configurations } }: { answer: SetupCheckAnswer }) {
  const { t } = useTranslation();
  const worst = configurations.map(({ findings }) => {
    if (findings.some(({ state }) => state === 'wrong')) return 'wrong';
    return findings.every(({ state }) => state === 'ok') ? 'good' : 'open';
  });
  const count = (of: string): number => worst.filter((one) => one === of).length;
  return (
    <p data-testid="setup-summary">
      {count('wrong') > 0 && `${t('setupCheck.sumWrong', { count: count('wrong') })} `}
      {count('open') > 0 && `${t('setupCheck.sumOpen', { count: count('open') })} `}
      {count('good') > 0 && t('setupCheck.sumGood', { count: count('good') })}
    </p>
  );
}
