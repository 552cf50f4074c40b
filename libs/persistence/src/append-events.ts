import { type DomainEvent, eventKey } from '@abgleich/contracts';
import type { Database } from './database.js';
import { databaseFault } from './database-fault.js';

/** Appends events that belong to no journal write (ticks, requests to look again) to the outbox. Throws `Fault` `platform.database`. */
export async function appendEvents(
  { pool }: Database,
  events: readonly DomainEvent[],
): Promise<void> {
  const rows = events.map((event) => ({
    id: event.id,
    key: eventKey(event),
    type: event.type,
    organisation: event.organisationId,
    event,
  }));
  try {
    await pool.query(
      `insert into messaging.outbox (id, key, type, organisation_id, event)
        select id, key, type, organisation, event from jsonb_to_recordset($1::jsonb) as r (id uuid, key text, type text, organisation uuid, event jsonb)`,
      [JSON.stringify(rows)],
    );
  } catch (error) {
    throw databaseFault(error);
  }
}
