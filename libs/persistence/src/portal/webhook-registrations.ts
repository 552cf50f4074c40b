import type { ConnectionId, Instant, OrganisationId } from '@abgleich/domain';
import { instant, toIso } from '@abgleich/domain';
import { z } from 'zod';
import type { PortalDatabase } from './portal-database.js';

/** A key pair of one organisation at one provider address: what has webhooks of its own. */
export type WebhookKeyPair = {
  readonly organisationId: OrganisationId;
  readonly publicKey: string;
  /** `''`: the provider's usual address. */
  readonly providerUrl: string;
};
/** What we know of the registrations of a key pair. */
export type WebhookRegistration = WebhookKeyPair & {
  /** Addresses of ours that may stand at the provider; every other one belongs to somebody else. */
  readonly ownUrls: readonly string[];
  /** The connections whose configurations use the key pair. */
  readonly connectionIds: readonly ConnectionId[];
  /** When everything was last found or put right; `null`: never yet. */
  readonly checkedAt: Instant | null;
  readonly nextCheckAt: Instant;
  /** Checks in a row that failed. */
  readonly failures: number;
  /** The fault of the latest check that a notice tells of; `null`: no notice is open. */
  readonly code: string | null;
};

export interface WebhookRegistrations {
  all(): Promise<readonly WebhookRegistration[]>;
  save(registration: WebhookRegistration): Promise<void>;
}

// The casts to branded strings are the parser of our own table.
const registrationRow = z.object({
  organisation_id: z.string().transform((id) => id as OrganisationId),
  public_key: z.string(),
  provider_url: z.string(),
  own_urls: z.array(z.string()),
  connection_ids: z.array(z.string().transform((id) => id as ConnectionId)),
  checked_at: z.number().nullable(),
  next_check_at: z.number(),
  failures: z.number().int(),
  code: z.string().nullable(),
});

/** Memory of the job that registers webhooks. Works as the owner: it serves all organisations. Throws `Fault` `platform.database`. */
export function createWebhookRegistrations(db: PortalDatabase): WebhookRegistrations {
  return {
    async all() {
      const rows = await db.asOwner('select * from portal.webhook_registrations');
      return rows.map((row) => {
        const found = registrationRow.parse(row);
        return {
          organisationId: found.organisation_id,
          publicKey: found.public_key,
          providerUrl: found.provider_url,
          ownUrls: found.own_urls,
          connectionIds: found.connection_ids,
          checkedAt: found.checked_at === null ? null : instant(found.checked_at),
          nextCheckAt: instant(found.next_check_at),
          failures: found.failures,
          code: found.code,
        };
      });
    },
    async save(one) {
      await db.asOwner(
        `insert into portal.webhook_registrations (organisation_id, public_key, provider_url, own_urls, connection_ids, checked_at,
           next_check_at, failures, code) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (organisation_id, public_key, provider_url) do update set own_urls = excluded.own_urls,
           connection_ids = excluded.connection_ids, checked_at = excluded.checked_at, next_check_at = excluded.next_check_at,
           failures = excluded.failures, code = excluded.code`,
        [
          one.organisationId,
          one.publicKey,
          one.providerUrl,
          one.ownUrls,
          one.connectionIds,
          one.checkedAt === null ? null : toIso(one.checkedAt),
          toIso(one.nextCheckAt),
          one.failures,
          one.code,
        ],
      );
    },
  };
}
