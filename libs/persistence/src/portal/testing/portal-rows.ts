import { randomUUID } from 'node:crypto';
import type { OrganisationId } from '@abgleich/domain';
import type pg from 'pg';

/** Rows for specs of the portal, written as the services write them. Times in ISO 8601. */
export type TestOrganisation = {
  readonly organisationId: OrganisationId;
  readonly connectionId: string;
};

/** An organisation with one pixi connection, whose stored secrets are canaries that must turn up nowhere. */
export async function insertOrganisation(
  pool: pg.Pool,
  { name, canary = 'canary' }: { readonly name: string; readonly canary?: string },
): Promise<TestOrganisation> {
  const organisationId = randomUUID() as OrganisationId; // the brand is ours, the column is a uuid
  const connectionId = randomUUID();
  const configurationId = randomUUID();
  await pool.query(
    `insert into portal.organisations (id, name, booking_state) values ($1, $2, 'active')`,
    [organisationId, name],
  );
  await pool.query(
    `insert into portal.connections (id, organisation_id, name, endpoint_url, database_name, username, password_cipher, active)
     values ($1, $2, 'Live', 'https://pixi.example/', 'db', $3, $3, true)`,
    [connectionId, organisationId, canary],
  );
  await pool.query(
    `insert into portal.configurations (id, organisation_id, connection_id, shop_id, payment_code, active, version)
     values ($1, $2, $3, 'DEM', 'K', true, 1)`,
    [configurationId, organisationId, connectionId],
  );
  await pool.query(
    `insert into portal.configuration_versions (configuration_id, organisation_id, version, booking_code_invoice,
       booking_code_return, xml_tag, public_key, private_key_cipher, policy, saved_by)
     values ($1, $2, 1, 'MAN', 'MIN', 'UNZER', $3, $3, '{"mode":"expert","toleranceMinor":2}', 'spec')`,
    [configurationId, organisationId, canary],
  );
  return { organisationId, connectionId };
}

export type TestOrder = {
  readonly orderNumber: string;
  readonly firstSeenAt: string;
  readonly shopOrderNumber?: string;
  readonly paymentId?: string;
  readonly methodName?: string;
  readonly totalMinor?: number;
  readonly state?: string;
  readonly reason?: string;
  readonly erpStatus?: string;
  readonly payment?: Readonly<Record<string, unknown>>;
  readonly nextLookAt?: string;
};

export async function insertOrder(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
  order: TestOrder,
): Promise<void> {
  await pool.query(
    `insert into journal.orders (connection_id, order_number, organisation_id, shop_id, shop_order_number, payment_code, payment_id,
       method_name, total_minor, currency, configuration_version, state, reason, erp_status, payment, first_seen_at, updated_at, next_look_at)
     values ($1, $2, $3, 'DEM', $4, 'K', $5, $6, $7, 'EUR', 1, $8, $9, $10, $11, $12, $12, $13)`,
    [
      connectionId,
      order.orderNumber,
      organisationId,
      order.shopOrderNumber ?? null,
      order.paymentId ?? null,
      order.methodName ?? 'card',
      order.totalMinor ?? 11_900,
      order.state ?? 'settled',
      order.reason ?? 'settled',
      order.erpStatus ?? 'closed',
      order.payment === undefined ? null : JSON.stringify(order.payment),
      order.firstSeenAt,
      order.nextLookAt ?? null,
    ],
  );
}

export type TestProblem = {
  readonly orderNumber: string;
  readonly code: string;
  readonly severity: 'error' | 'notice';
  readonly raisedAt: string;
  readonly resolvedAt?: string;
  readonly document?: string;
  readonly params?: Readonly<Record<string, string>>;
};

export async function insertProblem(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
  problem: TestProblem,
): Promise<void> {
  await pool.query(
    `insert into journal.problems (id, organisation_id, connection_id, order_number, area, code, severity, document, params,
       raised_at, updated_at, resolved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)`,
    [
      randomUUID(),
      organisationId,
      connectionId,
      problem.orderNumber,
      problem.code.split('.')[0],
      problem.code,
      problem.severity,
      problem.document ?? null,
      JSON.stringify(problem.params ?? {}),
      problem.raisedAt,
      problem.resolvedAt ?? null,
    ],
  );
}

export async function insertInvoice(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
  invoice: {
    readonly orderNumber: string;
    readonly invoiceNumber: string;
    readonly totalMinor: number;
    readonly settled: boolean;
  },
): Promise<void> {
  await pool.query(
    `insert into journal.invoices (connection_id, invoice_number, organisation_id, order_number, kind, total_minor, currency, settled, seen_at)
     values ($1, $2, $3, $4, $5, $6, 'EUR', $7, now())`,
    [
      connectionId,
      invoice.invoiceNumber,
      organisationId,
      invoice.orderNumber,
      invoice.totalMinor < 0 ? 'credit-note' : 'invoice',
      invoice.totalMinor,
      invoice.settled,
    ],
  );
}

export async function insertDecision(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
  decision: {
    readonly orderNumber: string;
    readonly at: string;
    readonly reason: string;
    readonly service?: string;
    readonly document?: string;
    readonly facts?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await pool.query(
    `insert into journal.decisions (organisation_id, connection_id, order_number, at, service, reason, document, configuration_version, facts, trace_id)
     values ($1, $2, $3, $4, $5, $6, $7, 1, $8, 'trace')`,
    [
      organisationId,
      connectionId,
      decision.orderNumber,
      decision.at,
      decision.service ?? 'order-release',
      decision.reason,
      decision.document ?? null,
      JSON.stringify(decision.facts ?? {}),
    ],
  );
}

export async function insertCall(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
  call: {
    readonly orderNumber: string;
    readonly at: string;
    readonly side: 'erp' | 'psp';
    readonly name: string;
    readonly durationMs: number;
    readonly outcome?: string;
    readonly request?: Readonly<Record<string, unknown>>;
    readonly response?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await pool.query(
    `insert into journal.calls (organisation_id, connection_id, order_number, at, side, name, duration_ms, outcome, request, response, trace_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'trace')`,
    [
      organisationId,
      connectionId,
      call.orderNumber,
      call.at,
      call.side,
      call.name,
      call.durationMs,
      call.outcome ?? 'ok',
      JSON.stringify(call.request ?? null),
      JSON.stringify(call.response ?? null),
    ],
  );
}

export async function insertOperation(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
  operation: {
    readonly orderNumber: string;
    readonly kind: string;
    readonly document: string;
    readonly openedAt: string;
    readonly finishedAt?: string;
    readonly amountMinor?: number;
    readonly status?: string;
    readonly refusal?: { readonly code: string; readonly message: string };
  },
): Promise<void> {
  await pool.query(
    `insert into journal.operations (key, organisation_id, connection_id, order_number, kind, document, amount_minor, currency, reference,
       known_transactions, status, moves_money, owner, opened_at, finished_at, refusal_code, refusal_message)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'ref', '{}', $9, false, 'spec', $10, $11, $12, $13)`,
    [
      randomUUID(),
      organisationId,
      connectionId,
      operation.orderNumber,
      operation.kind,
      operation.document,
      operation.amountMinor ?? null,
      operation.amountMinor === undefined ? null : 'EUR',
      operation.status ?? 'done',
      operation.openedAt,
      operation.finishedAt ?? null,
      operation.refusal?.code ?? null,
      operation.refusal?.message ?? null,
    ],
  );
}
