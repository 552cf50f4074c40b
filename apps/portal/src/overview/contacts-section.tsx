import { Title } from '@mantine/core';
import { IconCircleCheck, IconMinus, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OverviewConnection } from '@abgleich/contracts';
import { useLanguage } from '../i18n/use-language.js';
import { faultText } from '../texts/fault-text.js';
import { Badge } from '../ui/badge.js';
import { useRelative } from '../ui/moment.js';
import classes from './overview-page.module.css';

type Contact = OverviewConnection['contacts'][number];

/** When pixi and Unzer last answered, per connection, and what is wrong where they do not. */
export function ContactsSection({ connections }: { connections: readonly OverviewConnection[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card} aria-labelledby="contacts" data-testid="contacts">
      <Title order={2} id="contacts">
        {t('overview.contacts')}
      </Title>
      {connections.length === 0 ? (
        <p>
          {t('overview.noConnection')} <Link to="/pixi-api">{t('overview.addConnection')}</Link>
        </p>
      ) : (
        <table className={classes.table}>
          <caption className="visually-hidden">{t('overview.contactsCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('overview.connection')}</th>
              <th scope="col">{t('overview.pixi')}</th>
              <th scope="col">{t('overview.unzer')}</th>
            </tr>
          </thead>
          <tbody>
            {connections.map((connection) => (
              <ConnectionRow key={connection.id} connection={connection} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ConnectionRow({ connection }: { connection: OverviewConnection }) {
  const { t } = useTranslation();
  const { name, active, contacts } = connection;
  return (
    <tr>
      <th scope="row">
        {name}
        {!active && <span className={classes.quiet}>{t('overview.inactive')}</span>}
      </th>
      {(['erp', 'psp'] as const).map((side) => (
        <td key={side} data-testid={`contact-${side}`}>
          <ContactState contact={contacts.find((one) => one.side === side)} />
        </td>
      ))}
    </tr>
  );
}

function ContactState({ contact }: { contact: Contact | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (contact === undefined || (contact.lastSuccessAt === null && contact.code === null))
    return (
      <Badge tone="grey" icon={<IconMinus size={14} aria-hidden />}>
        {t('overview.neverReached')}
      </Badge>
    );
  const { lastSuccessAt, failingSince, code } = contact;
  return (
    <>
      {code === null ? (
        <Badge tone="green" icon={<IconCircleCheck size={14} aria-hidden />}>
          {t('overview.reached')}
        </Badge>
      ) : (
        <>
          <Badge tone="red" icon={<IconPlugConnectedX size={14} aria-hidden />}>
            {t('overview.failing')}
          </Badge>
          <span className={classes.quiet}>
            {faultText(code, language)} {failingSince !== null && <Since at={failingSince} />}
          </span>
        </>
      )}
      {lastSuccessAt !== null && <Last at={lastSuccessAt} />}
    </>
  );
}

function Since({ at }: { at: string }) {
  const { t } = useTranslation();
  return t('overview.failingSince', { when: useRelative(at) });
}

function Last({ at }: { at: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.quiet}>{t('overview.lastContact', { when: useRelative(at) })}</span>
  );
}
