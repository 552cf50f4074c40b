import { type ChangeCursors, toIso } from '@abgleich/domain';
import type { Instant } from '@abgleich/domain';
import type { Database } from './database.js';
import { databaseFault } from './database-fault.js';

type CursorRow = { changed_until: Instant; invoice_key: number | null };

/** The cursors on PostgreSQL, shared by all processes. `greatest` keeps a slower process from setting one back. */
export function createChangeCursors({ pool }: Database): ChangeCursors {
  return {
    async readCursor(connectionId) {
      const { rows } = await pool
        .query<CursorRow>(
          'select changed_until, invoice_key from cancel_return.change_cursors where connection_id = $1',
          [connectionId],
        )
        .catch(translate);
      const [row] = rows;
      return row ? { changedUntil: row.changed_until, invoiceKey: row.invoice_key } : null;
    },
    async saveCursor({ id, organisationId }, { changedUntil, invoiceKey }) {
      await pool
        .query(
          `insert into cancel_return.change_cursors as c (connection_id, organisation_id, changed_until, invoice_key) values ($1, $2, $3, $4)
            on conflict (connection_id) do update set changed_until = greatest(c.changed_until, excluded.changed_until),
              invoice_key = greatest(c.invoice_key, excluded.invoice_key)`,
          [id, organisationId, toIso(changedUntil), invoiceKey],
        )
        .catch(translate);
    },
  };
}

const translate = (error: unknown): never => {
  throw databaseFault(error);
};
