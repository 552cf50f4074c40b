import type { GeneralProblem } from '@abgleich/contracts';
import type { OrganisationId } from '@abgleich/domain';
import { z } from 'zod';
import { PROBLEM_COLUMNS, toProblem } from './order-columns.js';
import type { Sql } from './portal-database.js';

/** Two connections with a few dozen configurations each; more would push the orders off the page. */
const GENERAL_PROBLEMS_MAX = 50;
const connectionRow = z.object({ connection_name: z.string() });

/** Open problems that belong to no order, errors first: keys refused, pixi out of reach, no webhook. Runs inside `inOrganisation`. */
export async function readGeneralProblems(
  sql: Sql,
  organisationId: OrganisationId,
): Promise<GeneralProblem[]> {
  const rows = await sql(
    `select ${PROBLEM_COLUMNS}, coalesce(c.name, '') as connection_name from journal.problems p
     left join portal.connections c on c.id = p.connection_id
     where p.organisation_id = $1 and p.order_number = '' and p.resolved_at is null
     order by (p.severity = 'error') desc, p.raised_at desc, p.id limit ${GENERAL_PROBLEMS_MAX}`,
    [organisationId],
  );
  return rows.map((row) => ({
    ...toProblem(row),
    connectionName: connectionRow.parse(row).connection_name,
  }));
}
