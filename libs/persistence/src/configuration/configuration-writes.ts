import {
  type BookingState,
  type ErpConnection,
  type Instant,
  type OrganisationId,
  type PaymentConfiguration,
  type Secret,
  toIso,
} from '@abgleich/domain';
import type pg from 'pg';
import type { Database } from '../database.js';
import { databaseFault, sqlState } from '../database-fault.js';
import type { Sql } from '../portal/portal-database.js';
import type { SecretBox } from '../secret-box.js';
import { inTransaction } from '../transaction.js';
import { refused, tellConfigurationChanged, writeConfiguration } from './configuration-version.js';
import { connectionPassword, mailPassword } from './secret-places.js';

/** Product rule: a live and a test database. */
const CONNECTIONS_MAX = 2;
const UNIQUE_VIOLATION = '23505';

/** Who saves, when, and in which piece of work. */
export type SaveContext = {
  readonly now: Instant;
  readonly savedBy: string;
  readonly traceId: string;
};
export type OrganisationDraft = {
  readonly id: OrganisationId;
  readonly name: string;
  readonly bookingState: BookingState;
  readonly bookingEndsAt: Instant | null;
};
/** `password: null` keeps the one that is stored. */
export type ConnectionDraft = Omit<ErpConnection, 'password'> & {
  readonly password: Secret | null;
};
export type MailAccountDraft = {
  readonly organisationId: OrganisationId;
  readonly host: string;
  readonly port: number;
  readonly security: 'none' | 'starttls' | 'tls';
  readonly username: string | null;
  /** `null` keeps the one that is stored, and there may be none. */
  readonly password: Secret | null;
  readonly sender: string;
  readonly recipient: string;
};
/** `privateKey: null` keeps the one of the version before. */
export type ConfigurationDraft = Omit<PaymentConfiguration, 'version' | 'privateKey'> & {
  readonly privateKey: Secret | null;
};

/** Writes what merchants configure; used by portal-api and by seeding. Every method throws `Fault`; then nothing was kept. */
export type ConfigurationWriter = {
  saveOrganisation(draft: OrganisationDraft): Promise<void>;
  /** At most two per organisation: the third is refused (`rejected`). Tells `config.changed`. */
  saveConnection(draft: ConnectionDraft, context: SaveContext): Promise<void>;
  /** A saved account must prove itself again by a test mail. */
  saveMailAccount(draft: MailAccountDraft): Promise<void>;
  /** Every save is a new version, and ends a pause. One per (connection, shop, code): a second one is refused (`rejected`). Tells `config.changed`. */
  saveConfiguration(draft: ConfigurationDraft, context: SaveContext): Promise<number>;
};

type Sender = { db: Database; box: SecretBox; onSaved: () => void };

/** Makes the writer. `onSaved` is called after every commit. */
export function createConfigurationWriter({ db, box, onSaved }: Sender): ConfigurationWriter {
  const save = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    try {
      const result = await inTransaction(db.pool, work);
      onSaved();
      return result;
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) throw refused('paymentCode', 'configured already');
      throw databaseFault(error);
    }
  };
  return {
    saveOrganisation: (draft) => save((client) => writeOrganisation(client, draft)),
    saveConnection: (draft, context) =>
      save(async (client) => {
        await writeConnection(client, draft, box);
        await tellConfigurationChanged(sqlOf(client), {
          ...draft,
          connectionId: draft.id,
          context,
          changed: null,
        });
      }),
    saveMailAccount: (draft) => save((client) => writeMailAccount(client, draft, box)),
    saveConfiguration: (draft, context) =>
      save(async (client) => {
        const sql = sqlOf(client);
        const version = await writeConfiguration(sql, { draft, context, box });
        await tellConfigurationChanged(sql, {
          ...draft,
          context,
          changed: { id: draft.id, version },
        });
        return version;
      }),
  };
}

async function writeOrganisation(client: pg.PoolClient, draft: OrganisationDraft): Promise<void> {
  const endsAt = draft.bookingEndsAt === null ? null : toIso(draft.bookingEndsAt);
  await client.query(
    `insert into portal.organisations (id, name, booking_state, booking_ends_at) values ($1, $2, $3, $4)
      on conflict (id) do update set name = excluded.name, booking_state = excluded.booking_state, booking_ends_at = excluded.booking_ends_at`,
    [draft.id, draft.name, draft.bookingState, endsAt],
  );
}

async function writeConnection(
  client: pg.PoolClient,
  draft: ConnectionDraft,
  box: SecretBox,
): Promise<void> {
  // The row lock lets saves of one organisation take turns, so that two of them cannot both be the second connection.
  await client.query('select from portal.organisations where id = $1 for update', [
    draft.organisationId,
  ]);
  const { rows } = await client.query<{ others: number; stored: string | null }>(
    `select count(*) filter (where id <> $2) as others, max(password_cipher) filter (where id = $2) as stored
      from portal.connections where organisation_id = $1`,
    [draft.organisationId, draft.id],
  );
  if ((rows[0]?.others ?? 0) >= CONNECTIONS_MAX)
    throw refused('connection', `at most ${CONNECTIONS_MAX}`);
  const cipher =
    draft.password === null
      ? rows[0]?.stored
      : box.encrypt(draft.password, connectionPassword(draft.id));
  if (cipher === undefined || cipher === null) throw refused('password', 'missing');
  const { rowCount } = await client.query(
    `insert into portal.connections as c (id, organisation_id, name, endpoint_url, database_name, username, password_cipher, active)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (id) do update set name = excluded.name, endpoint_url = excluded.endpoint_url, database_name = excluded.database_name,
        username = excluded.username, password_cipher = excluded.password_cipher, active = excluded.active
        where c.organisation_id = excluded.organisation_id`,
    [
      draft.id,
      draft.organisationId,
      draft.name,
      draft.endpointUrl,
      draft.database,
      draft.username,
      cipher,
      draft.active,
    ],
  );
  if (rowCount === 0) throw refused('connection', 'of another organisation');
}

async function writeMailAccount(
  client: pg.PoolClient,
  draft: MailAccountDraft,
  box: SecretBox,
): Promise<void> {
  const cipher =
    draft.password === null
      ? null
      : box.encrypt(draft.password, mailPassword(draft.organisationId));
  await client.query(
    `insert into portal.mail_accounts as m (organisation_id, host, port, security, username, password_cipher, sender, recipient)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (organisation_id) do update set host = excluded.host, port = excluded.port, security = excluded.security,
        username = excluded.username, password_cipher = coalesce(excluded.password_cipher, m.password_cipher),
        sender = excluded.sender, recipient = excluded.recipient, accepted_at = null`,
    [
      draft.organisationId,
      draft.host,
      draft.port,
      draft.security,
      draft.username,
      cipher,
      draft.sender,
      draft.recipient,
    ],
  );
}

const sqlOf =
  (client: pg.PoolClient): Sql =>
  async (text, values = []) =>
    (await client.query<Readonly<Record<string, unknown>>>(text, [...values])).rows;
