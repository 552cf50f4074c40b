import type { OrderDetail } from '@abgleich/contracts';
import { z } from 'zod';
import { PROBLEM_COLUMNS, toProblem } from './order-columns.js';
import type { OrderKey } from './order-timeline.js';
import type { Sql } from './portal-database.js';
import { PERSON_PREFIX } from './problem-actions.js';

/** An order with more problems than this has one problem. */
const PROBLEMS_MAX = 100;
const nameRow = z.object({ resolved_by_name: z.string().nullable() });

/**
 * An order's problems, open ones first, with the names of the people who called them solved: as the log wrote it down then, or as the user
 * is called now. Runs inside `inOrganisation`.
 */
export async function readOrderProblems(
  sql: Sql,
  { connectionId, orderNumber }: OrderKey,
): Promise<OrderDetail['problems']> {
  const rows = await sql(
    `select ${PROBLEM_COLUMNS}, case when p.resolved_by like '${PERSON_PREFIX}%' then coalesce(
         (select a.actor_name from portal.audit a where a.target = p.order_number and a.action = 'order.resolve'
            and a.actor_id = substr(p.resolved_by, ${PERSON_PREFIX.length + 1}) order by a.id desc limit 1),
         (select u.name from portal.users u where u.id::text = substr(p.resolved_by, ${PERSON_PREFIX.length + 1})),
         '–') end as resolved_by_name
     from journal.problems p where p.connection_id = $1 and p.order_number = $2
     order by (p.resolved_at is null) desc, (p.severity = 'error') desc, p.raised_at desc limit ${PROBLEMS_MAX}`,
    [connectionId, orderNumber],
  );
  return rows.map((row) => ({
    ...toProblem(row),
    resolvedBy: nameRow.parse(row).resolved_by_name,
  }));
}
