import type { SecretPlace } from '../secret-box.js';

/** Every column that holds a cipher, with the SQL of its row id. Rotation walks over this list. */
export const SECRET_COLUMNS = [
  { table: 'portal.connections', column: 'password_cipher', rowId: 'id::text' },
  { table: 'portal.mail_accounts', column: 'password_cipher', rowId: 'organisation_id::text' },
  {
    table: 'portal.configuration_versions',
    column: 'private_key_cipher',
    rowId: `configuration_id::text || '/' || version::text`,
  },
  { table: 'portal.second_factors', column: 'secret_cipher', rowId: 'user_id::text' },
] as const satisfies readonly SecretPlace[];

/** The place of a connection's password. */
export const connectionPassword = (id: string): SecretPlace => ({
  table: 'portal.connections',
  column: 'password_cipher',
  rowId: id,
});

/** The place of an organisation's SMTP password. */
export const mailPassword = (organisationId: string): SecretPlace => ({
  table: 'portal.mail_accounts',
  column: 'password_cipher',
  rowId: organisationId,
});

/** The place of the private key of one version of a configuration. */
export const configurationKey = (id: string, version: number): SecretPlace => ({
  table: 'portal.configuration_versions',
  column: 'private_key_cipher',
  rowId: `${id}/${version}`,
});

/** The place of the key of a user's second factor. */
export const secondFactorKey = (userId: string): SecretPlace => ({
  table: 'portal.second_factors',
  column: 'secret_cipher',
  rowId: userId,
});
