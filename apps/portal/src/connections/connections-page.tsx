import { Button, Skeleton, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ConnectionsAnswer } from '@abgleich/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../api/connections.js';
import { usePageTitle } from '../app/use-page-title.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { Note } from '../ui/note.js';
import classes from '../ui/set-up.module.css';
import { useRole } from '../ui/use-role.js';
import { ConnectionCard } from './connection-card.js';
import { ConnectionForm } from './connection-form.js';

/** How Abgleich reaches pixi: at most two connections, each tested before it is trusted. */
export function ConnectionsPage() {
  const { t } = useTranslation();
  usePageTitle(t('navigation.connections'));
  const { data, error } = useQuery(connectionsQuery);
  return (
    <div className={classes.page}>
      <Title order={1}>{t('navigation.connections')}</Title>
      <p className={classes.intro}>{t('connections.intro')}</p>
      {error !== null && <ConnectionNotice error={error} readAt={data?.readAt} />}
      {data !== undefined && <Connections answer={data} />}
      {data === undefined && error === null && <Skeleton height={180} aria-hidden />}
    </div>
  );
}

function Connections({ answer }: { answer: ConnectionsAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const isAdmin = useRole('admin');
  /** `new`, the id of the one that is changed, or `null`. */
  const [open, setOpen] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { connections, max, quietUntil } = answer;
  const edit = (which: string) => {
    setSaved(null);
    setOpen(which);
  };
  const done = (name: string | null) => {
    setOpen(null);
    setSaved(name);
  };
  const quiet = quietUntil === null ? null : formatMoment(quietUntil, language);
  return (
    <>
      {quiet !== null && (
        <Note tone="info" title={t('connections.quietTitle', { time: quiet })} testId="quiet">
          <p>{t('connections.quiet', { time: quiet })}</p>
        </Note>
      )}
      {saved !== null && (
        <Note tone="good" title={t('connections.saved', { name: saved })} testId="saved" />
      )}
      {!isAdmin && <p className={classes.quiet}>{t('connections.onlyAdmin')}</p>}
      {connections.length === 0 && open !== 'new' && (
        <Note tone="info" title={t('connections.emptyTitle')} testId="no-connection">
          <p>{t('connections.empty')}</p>
        </Note>
      )}
      {connections.map((one) =>
        open === one.id ? (
          <ConnectionForm key={one.id} known={one} onDone={done} />
        ) : (
          <ConnectionCard key={one.id} connection={one} onEdit={() => edit(one.id)} />
        ),
      )}
      {open === 'new' && <ConnectionForm known={null} onDone={done} />}
      {isAdmin && open === null && connections.length < max && (
        <div className={classes.buttons}>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => edit('new')}
            data-testid="add-connection"
          >
            {t('connections.add')}
          </Button>
        </div>
      )}
      {connections.length >= max && <p className={classes.quiet}>{t('connections.full')}</p>}
    </>
  );
}
