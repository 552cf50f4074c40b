import type { AccountAnswer } from '@abgleich/contracts';
import { Button, Title } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { endSession, endSessions } from '../api/account.js';
import { CardTable } from '../ui/card-table.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { Outcome } from '../people/outcome.js';
import classes from '../people/people.module.css';
import { usePeopleAction } from '../people/use-people-action.js';
import { ExactMoment, RelativeMoment } from '../ui/moment.js';

type Sessions = AccountAnswer['sessions'];
const COLUMNS = ['device', 'address', 'since', 'seen', 'actions'] as const;

/** Where one is signed in, with a way to end each, and all of them. */
export function SessionsTable({ sessions }: { sessions: Sessions }) {
  const { t } = useTranslation();
  const ending = usePeopleAction(endSession);
  return (
    <section className={classes.card}>
      <Title order={2}>{t('accounts.sessions.title')}</Title>
      <p className={classes.quiet}>{t('accounts.sessions.intro')}</p>
      <CardTable
        testId="sessions"
        className={classes.table}
        caption={t('accounts.sessions.caption')}
        columns={COLUMNS.map((name) => ({ name, heading: t(`accounts.sessions.${name}`) }))}
      >
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => ending.mutate(session.id)} />
        ))}
      </CardTable>
      <EverywhereButton />
      <Outcome error={ending.error} done={ending.isSuccess ? t('accounts.sessions.ended') : null} />
    </section>
  );
}

function SessionRow({ session, onEnd }: { session: Sessions[number]; onEnd: () => void }) {
  const { t } = useTranslation();
  const device = session.device ?? t('accounts.sessions.unknown');
  return (
    <tr role="row">
      <td role="cell">
        {device}
        {session.current && <span className={classes.tag}>{t('accounts.sessions.current')}</span>}
      </td>
      <td role="cell" data-label={t('accounts.sessions.address')}>
        {session.address ?? t('app.none')}
      </td>
      <td role="cell" data-label={t('accounts.sessions.since')}>
        <ExactMoment at={session.startedAt} />
      </td>
      <td role="cell" data-label={t('accounts.sessions.seen')}>
        <RelativeMoment at={session.lastSeenAt} />
      </td>
      <td role="cell">
        {!session.current && (
          <Button
            variant="default"
            size="xs"
            aria-label={t('accounts.sessions.endOf', { device })}
            onClick={onEnd}
          >
            {t('accounts.sessions.end')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function EverywhereButton() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  // Nothing is read anew afterwards: there is no session to read it with.
  const leaving = useMutation({ mutationFn: endSessions });
  const leave = () =>
    leaving.mutate(undefined, {
      onSuccess: () => {
        client.clear();
        void navigate({ to: '/anmelden' });
      },
    });
  return (
    <>
      <ConfirmButton
        label={t('accounts.sessions.everywhere')}
        icon={<IconLogout size={15} aria-hidden />}
        question={t('accounts.sessions.everywhereQuestion')}
        explanation={t('accounts.sessions.everywhereText')}
        busy={leaving.isPending}
        testId="sign-out-everywhere"
        onConfirm={leave}
      />
      {leaving.error && <Outcome error={leaving.error} done={null} />}
    </>
  );
}
