import {
  BULK_ORDERS_MAX,
  type BulkAnswer,
  type BulkPreview,
  type BulkRequest,
  type BulkTarget,
} from '@abgleich/contracts';
import { type OrganisationId, toIso, type Instant } from '@abgleich/domain';
import { z } from 'zod';
import type { AuditContext } from './audit.js';
import { UNCERTAIN } from './order-detail.js';
import type { OrderKey } from './order-timeline.js';
import { countOrders } from './orders-list.js';
import { readPage } from './orders-sort.js';
import type { Sql } from './portal-database.js';
import {
  requestRechecks,
  resolveProblems,
  type Solved,
  WANTED,
  wantedJson,
} from './problem-actions.js';
import { problemNumber } from './problem-number.js';

const keyRow = z.object({ connection_id: z.string(), order_number: z.string() });

/** The orders that a step takes: those that were ticked, or of all that a filter leaves the most urgent ones. */
async function keysOf(
  sql: Sql,
  organisationId: OrganisationId,
  target: BulkTarget,
): Promise<readonly OrderKey[]> {
  if (target.kind === 'selected') return target.orders;
  const query = { ...target.filter, sort: 'urgent' as const, limit: BULK_ORDERS_MAX };
  const { rows } = await readPage(sql, { organisationId, query });
  return rows.map((row) => {
    const { connection_id: connectionId, order_number: orderNumber } = keyRow.parse(row);
    return { connectionId, orderNumber };
  });
}

const summaryRow = z.object({
  orders: z.coerce.number().int(),
  without_problem: z.coerce.number().int(),
  uncertain: z.coerce.number().int(),
});
const problemsRow = z.object({
  code: z.string(),
  severity: z.enum(['error', 'notice']),
  orders: z.coerce.number().int(),
  problems: z.coerce.number().int(),
});

export type PreviewRequest = {
  readonly organisationId: OrganisationId;
  readonly target: BulkTarget;
  readonly now: Instant;
};

/** What a step would touch; changes nothing. Runs inside `inOrganisation`. */
export async function previewBulk(
  sql: Sql,
  { organisationId, target, now }: PreviewRequest,
): Promise<BulkPreview> {
  const wanted = wantedJson(await keysOf(sql, organisationId, target));
  const orders = `journal.orders o where (o.connection_id, o.order_number) in (select w.connection_id, w.order_number from ${WANTED})`;
  const open = `from journal.problems p where p.connection_id = o.connection_id and p.order_number = o.order_number
    and p.resolved_at is null`;
  const [summary] = await sql(
    `select count(*) as orders, count(*) filter (where not exists (select ${open})) as without_problem,
       count(*) filter (where ${UNCERTAIN}) as uncertain from ${orders}`,
    [wanted],
  );
  const problems = await sql(
    `select p.code, p.severity, count(distinct (o.connection_id, o.order_number)) as orders, count(*) as problems
     from journal.problems p join (select o.connection_id, o.order_number from ${orders}) o using (connection_id, order_number)
     where p.resolved_at is null group by p.code, p.severity order by 3 desc, 2, 1`,
    [wanted],
  );
  const counted = summaryRow.parse(summary);
  return {
    asOf: toIso(now),
    matching: await matching(sql, organisationId, { target, orders: counted.orders }),
    orders: counted.orders,
    problems: problems.map((row) => {
      const found = problemsRow.parse(row);
      return { ...found, number: problemNumber(found.code) };
    }),
    withoutProblem: counted.without_problem,
    uncertain: counted.uncertain,
  };
}

/** How many orders are meant, whether or not one step takes them all. */
async function matching(
  sql: Sql,
  organisationId: OrganisationId,
  { target, orders }: { readonly target: BulkTarget; readonly orders: number },
): Promise<number> {
  if (target.kind === 'selected') return orders;
  const { filter, ...others } = target.filter;
  const counts = await countOrders(sql, organisationId, others);
  if (filter !== undefined) return counts[filter];
  return counts.problem + counts.notice + counts.waiting + counts.ok;
}

/** Does it, and answers what came of each order. Runs inside `inOrganisation`. */
export async function actOnOrders(
  sql: Sql,
  { action, target, asOf }: BulkRequest,
  context: AuditContext,
): Promise<BulkAnswer['results']> {
  const keys = await keysOf(sql, context.organisationId, target);
  if (action === 'recheck') {
    const asked = new Set((await requestRechecks(sql, keys, context)).map(nameOf));
    return keys.map((key) => ({
      ...key,
      result: asked.has(nameOf(key)) ? 'asked' : 'not-found',
      problems: 0,
    }));
  }
  const solved = await resolveProblems(sql, { keys, asOf }, context);
  const byName = new Map(solved.map((one) => [nameOf(one), one]));
  return keys.map((key) => ({ ...key, ...resultOf(byName.get(nameOf(key))) }));
}

const nameOf = ({ connectionId, orderNumber }: OrderKey): string =>
  `${connectionId}/${orderNumber}`;

function resultOf(
  solved: Solved | undefined,
): Pick<BulkAnswer['results'][number], 'result' | 'problems'> {
  if (solved === undefined) return { result: 'not-found', problems: 0 };
  const problems = solved.codes.length;
  if (solved.changed) return { result: 'changed', problems };
  return { result: problems > 0 ? 'resolved' : 'nothing-open', problems };
}
