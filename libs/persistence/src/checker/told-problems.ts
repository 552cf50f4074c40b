import type { OrderRef } from '@abgleich/domain';
import { databaseFault } from '../database-fault.js';
import type { Database } from '../database.js';

/** Problems of the checker's own are of this area. */
export const CHECKER_AREA = 'checker';

/** What people were told about an order, and what the check before found. */
export type ToldProblems = {
  /** Codes of all other services' problems that are open, or that a person called solved and nothing has changed since. */
  readonly byOthers: readonly string[];
  /** What the checker's own problems are about that may have to end: documents, `null` for the order as a whole. */
  readonly ownDocuments: readonly (string | null)[];
  /** Rules that the check before found broken. */
  readonly before: readonly string[];
};

/** Throws `Fault` `platform.database`. */
export async function readToldProblems(
  { pool }: Pick<Database, 'pool'>,
  { connectionId, orderNumber }: Pick<OrderRef, 'connectionId' | 'orderNumber'>,
): Promise<ToldProblems> {
  const { rows } = await pool
    .query<{ area: string; code: string; document: string | null }>(
      `select area, code, document from journal.problems
       where connection_id = $1 and order_number = $2 and (resolved_at is null or put_aside) order by raised_at`,
      [connectionId, orderNumber],
    )
    .catch(translate);
  const before = await pool
    .query<{ findings: string[] }>(
      'select findings from checker.orders where connection_id = $1 and order_number = $2',
      [connectionId, orderNumber],
    )
    .catch(translate);
  const own = rows.filter(({ area }) => area === CHECKER_AREA);
  return {
    byOthers: rows.filter(({ area }) => area !== CHECKER_AREA).map(({ code }) => code),
    ownDocuments: [...new Set(own.map(({ document }) => document))],
    before: before.rows[0]?.findings ?? [],
  };
}

const translate = (error: unknown): never => {
  throw databaseFault(error);
};
