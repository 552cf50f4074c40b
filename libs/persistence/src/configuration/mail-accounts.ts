import { type Instant, type OrganisationId, type Secret, toIso } from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';
import type { SecretBox } from '../secret-box.js';
import { mailPassword } from './secret-places.js';

/** An organisation's mail account with its password opened. */
export type StoredMailAccount = {
  readonly organisationId: OrganisationId;
  readonly host: string;
  readonly port: number;
  readonly security: 'none' | 'starttls' | 'tls';
  readonly username: string | null;
  readonly password: Secret | null;
  readonly sender: string;
  readonly recipient: string;
  /** When a test mail was last accepted; `null`: not since it was saved. */
  readonly acceptedAt: string | null;
  /** Changes with every save of the account that changes it. */
  readonly fingerprint: string;
};
export type MailAccounts = {
  /** `null`: none is set up. Throws `Fault` `platform.secret-unreadable` or `platform.database`. */
  read(organisationId: OrganisationId): Promise<StoredMailAccount | null>;
  /** A test mail was accepted. `false`: the account was saved anew meanwhile, so it has proved nothing. */
  accept(account: StoredMailAccount, now: Instant): Promise<boolean>;
};

type Row = Omit<StoredMailAccount, 'organisationId' | 'password' | 'acceptedAt'> & {
  readonly password_cipher: string | null;
  readonly accepted_at: number | null;
};

/** Everything of an account but whether it was accepted. */
const FINGERPRINT = `md5(row(host, port, security, username, password_cipher, sender, recipient)::text)`;

/** Reads mail accounts as they are now: they are needed seldom, and a corrected one must count at once. */
export function createMailAccounts({ pool }: Database, box: SecretBox): MailAccounts {
  return {
    async read(organisationId) {
      const [row] = await ask<Row>(
        `select host, port, security, username, password_cipher, sender, recipient, accepted_at, ${FINGERPRINT} as fingerprint
          from portal.mail_accounts where organisation_id = $1`,
        [organisationId],
      );
      if (row === undefined) return null;
      const { password_cipher: cipher, accepted_at: acceptedAt, ...rest } = row;
      return {
        ...rest,
        organisationId,
        password: cipher === null ? null : box.decrypt(cipher, mailPassword(organisationId)),
        acceptedAt: acceptedAt === null ? null : new Date(acceptedAt).toISOString(),
      };
    },
    async accept({ organisationId, fingerprint }, now) {
      const rows = await ask<{ organisation_id: string }>(
        `update portal.mail_accounts set accepted_at = $3 where organisation_id = $1 and ${FINGERPRINT} = $2 returning organisation_id`,
        [organisationId, fingerprint, toIso(now)],
      );
      return rows.length === 1;
    },
  };

  async function ask<R extends object>(text: string, values: unknown[]): Promise<R[]> {
    try {
      return (await pool.query<R>(text, values)).rows;
    } catch (error) {
      throw databaseFault(error);
    }
  }
}
