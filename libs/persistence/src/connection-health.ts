import {
  type ConnectionId,
  type Instant,
  type OrganisationId,
  SECOND,
  toIso,
} from '@abgleich/domain';
import type { Database } from './database.js';
import { databaseFault } from './database-fault.js';

/** Equal news within this time is not written: the portal shows "a few seconds ago" anyway. */
const WRITE_EVERY_MS = 10 * SECOND;

/** How a call of a connection went. `failure: null` = it was answered. */
export type HealthReport = {
  readonly connectionId: ConnectionId;
  readonly organisationId: OrganisationId;
  readonly side: 'erp' | 'psp';
  readonly failure: {
    readonly code: string;
    readonly params: Readonly<Record<string, string>>;
  } | null;
  readonly now: Instant;
};
export type ConnectionHealth = {
  /** Notes how a call went. Throws `Fault` `platform.database`. */
  report(report: HealthReport): Promise<void>;
};

type Written = { readonly code: string | null; readonly at: Instant };

/** Keeps `journal.connection_health`: when each side last answered, since when it fails and why. */
export function createConnectionHealth({ pool }: Database): ConnectionHealth {
  const written = new Map<string, Written>();
  return {
    async report({ connectionId, organisationId, side, failure, now }) {
      const key = `${connectionId}/${side}`;
      const before = written.get(key);
      const code = failure?.code ?? null;
      if (before !== undefined && before.code === code && now - before.at < WRITE_EVERY_MS) return;
      written.set(key, { code, at: now });
      try {
        await pool.query({
          name: 'connection_health',
          text: `insert into journal.connection_health as h (connection_id, side, organisation_id, last_success_at, failing_since, code, params)
            values ($1, $2, $3, case when $4::text is null then $6::timestamptz end, case when $4 is not null then $6::timestamptz end, $4, $5)
            on conflict (connection_id, side) do update set last_success_at = coalesce(excluded.last_success_at, h.last_success_at),
              failing_since = case when excluded.code is not null then coalesce(h.failing_since, excluded.failing_since) end,
              code = excluded.code, params = excluded.params`,
          values: [
            connectionId,
            side,
            organisationId,
            code,
            failure === null ? null : JSON.stringify(failure.params),
            toIso(now),
          ],
        });
      } catch (error) {
        written.delete(key); // it was not written: the next report tries again
        throw databaseFault(error);
      }
    },
  };
}
