import { Skeleton, Title } from '@mantine/core';
import { IconCircleCheck, IconLinkOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorPageAnswer } from '@abgleich/contracts';
import { ERROR_PAGE_REFRESH_MS, errorPageQuery } from '../api/error-page.js';
import { isRefusal } from '../api/request.js';
import { usePageTitle } from '../app/use-page-title.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { LanguageSwitch } from '../ui/language-switch.js';
import { SchemeSwitch } from '../ui/scheme-switch.js';
import classes from './error-page.module.css';
import { ErrorTable } from './error-table.js';

const route = getRouteApi('/fehler/$token');

/** The login-free page: which orders need somebody, on a phone or a wall. */
export function ErrorPage() {
  const { t } = useTranslation();
  const { token } = route.useParams();
  const { data, error, dataUpdatedAt } = useQuery(errorPageQuery(token));
  usePageTitle(t('errorPage.title'));
  const wrong = isRefusal(error, 404);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div>
          <Title order={1}>{t('errorPage.title')}</Title>
          {data && !wrong && <p className={classes.organisation}>{data.organisationName}</p>}
        </div>
        <div className={classes.tools}>
          {data && !wrong && <RefreshClock answer={data} updatedAtMs={dataUpdatedAt} />}
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </header>
      <main id="content">
        {error && !wrong && <ConnectionNotice error={error} readAt={data?.readAt} />}
        {wrong ? <WrongLink /> : <Problems answer={data} failed={error !== null} />}
      </main>
      <footer className={classes.footer}>
        {t('app.zone')} · <Link to="/anmelden">{t('errorPage.signIn')}</Link>
      </footer>
    </div>
  );
}

function Problems({ answer, failed }: { answer: ErrorPageAnswer | undefined; failed: boolean }) {
  const { t } = useTranslation();
  if (answer === undefined) return failed ? null : <Skeleton height={180} />;
  if (answer.problems.length === 0)
    return (
      <Message
        icon={<IconCircleCheck size={44} stroke={1.4} color="var(--green)" aria-hidden />}
        title={t('errorPage.emptyTitle')}
        text={t('errorPage.empty')}
      />
    );
  return (
    <>
      <p className={classes.count} role="status">
        {t('errorPage.count', { count: answer.problems.length })}
      </p>
      <ErrorTable problems={answer.problems} />
      {answer.truncated && <p>{t('errorPage.truncated')}</p>}
    </>
  );
}

function WrongLink() {
  const { t } = useTranslation();
  return (
    <Message
      icon={<IconLinkOff size={44} stroke={1.4} color="var(--quiet)" aria-hidden />}
      title={t('errorPage.wrongTitle')}
      text={t('errorPage.wrong')}
    />
  );
}

function Message({ icon, title, text }: { icon: ReactNode; title: string; text: string }) {
  return (
    <div className={classes.message} data-testid="error-page-message">
      {icon}
      <Title order={2}>{title}</Title>
      <p>{text}</p>
    </div>
  );
}

const SECOND_MS = 1_000;

/** The visible clock: when this was read, and the seconds to the next reading. */
function RefreshClock({ answer, updatedAtMs }: { answer: ErrorPageAnswer; updatedAtMs: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const leftMs = updatedAtMs + ERROR_PAGE_REFRESH_MS - nowMs;
  const seconds = Math.min(60, Math.max(0, Math.ceil(leftMs / SECOND_MS)));
  return (
    <p className={classes.clock} title={t('errorPage.refreshes')} data-testid="clock">
      <span>{t('errorPage.asOf', { time: formatMoment(answer.readAt, language, 'clock') })}</span>
      <span className={classes.quiet} aria-hidden>
        {t('errorPage.nextIn', { seconds })}
      </span>
      <span className="visually-hidden">{t('errorPage.refreshes')}</span>
    </p>
  );
}
