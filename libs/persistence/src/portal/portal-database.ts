import { invariant, type OrganisationId } from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';

/** Rows as the driver gives them. Every column that leaves is parsed by the mapping of its query. */
export type SqlRow = Readonly<Record<string, unknown>>;
export type Sql = (text: string, values?: readonly unknown[]) => Promise<readonly SqlRow[]>;

/** The two things the portal needs of a database: one statement, and statements on one connection. */
export interface PortalDatabase {
  /** One statement as the owner of the tables; only for what happens before an organisation is known. */
  readonly asOwner: Sql;
  /** As `asOwner`, but planned once per connection: for a long statement that must be quick. */
  readonly preparedAsOwner: (
    statement: { readonly name: string; readonly text: string },
    values: readonly unknown[],
  ) => Promise<readonly SqlRow[]>;
  /** Runs `work` on one connection inside one transaction; rolls back when it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Runs `work` as the portal's database role with the organisation set, so that row-level security shows only this
 * organisation's rows whatever a statement forgets to ask. Both settings end with the transaction.
 */
export function inOrganisation<T>(
  db: PortalDatabase,
  organisationId: OrganisationId,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  invariant(UUID.test(organisationId), 'an organisation id is a UUID');
  return db.transaction(async (sql) => {
    await sql(
      `select set_config('role', 'abgleich_portal', true), set_config('abgleich.organisation_id', $1, true)`,
      [organisationId],
    );
    return work(sql);
  });
}

/** On the pool of an open database. What the database refuses or cannot do becomes a `Fault`. */
export function portalDatabase(db: Pick<Database, 'pool'>): PortalDatabase {
  return {
    async asOwner(text, values = []) {
      try {
        return (await db.pool.query<SqlRow>(text, [...values])).rows;
      } catch (error) {
        throw databaseFault(error);
      }
    },
    async preparedAsOwner(statement, values) {
      try {
        return (await db.pool.query<SqlRow>({ ...statement, values: [...values] })).rows;
      } catch (error) {
        throw databaseFault(error);
      }
    },
    async transaction(work) {
      const client = await db.pool.connect().catch((error: unknown) => {
        throw databaseFault(error);
      });
      const sql: Sql = async (text, values = []) => {
        try {
          return (await client.query<SqlRow>(text, [...values])).rows;
        } catch (error) {
          throw databaseFault(error);
        }
      };
      let broken: Error | undefined;
      try {
        await sql('begin');
        const result = await work(sql);
        await sql('commit');
        return result;
      } catch (error) {
        // A connection that cannot even roll back is closed: its role and organisation must never reach the next user.
        await client.query('rollback').catch((failure: Error) => (broken = failure));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}
