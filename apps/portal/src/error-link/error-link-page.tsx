import { Button, Skeleton, Title } from '@mantine/core';
import {
  IconCircleCheck,
  IconExternalLink,
  IconLink,
  IconLinkOff,
  IconRefresh,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ErrorLinkAnswer } from '@abgleich/contracts';
import { errorLinkQuery, renewErrorLink, revokeErrorLink } from '../api/error-link.js';
import { usePageTitle } from '../app/use-page-title.js';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { refusalText } from '../texts/refusal-text.js';
import { AskFirst } from '../ui/ask-first.js';
import { ConnectionNotice } from '../ui/connection-notice.js';
import { ShownOnce } from '../ui/shown-once.js';
import setUp from '../ui/set-up.module.css';
import classes from './error-link-page.module.css';

/** The link to the login-free error page: whether there is one, a new one, none. */
export function ErrorLinkPage() {
  const { t } = useTranslation();
  const { data: link, error } = useQuery(errorLinkQuery);
  const change = useLinkChange();
  usePageTitle(t('errorLink.title'));
  const path = change.renew.data?.path;
  return (
    <div className={classes.page}>
      <Title order={1}>{t('errorLink.title')}</Title>
      <p>{t('errorLink.intro')}</p>
      {error && <ConnectionNotice error={error} readAt={link?.readAt} />}
      {path !== undefined && <NewLink url={window.location.origin + path} />}
      <section className={classes.card} aria-labelledby="link-state">
        <Title order={2} id="link-state">
          {t('errorLink.stateTitle')}
        </Title>
        {link === undefined ? (
          <Skeleton height={44} />
        ) : (
          <>
            <LinkState link={link} />
            <LinkActions link={link} change={change} />
          </>
        )}
        <p role="status" className={classes.quiet}>
          {change.revoke.isSuccess && t('errorLink.revoked')}
        </p>
        {change.failure !== null && (
          <p role="alert" className={classes.failed}>
            {refusalText(change.failure, t)}
          </p>
        )}
      </section>
      <section className={classes.card} aria-labelledby="link-tips">
        <Title order={2} id="link-tips">
          {t('errorLink.tipsTitle')}
        </Title>
        <ul className={setUp.list}>
          <li>{t('errorLink.tipWall')}</li>
          <li>{t('errorLink.tipPhone')}</li>
          <li>{t('errorLink.tipLost')}</li>
        </ul>
      </section>
    </div>
  );
}

type LinkChange = ReturnType<typeof useLinkChange>;

/** Renewing and revoking; whichever came last decides what the page tells. */
function useLinkChange() {
  const client = useQueryClient();
  const reread = () => client.invalidateQueries({ queryKey: errorLinkQuery.queryKey });
  const renew = useMutation({ mutationFn: renewErrorLink, onSuccess: reread });
  const revoke = useMutation({ mutationFn: revokeErrorLink, onSuccess: reread });
  return {
    renew,
    revoke,
    failure: renew.error ?? revoke.error,
    startRenewing: () => {
      revoke.reset();
      renew.mutate();
    },
    startRevoking: () => {
      renew.reset();
      revoke.mutate();
    },
  };
}

function LinkState({ link }: { link: ErrorLinkAnswer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!link.active)
    return (
      <p className={classes.state} data-testid="link-state">
        <IconLinkOff size={18} color="var(--quiet)" aria-hidden />
        {t('errorLink.none')}
      </p>
    );
  return (
    <>
      <p className={classes.state} data-testid="link-state">
        <IconCircleCheck size={18} color="var(--green)" aria-hidden />
        {link.since === null
          ? t('errorLink.active')
          : t('errorLink.activeSince', { when: formatMoment(link.since, language) })}
      </p>
      <p className={classes.quiet}>{t('errorLink.kept')}</p>
    </>
  );
}

function LinkActions({ link, change }: { link: ErrorLinkAnswer; change: LinkChange }) {
  const { t } = useTranslation();
  if (!link.active)
    return (
      <div className={classes.actions}>
        <Button
          leftSection={<IconLink size={16} aria-hidden />}
          loading={change.renew.isPending}
          onClick={change.startRenewing}
          data-testid="create-link"
        >
          {t('errorLink.create')}
        </Button>
      </div>
    );
  return (
    <div className={classes.actions}>
      <AskFirst
        label={t('errorLink.renew')}
        icon={<IconRefresh size={16} aria-hidden />}
        question={t('errorLink.renewQuestion')}
        busy={change.renew.isPending}
        testId="renew-link"
        onConfirm={change.startRenewing}
      >
        {t('errorLink.renewExplained')}
      </AskFirst>
      <AskFirst
        label={t('errorLink.revoke')}
        icon={<IconLinkOff size={16} aria-hidden />}
        question={t('errorLink.revokeQuestion')}
        busy={change.revoke.isPending}
        tone="danger"
        testId="revoke-link"
        onConfirm={change.startRevoking}
      >
        {t('errorLink.revokeExplained')}
      </AskFirst>
    </div>
  );
}

function NewLink({ url }: { url: string }) {
  const { t } = useTranslation();
  return (
    <ShownOnce
      title={t('errorLink.newTitle')}
      text={t('errorLink.newText')}
      value={url}
      name={t('errorLink.name')}
      testId="new-link"
    >
      <a href={url} target="_blank" rel="noopener noreferrer">
        <IconExternalLink size={15} aria-hidden /> {t('errorLink.open')}
      </a>
    </ShownOnce>
  );
}
