import {
  type ConfigurationId,
  type ConnectionId,
  Fault,
  type OrganisationId,
  type Secret,
  toIso,
} from '@abgleich/domain';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { statementParams, type StatementParams } from '../journal/statement-params.js';
import type { Sql } from '../portal/portal-database.js';
import type { SecretBox } from '../secret-box.js';
import type { ConfigurationDraft, SaveContext } from './configuration-writes.js';
import { configurationKey } from './secret-places.js';

type ConfigurationWrite = { draft: ConfigurationDraft; context: SaveContext; box: SecretBox };

/**
 * Writes the next version of a configuration and ends its pause; works as owner and inside `inOrganisation`. Returns the version. Throws `Fault`
 * `rejected` for a connection of another organisation and for a private key that nobody gave.
 */
export async function writeConfiguration(
  sql: Sql,
  { draft, context, box }: ConfigurationWrite,
): Promise<number> {
  const rows = await sql(
    `insert into portal.configurations as c (id, organisation_id, connection_id, shop_id, payment_code, active, version)
      select $1, $2, k.id, $4, $5, $6, 1 from portal.connections as k where k.id = $3 and k.organisation_id = $2
      on conflict (id) do update set connection_id = excluded.connection_id, shop_id = excluded.shop_id,
        payment_code = excluded.payment_code, active = excluded.active, version = c.version + 1
        where c.organisation_id = excluded.organisation_id
      returning version`,
    [
      draft.id,
      draft.organisationId,
      draft.connectionId,
      draft.shopId,
      draft.paymentCode,
      draft.active,
    ],
  );
  const row = rows[0];
  if (row === undefined) throw refused('connection', 'of another organisation');
  const { version } = versionRow.parse(row);
  const privateKey = draft.privateKey ?? (await keyBefore(sql, { id: draft.id, version, box }));
  const params = statementParams();
  const values = versionValues(params, { draft, context, version });
  const cipher = params.add(box.encrypt(privateKey, configurationKey(draft.id, version)), 'text');
  await sql(
    `insert into portal.configuration_versions (configuration_id, organisation_id, version, booking_code_invoice,
      booking_code_return, xml_tag, public_key, provider_url, policy, saved_by, saved_at, active, private_key_cipher)
      values (${values.join(', ')}, ${cipher})`,
    params.values,
  );
  await sql('delete from journal.paused_configurations where configuration_id = $1', [draft.id]);
  return version;
}

type Version = { draft: ConfigurationDraft; context: SaveContext; version: number };

const versionValues = (params: StatementParams, { draft, context, version }: Version): string[] => [
  params.add(draft.id, 'uuid'),
  params.add(draft.organisationId, 'uuid'),
  params.add(version, 'integer'),
  params.add(draft.bookingCodeInvoice, 'text'),
  params.add(draft.bookingCodeReturn, 'text'),
  params.add(draft.xmlTag, 'text'),
  params.add(draft.publicKey, 'text'),
  params.add(draft.providerUrl, 'text'),
  params.add(draft.policy, 'jsonb'),
  params.add(context.savedBy, 'text'),
  params.add(context.now, 'timestamptz'),
  params.add(draft.active, 'boolean'),
];

async function keyBefore(
  sql: Sql,
  { id, version, box }: { id: ConfigurationId; version: number; box: SecretBox },
): Promise<Secret> {
  const rows = await sql(
    'select private_key_cipher as cipher from portal.configuration_versions where configuration_id = $1 and version = $2',
    [id, version - 1],
  );
  if (rows[0] === undefined) throw refused('privateKey', 'missing');
  return box.decrypt(cipherRow.parse(rows[0]).cipher, configurationKey(id, version - 1));
}

type Changed = {
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  readonly context: SaveContext;
  readonly changed: { readonly id: ConfigurationId; readonly version: number } | null;
};

/** Appends `config.changed` in the same transaction: other processes forget what they have cached. */
export async function tellConfigurationChanged(sql: Sql, event: Changed): Promise<void> {
  const id = randomUUID();
  const { organisationId, connectionId, context, changed } = event;
  const type = 'config.changed';
  const data = { configurationId: changed?.id ?? null, version: changed?.version ?? null };
  const head = { id, version: 1, at: toIso(context.now), organisationId, connectionId };
  const told = { ...head, orderNumber: null, traceId: context.traceId, type, data };
  await sql(
    'insert into messaging.outbox (id, key, type, organisation_id, event) values ($1, $2, $3, $4, $5)',
    [id, connectionId, type, organisationId, JSON.stringify(told)],
  );
}

/** Something in what was to be saved that is not taken. */
export const refused = (field: string, why: string): Fault =>
  new Fault({ kind: 'rejected', code: 'platform.setting-invalid', params: { field, why } });

const versionRow = z.object({ version: z.number() });
const cipherRow = z.object({ cipher: z.string() });
