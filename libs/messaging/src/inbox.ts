import type { Queryable } from './dead-letters.js';

/** Whether `group` finished this event before. Ask inside the transaction that also does the work. */
export async function alreadyHandled(
  client: Queryable,
  group: string,
  eventId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from messaging.inbox where consumer_group = $1 and event_id = $2',
    [group, eventId],
  );
  return rowCount === 1;
}

/**
 * Claims an event for `group` inside the transaction that does its work. Answers false when it was handled before: do nothing then.
 * A second worker with the same event waits here until the first one's transaction ends.
 */
export async function markHandled(
  client: Queryable,
  group: string,
  eventId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into messaging.inbox (consumer_group, event_id) values ($1, $2) on conflict do nothing',
    [group, eventId],
  );
  return rowCount === 1;
}

/** Rows deleted per statement, so that the clean-up never holds locks for long. */
const INBOX_BATCH = 1_000;

/** Forgets events handled more than `days` ago. Redelivery spans minutes, a redrive by hand days: 30 is plenty. Answers how many. */
export async function forgetHandled(client: Queryable, days = 30): Promise<number> {
  const { rowCount } = await client.query(
    `delete from messaging.inbox where ctid in (
       select ctid from messaging.inbox where at < now() - make_interval(days => $1) limit $2)`,
    [days, INBOX_BATCH],
  );
  return rowCount ?? 0;
}
