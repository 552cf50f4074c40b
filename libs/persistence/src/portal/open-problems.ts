import { z } from 'zod';
import type { ErrorPageAnswer } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { problemNumber } from './problem-number.js';
import type { Sql } from './portal-database.js';

/** What a wall screen or a phone can show; the page says when there are more. */
export const ERROR_PAGE_PROBLEMS_MAX = 200;

const problemRow = z.object({
  id: z.string(),
  connection_name: z.string(),
  shop_id: z.string(),
  order_number: z.string(),
  shop_order_number: z.string().nullable(),
  code: z.string(),
  severity: z.enum(['error', 'notice']),
  document: z.string().nullable(),
  params: z.record(z.string(), z.string()),
  raised_at: z.number().transform((epochMs) => new Date(epochMs).toISOString()),
});

/** Values that find an order. Amounts and what the other side said are nobody's business without a login. */
const FINDING_PARAMS = ['orderNumber', 'document', 'paymentId', 'method', 'until'];
function findingParams(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => FINDING_PARAMS.includes(name)),
  );
}

/** Open problems, errors first, then newest first: what the login-free page shows. Runs inside `inOrganisation`. */
export async function readOpenProblems(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<Pick<ErrorPageAnswer, 'problems' | 'truncated'>> {
  const rows = await sql(
    `select p.id, coalesce(c.name, '') as connection_name, coalesce(o.shop_id, '') as shop_id, p.order_number,
       o.shop_order_number, p.code, p.severity, p.document, p.params, p.raised_at
     from journal.problems p
     left join journal.orders o on o.connection_id = p.connection_id and o.order_number = p.order_number
     left join portal.connections c on c.id = p.connection_id
     where p.organisation_id = $1 and p.resolved_at is null
     order by (p.severity = 'error') desc, p.raised_at desc, p.id limit ${ERROR_PAGE_PROBLEMS_MAX + 1}`,
    [organisationId],
  );
  const problems = rows.slice(0, ERROR_PAGE_PROBLEMS_MAX).map((row) => {
    const problem = problemRow.parse(row);
    return {
      id: problem.id,
      connectionName: problem.connection_name,
      shopId: problem.shop_id,
      orderNumber: problem.order_number,
      shopOrderNumber: problem.shop_order_number,
      code: problem.code,
      number: problemNumber(problem.code),
      severity: problem.severity,
      document: problem.document,
      params: findingParams(problem.params),
      raisedAt: problem.raised_at,
    };
  });
  return { problems, truncated: rows.length > ERROR_PAGE_PROBLEMS_MAX };
}
