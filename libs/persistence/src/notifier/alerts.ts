import { type ConnectionId, type Instant, type OrganisationId, toIso } from '@abgleich/domain';
import type pg from 'pg';
import { databaseFault } from '../database-fault.js';

/** Somebody inside a transaction; these writes belong to the one that claims their event. */
type Client = Pick<pg.ClientBase, 'query'>;

/** An error that people are to be told, as the notifier keeps it: numbers and catalogue values, nothing of customers. */
export type Alert = {
  readonly problemId: string;
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  /** Empty: about a connection or configuration as a whole. */
  readonly orderNumber: string;
  readonly code: string;
  readonly document: string | null;
  readonly params: Readonly<Record<string, string>>;
};
type At = { readonly now: Instant };

/** Keeps an error until it is told. One that is known already stays as it is, unless it had been withdrawn. Throws `Fault` `platform.database`. */
export async function keepAlert(client: Client, alert: Alert & At): Promise<void> {
  await run(
    client,
    `insert into notifier.alerts as a (problem_id, organisation_id, connection_id, order_number, code, document, params, state, arrived_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $8)
      on conflict (problem_id) do update set state = 'waiting', mail_id = null, params = excluded.params,
        arrived_at = excluded.arrived_at, changed_at = excluded.changed_at where a.state = 'withdrawn'`,
    valuesOf(alert),
  );
}

/** The problem is a notice by now: nobody is told of it unless it becomes an error again. Throws `Fault` `platform.database`. */
export async function withdrawAlert(
  client: Client,
  { problemId, now }: Pick<Alert, 'problemId'> & At,
): Promise<void> {
  await run(
    client,
    `update notifier.alerts set state = 'withdrawn', changed_at = $2 where problem_id = $1 and state in ('waiting', 'planned')`,
    [problemId, toIso(now)],
  );
}

/**
 * The problem is resolved: what was not told yet never will be. The row stays, so that an older event that comes late raises
 * nothing. Throws `Fault` `platform.database`.
 */
export async function resolveAlert(client: Client, alert: Alert & At): Promise<void> {
  await run(
    client,
    `insert into notifier.alerts as a (problem_id, organisation_id, connection_id, order_number, code, document, params, state, arrived_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, 'resolved', $8, $8)
      on conflict (problem_id) do update set state = 'resolved', changed_at = excluded.changed_at where a.state <> 'told'`,
    valuesOf(alert),
  );
}

const valuesOf = (alert: Alert & At): unknown[] => [
  alert.problemId,
  alert.organisationId,
  alert.connectionId,
  alert.orderNumber,
  alert.code,
  alert.document,
  JSON.stringify(alert.params),
  toIso(alert.now),
];

async function run(client: Client, text: string, values: unknown[]): Promise<void> {
  try {
    await client.query(text, values);
  } catch (error) {
    throw databaseFault(error);
  }
}
