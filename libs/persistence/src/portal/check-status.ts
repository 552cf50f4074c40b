import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import { CHECKER_AREA } from '../checker/told-problems.js';
import type { Sql } from './portal-database.js';

/** How the independent checks of an organisation's orders went. */
export type CheckStatus = {
  /** The latest round that judged or tried something; `null`: there was none yet. */
  readonly lastRun: {
    /** ISO 8601. */
    readonly endedAt: string;
    readonly orders: number;
    readonly violations: number;
    /** Why it ended early; `null`: it did not. */
    readonly faultCode: string | null;
  } | null;
  readonly lastDay: {
    readonly orders: number;
    readonly calls: number;
    readonly violations: number;
  };
  /** Findings that are open as problems. */
  readonly openFindings: number;
};

const statusRow = z.object({
  ended_at: z.number().nullable(),
  orders: z.coerce.number().nullable(),
  violations: z.coerce.number().nullable(),
  fault_code: z.string().nullable(),
  day_orders: z.coerce.number(),
  day_calls: z.coerce.number(),
  day_violations: z.coerce.number(),
  open_findings: z.coerce.number(),
});

/** Runs inside `inOrganisation`. */
export async function readCheckStatus(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<CheckStatus> {
  const [row] = await sql(
    `with day as (select coalesce(sum(orders_checked), 0) as orders, coalesce(sum(calls), 0) as calls,
        coalesce(sum(violations), 0) as violations
      from checker.runs where organisation_id = $1 and ended_at > now() - interval '1 day'),
    latest as (select * from checker.runs where organisation_id = $1 order by ended_at desc, id desc limit 1)
    select latest.ended_at, latest.orders_checked as orders, latest.violations, latest.fault_code,
      day.orders as day_orders, day.calls as day_calls, day.violations as day_violations,
      (select count(*) from journal.problems where organisation_id = $1 and area = '${CHECKER_AREA}'
        and resolved_at is null) as open_findings
    from day left join latest on true`,
    [organisationId],
  );
  const read = statusRow.parse(row);
  const { ended_at, orders, violations, fault_code } = read;
  return {
    lastRun:
      ended_at === null
        ? null
        : {
            endedAt: new Date(ended_at).toISOString(),
            orders: orders ?? 0,
            violations: violations ?? 0,
            faultCode: fault_code,
          },
    lastDay: { orders: read.day_orders, calls: read.day_calls, violations: read.day_violations },
    openFindings: read.open_findings,
  };
}
