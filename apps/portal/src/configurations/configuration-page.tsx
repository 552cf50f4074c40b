import type { ConfigurationAnswer } from '@abgleich/contracts';
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { configurationQuery } from '../api/configurations.js';
import { isRefusal } from '../api/request.js';
import { NotFound, PagePending } from '../app/page-states.js';
import { usePageTitle } from '../app/use-page-title.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ConfigurationHistory } from './configuration-history.js';
import classes from './configurations.module.css';
import { StateBadge } from './configurations-table.js';
import { EditConfiguration } from './edit-configuration.js';
import { placeWords } from './place-words.js';
import { useIsAdmin } from './use-is-admin.js';

const route = getRouteApi('/inside/konfiguration/$configurationId');

/** One configuration: its fields with the preview, or its history. */
export function ConfigurationPage() {
  const { configurationId } = route.useParams();
  const { data, error } = useQuery(configurationQuery(configurationId));
  if (isRefusal(error, 404)) return <NotFound />;
  if (data === undefined)
    return error === null ? <PagePending /> : <ConnectionNotice error={error} readAt={undefined} />;
  return <Configuration key={data.id} data={data} />;
}

function Configuration({ data }: { data: ConfigurationAnswer }) {
  const { t } = useTranslation();
  const { ansicht } = route.useSearch();
  const isAdmin = useIsAdmin();
  const title = t('configurations.form.editTitle', placeWords(data));
  usePageTitle(title);
  return (
    <>
      <Link to="/konfiguration" className={classes.back}>
        {t('configurations.form.back')}
      </Link>
      <div className={classes.pageHead}>
        <div>
          <Title order={1}>{title}</Title>
          <p className={classes.under}>
            <StateBadge one={data} />
            <span>{data.connectionName}</span>
            <span>{t('configurations.version', { version: data.version })}</span>
            <Link to="/einrichtung">{t('configurations.toSetupCheck')}</Link>
          </p>
        </div>
        {isAdmin && (
          <Link to="/konfiguration/neu" search={{ kopie: data.id }} data-testid="copy">
            {t('configurations.copy')}
          </Link>
        )}
      </div>
      <Tabs />
      {!isAdmin && <p className={classes.quiet}>{t('configurations.onlyAdmins')}</p>}
      {/* Both stay: whoever looks at the history comes back to what they entered. */}
      <div hidden={ansicht === 'verlauf'}>
        <EditConfiguration data={data} />
      </div>
      {ansicht === 'verlauf' && <ConfigurationHistory current={data} />}
    </>
  );
}

function Tabs() {
  const { t } = useTranslation();
  const { configurationId } = route.useParams();
  const { ansicht } = route.useSearch();
  const to = '/konfiguration/$configurationId';
  return (
    <nav aria-label={t('configurations.form.tabs')} className={classes.tabs}>
      <Link
        to={to}
        params={{ configurationId }}
        search={{}}
        activeOptions={{ exact: true, includeSearch: true }}
        aria-current={ansicht === undefined ? 'page' : undefined}
        data-testid="tab-fields"
      >
        {t('configurations.form.tabFields')}
      </Link>
      <Link
        to={to}
        params={{ configurationId }}
        search={{ ansicht: 'verlauf' }}
        aria-current={ansicht === 'verlauf' ? 'page' : undefined}
        data-testid="tab-history"
      >
        {t('configurations.form.tabHistory')}
      </Link>
    </nav>
  );
}
