import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AuditAnswer } from '@abgleich/contracts';
import { auditFile, auditQueryOf, type AuditSearch } from '../api/audit.js';
import { isRefusal } from '../api/request.js';
import { usePageTitle } from '../app/use-page-title.js';
import { useLanguage } from '../i18n/use-language.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { AuditFiltersForm } from './audit-filters-form.js';
import { AuditList } from './audit-list.js';
import classes from './audit-page.module.css';

const route = getRouteApi('/inside/protokoll');

/** Who did what, newest first. What is chosen stands in the address. */
export function AuditPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const { data, error, isPlaceholderData } = useQuery(auditQueryOf(search));
  usePageTitle(t('auditLog.title'));
  if (isRefusal(error, 403))
    return (
      <>
        <Title order={1}>{t('auditLog.title')}</Title>
        <p>{t('auditLog.notAllowed')}</p>
      </>
    );
  return (
    <>
      <Title order={1}>{t('auditLog.title')}</Title>
      <p>{t('auditLog.intro')}</p>
      <AuditFiltersForm key={JSON.stringify(search)} search={search} />
      {error && <ConnectionNotice error={error} readAt={data?.readAt} />}
      <div className={classes.card} data-changing={isPlaceholderData} aria-busy={isPlaceholderData}>
        <Entries answer={data} failed={error !== null} search={search} />
      </div>
      <Below answer={data} search={search} />
    </>
  );
}

type EntriesProps = {
  readonly answer: AuditAnswer | undefined;
  readonly failed: boolean;
  readonly search: AuditSearch;
};
function Entries({ answer, failed, search }: EntriesProps) {
  const { t } = useTranslation();
  if (answer === undefined) return failed ? null : <Skeleton height={220} />;
  if (answer.entries.length === 0) {
    const chosen = Object.values(search).some((value) => value !== undefined);
    return (
      <p className={classes.empty} data-testid="audit-empty">
        {t(chosen ? 'auditLog.empty' : 'auditLog.emptyAll')}
      </p>
    );
  }
  return <AuditList entries={answer.entries} />;
}

function Below({ answer, search }: Omit<EntriesProps, 'failed'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className={classes.below}>
      <a href={auditFile(search, language)} download data-testid="audit-export">
        {t('auditLog.export')}
      </a>
      <nav aria-label={t('auditLog.paging')} className={classes.paging}>
        {search.after !== undefined && (
          <Link to="/protokoll" search={{ ...search, after: undefined }} data-testid="newest">
            {t('auditLog.newest')}
          </Link>
        )}
        {answer !== undefined && answer.next !== null && (
          <Link to="/protokoll" search={{ ...search, after: answer.next }} data-testid="older">
            {t('auditLog.older')}
          </Link>
        )}
      </nav>
    </div>
  );
}
