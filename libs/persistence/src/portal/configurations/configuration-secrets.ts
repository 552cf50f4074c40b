import type { ConfigurationVersion } from '@abgleich/contracts';
import { type ErpConnection, isFault, policySchema, type Secret } from '@abgleich/domain';
import { z } from 'zod';
import { connectionFrom, type ConnectionRow } from '../../configuration/configuration-rows.js';
import { configurationKey } from '../../configuration/secret-places.js';
import type { SecretBox } from '../../secret-box.js';
import type { Sql } from '../portal-database.js';

/** More versions than anybody compares; the oldest are left out. */
const VERSIONS_MAX = 200;

const versionRow = z.object({
  version: z.number(),
  saved_by: z.string(),
  saved_at: z.number().transform((epochMs) => new Date(epochMs).toISOString()),
  active: z.boolean().nullable(),
  booking_code_invoice: z.string(),
  booking_code_return: z.string(),
  xml_tag: z.string(),
  public_key: z.string(),
  provider_url: z.string().nullable(),
  policy: policySchema,
  private_key_cipher: z.string(),
});
type Row = z.output<typeof versionRow>;
const SELECT = `select version, saved_by, saved_at, active, booking_code_invoice, booking_code_return, xml_tag, public_key, provider_url,
  policy, private_key_cipher from portal.configuration_versions`;

/** One version as it is stored, with its private key: for the server alone. */
export type StoredVersion = Pick<ConfigurationVersion, 'version' | 'fields'> & {
  readonly privateKey: Secret;
  readonly providerUrl: string | null;
};

/** `null`: there is no such version in this organisation. Runs inside `inOrganisation`. Throws `Fault` config when its key cannot be read. */
export async function readStoredVersion(
  sql: Sql,
  box: SecretBox,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<StoredVersion | null> {
  const [found] = await sql(`${SELECT} where configuration_id = $1 and version = $2`, [
    id,
    version,
  ]);
  if (found === undefined) return null;
  const row = versionRow.parse(found);
  const privateKey = box.decrypt(row.private_key_cipher, configurationKey(id, version));
  return { version, fields: fieldsOf(row), privateKey, providerUrl: row.provider_url };
}

/** Newest first; `null`: this organisation has no such configuration. Runs inside `inOrganisation`. */
export async function listVersions(
  sql: Sql,
  box: SecretBox,
  id: string,
): Promise<{
  readonly versions: readonly ConfigurationVersion[];
  readonly truncated: boolean;
} | null> {
  const found = await sql(
    `${SELECT} where configuration_id = $1 order by version desc limit ${VERSIONS_MAX + 1}`,
    [id],
  );
  if (found.length === 0) return null;
  const rows = found.map((one) => versionRow.parse(one));
  const keys = rows.map((one) => keyOrNull(box, id, one));
  const versions = rows.slice(0, VERSIONS_MAX).map((one, index) => ({
    version: one.version,
    savedBy: one.saved_by,
    savedAt: one.saved_at,
    fields: fieldsOf(one),
    privateKeyChanged: one.version === 1 ? true : differs(keys[index], keys[index + 1]),
  }));
  return { versions, truncated: rows.length > VERSIONS_MAX };
}

/** Compared in memory only. `null` where one of them cannot be read any more. */
function differs(key: Secret | null | undefined, before: Secret | null | undefined) {
  if (!key || !before) return null;
  return key.reveal() !== before.reveal();
}

function keyOrNull(box: SecretBox, id: string, row: Row): Secret | null {
  try {
    return box.decrypt(row.private_key_cipher, configurationKey(id, row.version));
  } catch (error) {
    if (isFault(error)) return null; // encrypted under a key that is gone
    throw error;
  }
}

const fieldsOf = (row: Row): ConfigurationVersion['fields'] => ({
  active: row.active,
  bookingCodeInvoice: row.booking_code_invoice,
  bookingCodeReturn: row.booking_code_return,
  xmlTag: row.xml_tag,
  publicKey: row.public_key,
  policy: row.policy,
});

/** A connection of this organisation with its password, whether or not it is active; `null`: it has none of that id. Runs inside `inOrganisation`. */
export async function readErpConnection(
  sql: Sql,
  box: SecretBox,
  connectionId: string,
): Promise<ErpConnection | null> {
  const [found] = await sql('select * from portal.connections where id = $1', [connectionId]);
  if (found === undefined) return null;
  return connectionFrom(connectionRow.parse(found), box);
}
const connectionRow = z.object({
  id: z.string(),
  organisation_id: z.string(),
  name: z.string(),
  endpoint_url: z.string(),
  database_name: z.string(),
  username: z.string(),
  password_cipher: z.string(),
  active: z.boolean(),
}) satisfies z.ZodType<Omit<ConnectionRow, 'booking_state' | 'booking_ends_at'>>;
