import { randomUUID } from 'node:crypto';
import { CONNECTIONS_MAX, EVENT_VERSION } from '@abgleich/contracts';
import {
  type ConnectionId,
  type ErpConnection,
  type Instant,
  type OrganisationId,
  type Secret,
  toIso,
} from '@abgleich/domain';
import { z } from 'zod';
import { connectionPassword } from '../configuration/secret-places.js';
import type { SecretBox } from '../secret-box.js';
import { type AuditContext, recordAudit } from './audit.js';
import {
  connectionOf,
  type PortalConnection,
  SELECT_CONNECTIONS,
  type StoredConnectionCheck,
} from './connection-rows.js';
import type { Sql } from './portal-database.js';

/** What is saved of a connection. `password: null` keeps the stored one. */
export type ConnectionEntry = Omit<ErpConnection, 'id' | 'organisationId' | 'password'> & {
  readonly password: Secret | null;
};
export type ConnectionSave = {
  /** `null`: a new one. */
  readonly id: ConnectionId | null;
  readonly entry: ConnectionEntry;
  /** What a look at exactly this connection found; `null`: there was none. `same`: nothing changed that a look could tell about. */
  readonly check: StoredConnectionCheck | null | 'same';
  readonly box: SecretBox;
};
export type ConnectionSaved =
  | { readonly kind: 'saved'; readonly id: ConnectionId }
  /** There are as many connections as there may be. */
  | { readonly kind: 'full' }
  | { readonly kind: 'not-found' };

/** The organisation's connections, oldest first. Runs inside `inOrganisation`. */
export async function readConnections(sql: Sql): Promise<readonly PortalConnection[]> {
  return (await sql(`${SELECT_CONNECTIONS} order by c.created_at, c.id`)).map(connectionOf);
}

const stored = z.object({
  id: z.string(),
  organisation_id: z.string(),
  name: z.string(),
  endpoint_url: z.string(),
  database_name: z.string(),
  username: z.string(),
  password_cipher: z.string(),
  active: z.boolean(),
});

/** A connection with its password, to call with it. `null`: the organisation has no such connection. Throws `Fault` `platform.secret-unreadable`. Runs inside `inOrganisation`. */
export async function openConnection(
  sql: Sql,
  id: ConnectionId,
  box: SecretBox,
): Promise<ErpConnection | null> {
  const [raw] = await sql('select * from portal.connections where id = $1', [id]);
  if (raw === undefined) return null;
  const row = stored.parse(raw);
  return {
    id,
    organisationId: row.organisation_id as OrganisationId, // the brand is ours, the column is a uuid
    name: row.name,
    endpointUrl: row.endpoint_url,
    database: row.database_name,
    username: row.username,
    password: box.decrypt(row.password_cipher, connectionPassword(id)),
    active: row.active,
  };
}

/** Saves a connection with what a look at it found, tells `config.changed`, and writes down who did it. Runs inside `inOrganisation`. */
export async function saveConnection(
  sql: Sql,
  { id, entry, check, box }: ConnectionSave,
  context: AuditContext,
): Promise<ConnectionSaved> {
  const { organisationId } = context;
  // The row lock lets saves of one organisation take turns, so that two of them cannot both be the second connection.
  await sql('select from portal.organisations where id = $1 for update', [organisationId]);
  const rows = await sql('select id::text, password_cipher from portal.connections');
  const known = rows.find((row) => row['id'] === id);
  if (id !== null && known === undefined) return { kind: 'not-found' };
  if (id === null && rows.length >= CONNECTIONS_MAX) return { kind: 'full' };
  const connectionId = id ?? (randomUUID() as ConnectionId); // the brand is ours, the column is a uuid
  const { password } = entry;
  const cipher =
    password === null
      ? known?.['password_cipher']
      : box.encrypt(password, connectionPassword(connectionId));
  await sql(
    `insert into portal.connections (id, organisation_id, name, endpoint_url, database_name, username, password_cipher, active)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set name = excluded.name, endpoint_url = excluded.endpoint_url, database_name = excluded.database_name,
       username = excluded.username, password_cipher = excluded.password_cipher, active = excluded.active`,
    [
      connectionId,
      organisationId,
      entry.name,
      entry.endpointUrl,
      entry.database,
      entry.username,
      cipher,
      entry.active,
    ],
  );
  if (check !== 'same') await keepCheck(sql, { organisationId, connectionId }, check);
  await tellChanged(sql, connectionId, context);
  const tested = check === 'same' ? check : check === null ? 'no' : (check.cause ?? 'passed');
  await recordAudit(sql, context, {
    action: 'connection.saved',
    target: entry.name,
    details: { tested, active: String(entry.active), password: password === null ? 'kept' : 'new' },
  });
  return { kind: 'saved', id: connectionId };
}

