import {
  type ConfigurationId,
  type ConnectionId,
  type Instant,
  instant,
  type OrganisationId,
  toIso,
} from '@abgleich/domain';
import type { Database } from '../database.js';
import { databaseFault } from '../database-fault.js';

/** A configuration that cannot work as it is (its keys are refused): nothing is done under it until it was checked again. */
export type ConfigurationPause = {
  readonly configurationId: ConfigurationId;
  readonly version: number;
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  /** Why: a problem code. */
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly since: Instant;
  readonly nextCheckAt: Instant;
  /** Checks that failed so far, the first one included. */
  readonly failures: number;
};
export type ConfigurationPauses = {
  /** Pauses, or notes one more failed check: `since` stays, `failures` counts. Returns the failures so far. */
  pauseConfiguration(
    pause: Omit<ConfigurationPause, 'since' | 'failures'> & { readonly now: Instant },
  ): Promise<number>;
  /** The pauses in force; one of an older version than the current is over. */
  pausedConfigurations(): Promise<readonly ConfigurationPause[]>;
  /** `false`: it was not paused. */
  resumeConfiguration(id: ConfigurationId): Promise<boolean>;
};

type PauseRow = {
  configuration_id: string;
  version: number;
  organisation_id: string;
  connection_id: string;
  code: string;
  params: Record<string, string>;
  since: number;
  next_check_at: number;
  failures: number;
};

/** Pauses of configurations, shared by all processes. Every method throws `Fault` `platform.database`. */
export function createConfigurationPauses({ pool }: Database): ConfigurationPauses {
  return {
    async pauseConfiguration({ now, nextCheckAt, ...pause }) {
      const { rows } = await pool
        .query<{ failures: number }>(
          `insert into journal.paused_configurations as p (configuration_id, version, organisation_id, connection_id, code, params, since,
              next_check_at, failures) values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
            on conflict (configuration_id) do update set version = excluded.version, code = excluded.code, params = excluded.params,
              since = case when p.version = excluded.version then p.since else excluded.since end,
              failures = case when p.version = excluded.version then p.failures + 1 else 1 end,
              next_check_at = excluded.next_check_at
            returning failures`,
          [
            pause.configurationId,
            pause.version,
            pause.organisationId,
            pause.connectionId,
            pause.code,
            JSON.stringify(pause.params),
            toIso(now),
            toIso(nextCheckAt),
          ],
        )
        .catch(translate);
      return rows[0]?.failures ?? 1;
    },
    async pausedConfigurations() {
      const { rows } = await pool
        .query<PauseRow>(
          `select p.* from journal.paused_configurations as p
            join portal.configurations as c on c.id = p.configuration_id and c.version = p.version order by p.since`,
        )
        .catch(translate);
      return rows.map(pauseFrom);
    },
    async resumeConfiguration(id) {
      const { rowCount } = await pool
        .query('delete from journal.paused_configurations where configuration_id = $1', [id])
        .catch(translate);
      return rowCount === 1;
    },
  };
}

/** The casts to branded strings are the parser of our own table. */
const pauseFrom = (row: PauseRow): ConfigurationPause => ({
  configurationId: row.configuration_id as ConfigurationId,
  version: row.version,
  organisationId: row.organisation_id as OrganisationId,
  connectionId: row.connection_id as ConnectionId,
  code: row.code,
  params: row.params,
  since: instant(row.since),
  nextCheckAt: instant(row.next_check_at),
  failures: row.failures,
});

function translate(error: unknown): never {
  throw databaseFault(error);
}
