import type { ConfigurationState, ConfigurationSummary } from '@abgleich/contracts';
import { methodTitle } from '@abgleich/domain';
import { Table } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleOff,
  IconPlayerPause,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../format/moment.js';
import { useLanguage } from '../i18n/use-language.js';
import { Badge, type Tone } from '../ui/badge.js';
import { ExactMoment } from '../ui/moment.js';
import { Toggletip } from '../ui/toggletip.js';
import classes from './configurations.module.css';
import { authorWords, paymentWords, placeWords, shopWords } from './place-words.js';
import { useIsAdmin } from './use-is-admin.js';

type TableProps = {
  readonly shopId: string;
  readonly connectionName: string;
  readonly configurations: readonly ConfigurationSummary[];
};

/** The payment methods of one Mandant. */
export function ConfigurationsTable({ shopId, connectionName, configurations }: TableProps) {
  const { t } = useTranslation();
  const shopName = configurations.find((one) => one.shopName !== null)?.shopName ?? null;
  const shop = shopWords({ shopId, shopName });
  const columns = ['payment', 'state', 'mode', 'keys', 'inFlight', 'saved', 'actions'] as const;
  return (
    <>
      <h3 className={classes.shopName}>{t('configurations.shop', { shop })}</h3>
      <div className={classes.card}>
        <Table
          className={`${classes.table} ${classes.sameColumns}`}
          verticalSpacing={10}
          horizontalSpacing={14}
        >
          <caption className="visually-hidden">
            {t('configurations.caption', { shop, connection: connectionName })}
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`configurations.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {configurations.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}

function Row({ one }: { one: ConfigurationSummary }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = (column: 'state' | 'mode' | 'keys' | 'inFlight' | 'saved') => ({
    'data-label': t(`configurations.column.${column}`),
  });
  return (
    <tr data-testid={`configuration-${one.shopId}-${one.paymentCode}`} data-state={one.state}>
      <th scope="row">
        <span className={classes.payment}>{paymentWords(one)}</span>
        {one.method !== null && (
          <span className={classes.methodName}>{methodTitle(one.method, language)}</span>
        )}
      </th>
      <td {...label('state')}>
        <StateBadge one={one} />
      </td>
      <td {...label('mode')}>{t(`configurations.mode.${one.mode}`)}</td>
      <td {...label('keys')}>
        {one.publicKey.startsWith('p-')
          ? t('configurations.keysLive')
          : t('configurations.keysTest')}
      </td>
      <td {...label('inFlight')}>{one.inFlight}</td>
      <td {...label('saved')}>
        <span className={classes.saved}>
          <span>{t('configurations.version', { version: one.version })}</span>
          <span className={classes.quiet}>
            <ExactMoment at={one.savedAt} />{' '}
            {t('configurations.savedBy', { name: authorWords(t, one.savedBy) })}
          </span>
        </span>
      </td>
      <td>
        <RowActions one={one} />
      </td>
    </tr>
  );
}

const TONES: Readonly<Record<ConfigurationState, Tone>> = {
  active: 'green',
  off: 'grey',
  'off-connection': 'grey',
  paused: 'red',
};
const ICONS = {
  active: IconCircleCheck,
  off: IconCircleOff,
  'off-connection': IconPlugConnectedX,
  paused: IconPlayerPause,
} as const satisfies Record<ConfigurationState, unknown>;

/** The state in words; a pause says why behind a question mark. */
export function StateBadge({
  one: { state, pausedSince },
}: {
  one: Pick<ConfigurationSummary, 'state' | 'pausedSince'>;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const Icon = ICONS[state];
  const words = t(`configurations.state.${state}`);
  return (
    <span className={classes.state}>
      <Badge tone={TONES[state]} icon={<Icon size={14} aria-hidden />}>
        {words}
      </Badge>
      {pausedSince !== null && (
        <Toggletip about={words}>
          {t('configurations.pausedHelp', { since: formatMoment(pausedSince, language) })}
        </Toggletip>
      )}
    </span>
  );
}

function RowActions({ one }: { one: ConfigurationSummary }) {
  const { t } = useTranslation();
  const isAdmin = useIsAdmin();
  const params = { configurationId: one.id };
  const edit = isAdmin ? t('configurations.edit') : t('configurations.view');
  const about = (action: string) => t('configurations.of', { action, ...placeWords(one) });
  return (
    <span className={classes.actions}>
      <Link
        to="/konfiguration/$configurationId"
        params={params}
        aria-label={about(edit)}
        data-testid="edit"
      >
        {edit}
      </Link>
      {isAdmin && (
        <Link
          to="/konfiguration/neu"
          search={{ kopie: one.id }}
          aria-label={about(t('configurations.copy'))}
          data-testid="copy"
        >
          {t('configurations.copy')}
        </Link>
      )}
      <Link
        to="/konfiguration/$configurationId"
        params={params}
        search={{ ansicht: 'verlauf' }}
        aria-label={about(t('configurations.history'))}
        data-testid="history"
      >
        {t('configurations.history')}
      </Link>
    </span>
  );
}