/** Switches a connection on or off. `null`: the organisation has none of this id. Runs inside `inOrganisation`. */
export async function switchConnection(
  sql: Sql,
  { id, active }: { readonly id: ConnectionId; readonly active: boolean },
  context: AuditContext,
): Promise<'switched' | 'already' | 'not-found'> {
  const [row] = await sql('select name, active from portal.connections where id = $1 for update', [
    id,
  ]);
  if (row === undefined) return 'not-found';
  if (row['active'] === active) return 'already';
  await sql('update portal.connections set active = $2 where id = $1', [id, active]);
  await tellChanged(sql, id, context);
  await recordAudit(sql, context, {
    action: 'connection.switched',
    target: String(row['name']),
    details: { active: String(active) },
  });
  return 'switched';
}

type Named = { readonly organisationId: OrganisationId; readonly connectionId: ConnectionId };

/** Keeps what a look found; `null` forgets the one before, because it was about other data. Lists that were not read this time stay. Runs inside `inOrganisation`. */
export async function keepCheck(
  sql: Sql,
  { organisationId, connectionId }: Named,
  check: StoredConnectionCheck | null,
): Promise<void> {
  if (check === null) {
    await sql('delete from portal.connection_checks where connection_id = $1', [connectionId]);
    return;
  }
  await sql(
    `insert into portal.connection_checks as k (connection_id, organisation_id, checked_at, cause, status, lacking, skew_ms,
       payment_methods, shops, lists_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (connection_id) do update set checked_at = excluded.checked_at, cause = excluded.cause, status = excluded.status,
       lacking = excluded.lacking, skew_ms = excluded.skew_ms,
       payment_methods = case when excluded.lists_at is null then k.payment_methods else excluded.payment_methods end,
       shops = case when excluded.lists_at is null then k.shops else excluded.shops end,
       lists_at = coalesce(excluded.lists_at, k.lists_at)`,
    [
      connectionId,
      organisationId,
      check.checkedAt,
      check.cause,
      check.status,
      JSON.stringify(check.lacking),
      check.skewMs,
      check.paymentMethods === null ? null : JSON.stringify(check.paymentMethods),
      check.shops === null ? null : JSON.stringify(check.shops),
      check.listsAt,
    ],
  );
}

/** Appends `config.changed`: other processes forget what they have cached. */
async function tellChanged(
  sql: Sql,
  connectionId: ConnectionId,
  {
    organisationId,
    now,
    traceId,
  }: { organisationId: OrganisationId; now: Instant; traceId: string },
): Promise<void> {
  const id = randomUUID();
  const type = 'config.changed';
  const data = { configurationId: null, version: null };
  const head = { id, version: EVENT_VERSION, at: toIso(now), organisationId, connectionId };
  await sql(
    'insert into messaging.outbox (id, key, type, organisation_id, event) values ($1, $2, $3, $4, $5)',
    [
      id,
      connectionId,
      type,
      organisationId,
      JSON.stringify({ ...head, orderNumber: null, traceId, type, data }),
    ],
  );
}
