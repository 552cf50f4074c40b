import { MAIL_SECURITIES } from '@abgleich/contracts';
import type { Secret } from '@abgleich/domain';
import { z } from 'zod';
import { mailPassword } from '../configuration/secret-places.js';
import type { SecretBox } from '../secret-box.js';
import { type AuditContext, recordAudit } from './audit.js';
import { moment } from './connection-rows.js';
import type { Sql } from './portal-database.js';

/** A mail account without its password. */
export type PortalMailAccount = {
  readonly host: string;
  readonly port: number;
  readonly security: (typeof MAIL_SECURITIES)[number];
  readonly username: string | null;
  readonly hasPassword: boolean;
  readonly sender: string;
  readonly recipient: string;
  /** When a test mail was last accepted; `null`: not since it was changed. */
  readonly acceptedAt: string | null;
};
/** What is saved of one. `password: null` keeps the stored one; without a user name none is kept. */
export type MailAccountEntry = Omit<PortalMailAccount, 'hasPassword' | 'acceptedAt'> & {
  readonly password: Secret | null;
};

const row = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(MAIL_SECURITIES),
  username: z.string().nullable(),
  has_password: z.boolean(),
  sender: z.string(),
  recipient: z.string(),
  accepted_at: moment.nullable(),
});

/** The organisation's mail account; `null`: none is set up. Runs inside `inOrganisation`. */
export async function readMailAccount(sql: Sql): Promise<PortalMailAccount | null> {
  const [raw] = await sql(
    `select host, port, security, username, password_cipher is not null as has_password, sender, recipient, accepted_at
     from portal.mail_accounts`,
  );
  if (raw === undefined) return null;
  const { has_password: hasPassword, accepted_at: acceptedAt, ...rest } = row.parse(raw);
  return { ...rest, hasPassword, acceptedAt };
}

/** Saves the account. One that changed must prove itself again by a test mail; saving the same again proves nothing new and takes nothing away. Runs inside `inOrganisation`. */
export async function saveMailAccount(
  sql: Sql,
  { entry, box }: { readonly entry: MailAccountEntry; readonly box: SecretBox },
  context: AuditContext,
): Promise<void> {
  const { organisationId } = context;
  const { password, username } = entry;
  const cipher = password === null ? null : box.encrypt(password, mailPassword(organisationId));
  await sql(
    `insert into portal.mail_accounts as m (organisation_id, host, port, security, username, password_cipher, sender, recipient)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (organisation_id) do update set host = excluded.host, port = excluded.port, security = excluded.security,
       username = excluded.username, sender = excluded.sender, recipient = excluded.recipient,
       password_cipher = case when excluded.username is null then null else coalesce(excluded.password_cipher, m.password_cipher) end,
       accepted_at = case when excluded.password_cipher is null
         and (m.host, m.port, m.security, m.username, m.sender, m.recipient) is not distinct from
           (excluded.host, excluded.port, excluded.security, excluded.username, excluded.sender, excluded.recipient)
         then m.accepted_at end`,
    [
      organisationId,
      entry.host,
      entry.port,
      entry.security,
      username,
      username === null ? null : cipher,
      entry.sender,
      entry.recipient,
    ],
  );
  await recordAudit(sql, context, {
    action: 'mail-account.saved',
    target: entry.recipient,
    details: { host: entry.host, password: password === null ? 'kept' : 'new' },
  });
}
