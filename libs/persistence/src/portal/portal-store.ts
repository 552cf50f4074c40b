import type { AuditQuery } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import type { Database } from '../database.js';
import { readAudit } from './audit.js';
import { createPeople, type People } from './people/people.js';
import { createPortalAccounts, type PortalAccounts } from './portal-accounts.js';
import { createPortalOrders, type PortalOrders } from './portal-orders.js';
import { createWebhookInbox, type WebhookInbox } from './webhook-inbox.js';
import { createWebhookRegistrations, type WebhookRegistrations } from './webhook-registrations.js';
import { inOrganisation, portalDatabase } from './portal-database.js';

export type PortalStore = {
  readonly accounts: PortalAccounts;
  readonly people: People;
  readonly orders: PortalOrders;
  readonly webhooks: WebhookInbox & WebhookRegistrations;
  readonly audit: {
    list(organisationId: OrganisationId, query: AuditQuery): ReturnType<typeof readAudit>;
  };
  /** Throws `Fault` when the database does not answer. */
  ping(): Promise<void>;
};

/** The portal's way into the database. Every method throws `Fault` `platform.database` when the database fails. */
export function createPortalStore(database: Pick<Database, 'pool'>): PortalStore {
  const db = portalDatabase(database);
  return {
    accounts: createPortalAccounts(db),
    people: createPeople(db),
    orders: createPortalOrders(db),
    audit: {
      list: (organisationId, query) =>
        inOrganisation(db, organisationId, (sql) => readAudit(sql, query)),
    },
    webhooks: { ...createWebhookInbox(db), ...createWebhookRegistrations(db) },
    async ping() {
      await db.asOwner('select 1');
    },
  };
}
