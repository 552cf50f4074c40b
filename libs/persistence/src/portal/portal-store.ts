import type {
  AuditQuery,
  ErrorPageAnswer,
  OrderDetail,
  OrdersAnswer,
  OrdersQuery,
} from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import type { Database } from '../database.js';
import { readAudit } from './audit.js';
import { type CheckStatus, readCheckStatus } from './check-status.js';
import { type MailStatus, readMailStatus } from './mail-status.js';
import { readOpenProblems } from './open-problems.js';
import { createPeople, type People } from './people/people.js';
import { readOrder } from './order-detail.js';
import type { OrderKey } from './order-timeline.js';
import { readOrders } from './orders-list.js';
import { createPortalAccounts, type PortalAccounts } from './portal-accounts.js';
import {
  type ActionContext,
  requestRecheck,
  type ResolveResult,
  resolveProblem,
} from './problem-actions.js';
import { createWebhookInbox, type WebhookInbox } from './webhook-inbox.js';
import { createWebhookRegistrations, type WebhookRegistrations } from './webhook-registrations.js';
import { inOrganisation, portalDatabase } from './portal-database.js';

/** What the portal reads for somebody of one organisation. Row-level security stands under every one of these. */
export interface PortalOrders {
  list(organisationId: OrganisationId, query: OrdersQuery): Promise<Omit<OrdersAnswer, 'readAt'>>;
  /** `null` when this organisation has no such order, whoever else may have it. */
  detail(
    organisationId: OrganisationId,
    key: OrderKey,
  ): Promise<Omit<OrderDetail, 'readAt'> | null>;
  openProblems(
    organisationId: OrganisationId,
  ): Promise<Pick<ErrorPageAnswer, 'problems' | 'truncated'>>;
  /** Asks for a look at the order in a person's name. `false`: this organisation has no such order. */
  requestRecheck(
    organisationId: OrganisationId,
    key: OrderKey,
    context: ActionContext,
  ): Promise<boolean>;
  /** Clears the mark of one problem of the order and does nothing else. */
  resolveProblem(
    organisationId: OrganisationId,
    problem: OrderKey & { readonly problemId: string },
    context: ActionContext,
  ): Promise<ResolveResult>;
  mailStatus(organisationId: OrganisationId): Promise<MailStatus>;
  checkStatus(organisationId: OrganisationId): Promise<CheckStatus>;
}

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
    orders: {
      list: (organisationId, query) =>
        inOrganisation(db, organisationId, (sql) => readOrders(sql, { organisationId, query })),
      detail: (organisationId, key) =>
        inOrganisation(db, organisationId, (sql) => readOrder(sql, key)),
      openProblems: (organisationId) =>
        inOrganisation(db, organisationId, (sql) => readOpenProblems(sql, organisationId)),
      requestRecheck: (organisationId, key, context) =>
        inOrganisation(db, organisationId, (sql) =>
          requestRecheck(sql, key, { ...context, organisationId }),
        ),
      resolveProblem: (organisationId, problem, context) =>
        inOrganisation(db, organisationId, (sql) =>
          resolveProblem(sql, problem, { ...context, organisationId }),
        ),
      mailStatus: (organisationId) =>
        inOrganisation(db, organisationId, (sql) => readMailStatus(sql, organisationId)),
      checkStatus: (organisationId) =>
        inOrganisation(db, organisationId, (sql) => readCheckStatus(sql, organisationId)),
    },
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
