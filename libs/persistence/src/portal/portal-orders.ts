import type {
  BulkAnswer,
  BulkPreview,
  BulkRequest,
  BulkTarget,
  ErrorPageAnswer,
  OrderChoices,
  OrderRow,
  OrdersAnswer,
  OrdersQuery,
  OrderHistory,
  TimelinePage,
} from '@abgleich/contracts';
import type { Instant, OrganisationId } from '@abgleich/domain';
import { type AuditDraft, recordAudit } from './audit.js';
import { type CheckStatus, readCheckStatus } from './check-status.js';
import { type MailStatus, readMailStatus } from './mail-status.js';
import { readOpenProblems } from './open-problems.js';
import { toOrderRow } from './order-columns.js';
import { type StoredDetail, readOrder } from './order-detail.js';
import { redriveParked } from './order-parked.js';
import { type OrderKey, readHistory, readTimeline } from './order-timeline.js';
import { actOnOrders, previewBulk } from './orders-bulk.js';
import { readOrderChoices, readOrders } from './orders-list.js';
import { readPage } from './orders-sort.js';
import { inOrganisation, type PortalDatabase } from './portal-database.js';
import {
  type ActionContext,
  requestRecheck,
  type ResolveResult,
  resolveProblem,
} from './problem-actions.js';

/** What the portal reads for somebody of one organisation. Row-level security stands under every one of these. */
export interface PortalOrders {
  list(organisationId: OrganisationId, query: OrdersQuery): Promise<Omit<OrdersAnswer, 'readAt'>>;
  choices(organisationId: OrganisationId): Promise<OrderChoices>;
  /** One page without the counts, of any size: for files. */
  page(
    organisationId: OrganisationId,
    query: OrdersQuery,
  ): Promise<{ readonly orders: readonly OrderRow[]; readonly next: string | null }>;
  /** `null` when this organisation has no such order, whoever else may have it. */
  detail(organisationId: OrganisationId, key: OrderKey): Promise<StoredDetail | null>;
  has(organisationId: OrganisationId, key: OrderKey): Promise<boolean>;
  timeline(
    organisationId: OrganisationId,
    key: OrderKey,
    after: string | undefined,
  ): Promise<TimelinePage>;
  history(
    organisationId: OrganisationId,
    key: OrderKey,
  ): Promise<Pick<OrderHistory, 'entries' | 'truncated'>>;
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
  /** Gives a parked event back to the service that could not handle it. `false`: the order has none of that id. */
  redrive(
    organisationId: OrganisationId,
    event: OrderKey & { readonly parkedId: string },
    context: ActionContext,
  ): Promise<boolean>;
  previewBulk(
    organisationId: OrganisationId,
    target: BulkTarget,
    now: Instant,
  ): Promise<BulkPreview>;
  actOnMany(
    organisationId: OrganisationId,
    request: BulkRequest,
    context: ActionContext,
  ): Promise<BulkAnswer['results']>;
  /** Writes down what a person did with orders that changes none of them: an export. */
  note(organisationId: OrganisationId, draft: AuditDraft, context: ActionContext): Promise<void>;
  mailStatus(organisationId: OrganisationId): Promise<MailStatus>;
  checkStatus(organisationId: OrganisationId): Promise<CheckStatus>;
}

/** The orders' part of the portal's way into the database. */
export function createPortalOrders(db: PortalDatabase): PortalOrders {
  return {
    list: (organisationId, query) =>
      inOrganisation(db, organisationId, (sql) => readOrders(sql, { organisationId, query })),
    choices: (organisationId) =>
      inOrganisation(db, organisationId, (sql) => readOrderChoices(sql, organisationId)),
    page: (organisationId, query) =>
      inOrganisation(db, organisationId, async (sql) => {
        const { rows, next } = await readPage(sql, { organisationId, query });
        return { orders: rows.map(toOrderRow), next };
      }),
    detail: (organisationId, key) =>
      inOrganisation(db, organisationId, (sql) => readOrder(sql, key)),
    has: (organisationId, { connectionId, orderNumber }) =>
      inOrganisation(db, organisationId, async (sql) => {
        const found = await sql(
          'select 1 from journal.orders where connection_id = $1 and order_number = $2',
          [connectionId, orderNumber],
        );
        return found.length > 0;
      }),
    timeline: (organisationId, key, after) =>
      inOrganisation(db, organisationId, (sql) => readTimeline(sql, { key, after })),
    history: (organisationId, key) =>
      inOrganisation(db, organisationId, (sql) => readHistory(sql, key)),
    openProblems: (organisationId) =>
      inOrganisation(db, organisationId, (sql) => readOpenProblems(sql, organisationId)),
    ...createOrderActions(db),
    mailStatus: (organisationId) =>
      inOrganisation(db, organisationId, (sql) => readMailStatus(sql, organisationId)),
    checkStatus: (organisationId) =>
      inOrganisation(db, organisationId, (sql) => readCheckStatus(sql, organisationId)),
  };
}

function createOrderActions(
  db: PortalDatabase,
): Pick<
  PortalOrders,
  'requestRecheck' | 'resolveProblem' | 'redrive' | 'previewBulk' | 'actOnMany' | 'note'
> {
  return {
    requestRecheck: (organisationId, key, context) =>
      inOrganisation(db, organisationId, (sql) =>
        requestRecheck(sql, key, { ...context, organisationId }),
      ),
    resolveProblem: (organisationId, problem, context) =>
      inOrganisation(db, organisationId, (sql) =>
        resolveProblem(sql, problem, { ...context, organisationId }),
      ),
    redrive: (organisationId, event, context) =>
      inOrganisation(db, organisationId, (sql) =>
        redriveParked(sql, event, { ...context, organisationId }),
      ),
    previewBulk: (organisationId, target, now) =>
      inOrganisation(db, organisationId, (sql) =>
        previewBulk(sql, { organisationId, target, now }),
      ),
    actOnMany: (organisationId, request, context) =>
      inOrganisation(db, organisationId, (sql) =>
        actOnOrders(sql, request, { ...context, organisationId }),
      ),
    note: (organisationId, draft, context) =>
      inOrganisation(db, organisationId, (sql) =>
        recordAudit(sql, { ...context, organisationId }, draft),
      ),
  };
}
