import type { ConfigurationsAnswer } from '@abgleich/contracts';
import { Button, Skeleton, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { configurationsQuery } from '../api/configurations.js';
import { usePageTitle } from '../app/use-page-title.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ConfigurationsTable } from './configurations-table.js';
import classes from './configurations.module.css';
import { useIsAdmin } from './use-is-admin.js';

/** All configured payment methods, by pixi connection and Mandant. */
export function ConfigurationsPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.configurations'));
  const { data, error } = useQuery(configurationsQuery);
  const isAdmin = useIsAdmin();
  const canCreate = isAdmin && (data?.connections.length ?? 0) > 0;
  return (
    <>
      <div className={classes.pageHead}>
        <Title order={1}>{t('navigation.configurations')}</Title>
        {canCreate && <NewButton />}
      </div>
      <p className={classes.intro}>
        {t('configurations.intro')}{' '}
        <Link to="/einrichtung">{t('configurations.toSetupCheck')}</Link>
      </p>
      {!isAdmin && <p className={classes.quiet}>{t('configurations.onlyAdmins')}</p>}
      {error && <ConnectionNotice error={error} readAt={data?.readAt} />}
      {data === undefined ? error === null && <Waiting /> : <Groups list={data} />}
    </>
  );
}

const NewButton = () => {
  const { t } = useTranslation();
  return (
    <Button
      component={Link}
      to="/konfiguration/neu"
      leftSection={<IconPlus size={16} aria-hidden />}
      data-testid="new-configuration"
    >
      {t('configurations.new')}
    </Button>
  );
};

function Groups({ list }: { list: ConfigurationsAnswer }) {
  const { t } = useTranslation();
  const isAdmin = useIsAdmin();
  if (list.connections.length === 0)
    return (
      <Empty
        title={t('configurations.noConnectionTitle')}
        text={t('configurations.noConnection')}
        action={<Link to="/pixi-api">{t('configurations.toConnections')}</Link>}
      />
    );
  if (list.configurations.length === 0)
    return (
      <Empty
        title={t('configurations.emptyTitle')}
        text={t('configurations.empty')}
        action={isAdmin ? <NewButton /> : null}
      />
    );
  return list.connections.map((connection) => (
    <Connection key={connection.id} connection={connection} list={list} />
  ));
}

type ConnectionProps = {
  readonly connection: ConfigurationsAnswer['connections'][number];
  readonly list: ConfigurationsAnswer;
};

function Connection({ connection, list }: ConnectionProps) {
  const { t } = useTranslation();
  const own = list.configurations.filter((one) => one.connectionId === connection.id);
  const byShop = Map.groupBy(own, ({ shopId }) => shopId);
  return (
    <section
      className={classes.connection}
      aria-labelledby={`connection-${connection.id}`}
      data-testid={`connection-${connection.id}`}
    >
      <h2 id={`connection-${connection.id}`} className={classes.connectionName}>
        {connection.name}
      </h2>
      {!connection.active && <p className={classes.off}>{t('configurations.connectionOff')}</p>}
      {own.length === 0 && <p className={classes.quiet}>{t('configurations.noneBelow')}</p>}
      {[...byShop].map(([shopId, configurations]) => (
        <ConfigurationsTable
          key={shopId}
          shopId={shopId}
          connectionName={connection.name}
          configurations={configurations}
        />
      ))}
    </section>
  );
}

function Empty({ title, text, action }: { title: string; text: string; action: ReactNode }) {
  return (
    <div className={classes.empty} data-testid="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}

const ROWS = 4;
function Waiting() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('app.loading')}>
      {Array.from({ length: ROWS }, (_, row) => (
        <Skeleton key={row} height={20} my={16} />
      ))}
    </div>
  );
}
