import type { OrganisationId } from '@abgleich/domain';
import type { Database } from '../database.js';
import { createPeople, type People } from './people/people.js';
import { type ApiTokens, createApiTokens } from './access/api-tokens.js';
import { type AuditContext, type AuditRequest, readAudit } from './audit.js';
import {
  type ErrorLink,
  readErrorLink,
  renewErrorLink,
  revokeErrorLink,
} from './access/error-link.js';
import { type Overview, type OverviewRequest, readOverview } from './overview/overview.js';
import { type PortalBooking, portalBooking } from './portal-booking.js';
import { type PortalSetup, portalSetup } from './portal-setup.js';
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
    list(organisationId: OrganisationId, request: AuditRequest): ReturnType<typeof readAudit>;
  };
  readonly overview: (
    organisationId: OrganisationId,
    request: Omit<OverviewRequest, 'organisationId'>,
  ) => Promise<Overview>;
  /** The link to the login-free error page. */
  readonly errorLink: {
    read(organisationId: OrganisationId): Promise<ErrorLink>;
    renew(token: string, context: AuditContext): Promise<void>;
    revoke(context: AuditContext): Promise<void>;
  };
  readonly tokens: ApiTokens;
  readonly setup: PortalSetup;
  readonly booking: PortalBooking;
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
    overview: (organisationId, request) =>
      inOrganisation(db, organisationId, (sql) =>
        readOverview(sql, { ...request, organisationId }),
      ),
    errorLink: {
      read: (organisationId) => inOrganisation(db, organisationId, readErrorLink),
      renew: (token, context) =>
        inOrganisation(db, context.organisationId, (sql) => renewErrorLink(sql, token, context)),
      revoke: (context) =>
        inOrganisation(db, context.organisationId, (sql) => revokeErrorLink(sql, context)),
    },
    tokens: createApiTokens(db),
    setup: portalSetup(db),
    booking: portalBooking(db),
    webhooks: { ...createWebhookInbox(db), ...createWebhookRegistrations(db) },
    async ping() {
      await db.asOwner('select 1');
    },
  };
}
