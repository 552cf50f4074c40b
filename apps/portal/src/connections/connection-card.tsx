import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import type { ConnectionView } from '@abgleich/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectionsQuery, switchConnection, testConnection } from '../api/connections.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { faultText } from '../texts/fault-text.js';
import { AskFirst } from '../ui/ask-first.js';
import { Badge } from '../ui/badge.js';
import { RelativeMoment } from '../ui/moment.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';
import { refusalText } from './connection-error.js';
import { ConnectionResult } from './connection-result.js';

/** One connection: its data without the password, how it stands, and what can be done about it. */
export function ConnectionCard({
  connection,
  onEdit,
}: {
  connection: ConnectionView;
  onEdit: () => void;
}) {
  const { t } = useTranslation();
  const isAdmin = useRole('admin');
  const mayTest = useRole('operations');
  const testing = useAction(() => testConnection(connection.id));
  const { active, name } = connection;
  const test = testing.data ?? connection.test;
  return (
    <article className={classes.card} data-testid={`connection-${name}`}>
      <div className={classes.head}>
        <h2 className={classes.title}>{name}</h2>
        <Badge
          tone={active ? 'green' : 'grey'}
          icon={
            active ? (
              <IconCircleCheck size={14} aria-hidden />
            ) : (
              <IconCircleOff size={14} aria-hidden />
            )
          }
        >
          {t(active ? 'connections.on' : 'connections.off')}
        </Badge>
      </div>
      <Facts connection={connection} />
      {testing.error !== null && <Note tone="bad" title={refusalText(t, testing.error)} />}
      {test === null ? (
        <Note tone="warn" title={t('connections.untested')} testId="untested" />
      ) : (
        <ConnectionResult test={test} of={connection} />
      )}
      <div className={classes.buttons}>
        {mayTest && (
          <Button
            variant="default"
            loading={testing.isPending}
            onClick={() => testing.mutate()}
            data-testid="test-connection"
          >
            {t('connections.test')}
          </Button>
        )}
        {isAdmin && (
          <Button variant="default" onClick={onEdit} data-testid="edit-connection">
            {t('connections.edit')}
          </Button>
        )}
        {isAdmin && <SwitchButton connection={connection} />}
      </div>
    </article>
  );
}

function Facts({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  const { configurations, activeConfigurations, ordersUnderWay } = connection;
  return (
    <dl className={classes.facts}>
      <dt>{t('connections.fact.endpointUrl')}</dt>
      <dd>{connection.endpointUrl}</dd>
      <dt>{t('connections.fact.database')}</dt>
      <dd>{connection.database}</dd>
      <dt>{t('connections.fact.username')}</dt>
      <dd>{connection.username}</dd>
      <dt>{t('connections.fact.password')}</dt>
      <dd>{t('connections.fact.passwordStored')}</dd>
      <dt>{t('connections.fact.contact')}</dt>
      <dd data-testid="contact">
        <Contact connection={connection} />
      </dd>
      <dt>{t('connections.fact.below')}</dt>
      <dd>
        {t('connections.configurations', { count: configurations, active: activeConfigurations })},{' '}
        {t('connections.orders', { count: ordersUnderWay })}
      </dd>
    </dl>
  );
}

function Contact({
  connection: { lastSuccessAt, failingSince, faultCode },
}: {
  connection: ConnectionView;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {lastSuccessAt === null ? t('connections.never') : <RelativeMoment at={lastSuccessAt} />}
      {faultCode === null
        ? lastSuccessAt !== null && `, ${t('connections.inOrder')}`
        : `, ${t('connections.failingSince', { time: failingSince === null ? '' : formatMoment(failingSince, language) })}: ${faultText(faultCode, language)}`}
    </>
  );
}

function SwitchButton({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation();
  const { id, name, active, activeConfigurations, ordersUnderWay } = connection;
  const switching = useAction(() => switchConnection(id, !active));
  const key = active ? 'switchOff' : 'switchOn';
  return (
    <AskFirst
      label={t(`connections.${key}`)}
      question={t(`connections.${key}Title`, { name })}
      busy={switching.isPending}
      testId="switch-connection"
      onConfirm={() => switching.mutate()}
    >
      <p>{t(`connections.${key}Text`)}</p>
      {active && <p>{t('connections.stopConfigurations', { count: activeConfigurations })}</p>}
      {active && (
        <p>
          {ordersUnderWay === 0
            ? t('connections.stopNothing')
            : t('connections.stopOrders', { count: ordersUnderWay })}
        </p>
      )}
    </AskFirst>
  );
}

/** Does something about a connection, then reads them anew. */
function useAction<T>(act: () => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => client.invalidateQueries({ queryKey: connectionsQuery.queryKey }),
  });
}
