import {
  type ConnectionId,
  type ErpConnection,
  type Instant,
  HOUR,
  plusMs,
  toIso,
} from '@abgleich/domain';
import { databaseFault } from '../database-fault.js';
import type { Database } from '../database.js';

/** One round of checks over one connection. */
export type CheckRun = {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly ordersChecked: number;
  /** Requests to either side. */
  readonly calls: number;
  readonly violations: number;
  /** Why it ended early; `null`: it did not. */
  readonly faultCode: string | null;
};

/** Writes a round down. Throws `Fault` `platform.database`. */
export async function saveCheckRun(
  { pool }: Pick<Database, 'pool'>,
  { id, organisationId }: Pick<ErpConnection, 'id' | 'organisationId'>,
  run: CheckRun,
): Promise<void> {
  await pool
    .query(
      `insert into checker.runs (connection_id, organisation_id, started_at, ended_at, orders_checked, calls, violations, fault_code)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        organisationId,
        toIso(run.startedAt),
        toIso(run.endedAt),
        run.ordersChecked,
        run.calls,
        run.violations,
        run.faultCode,
      ],
    )
    .catch(translate);
}

/** Requests that checks made to both sides of a connection within the last hour, by whatever process. Throws `Fault` `platform.database`. */
export async function callsInLastHour(
  { pool }: Pick<Database, 'pool'>,
  connectionId: ConnectionId,
  now: Instant,
): Promise<number> {
  const { rows } = await pool
    .query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::integer as calls from checker.runs where connection_id = $1 and started_at > $2`,
      [connectionId, toIso(plusMs(now, -HOUR))],
    )
    .catch(translate);
  return rows[0]?.calls ?? 0;
}

/** Forgets old rounds, and clean orders that came before the horizon; at most ten thousand each at once. Throws `Fault` `platform.database`. */
export async function forgetChecks(
  { pool }: Pick<Database, 'pool'>,
  { runsBefore, ordersBefore }: { readonly runsBefore: Instant; readonly ordersBefore: Instant },
): Promise<void> {
  await pool
    .query(
      `delete from checker.runs where id in (select id from checker.runs where ended_at < $1 order by id limit 10000)`,
      [toIso(runsBefore)],
    )
    .catch(translate);
  await pool
    .query(
      `delete from checker.orders as c using (select c.connection_id, c.order_number from checker.orders as c
         join journal.orders as o using (connection_id, order_number)
         where o.first_seen_at < $1 and c.findings = '{}' limit 10000) as old
       where c.connection_id = old.connection_id and c.order_number = old.order_number`,
      [toIso(ordersBefore)],
    )
    .catch(translate);
}

const translate = (error: unknown): never => {
  throw databaseFault(error);
};
