import { createHash } from 'node:crypto';
import { ADDRESSED_TO } from '@abgleich/contracts';
import type { Instant } from '@abgleich/domain';
import { toIso } from '@abgleich/domain';
import type { ClientBase, Pool } from 'pg';

/** The database, or a transaction of it. */
export type Queryable = Pick<Pool | ClientBase, 'query'>;

/** An event that a group could not handle, with what went wrong. */
export type DeadLetter = {
  readonly group: string;
  readonly eventId: string | null;
  readonly organisationId: string | null;
  readonly key: string;
  readonly type: string;
  /** As it travelled; `{ unreadable: text }` when it is not even JSON. */
  readonly event: unknown;
  readonly error: string;
  readonly attempts: number;
};

/** Stack traces and payload dumps of foreign libraries do not belong into a table people read. */
const ERROR_LENGTH_MAX = 2_000;

/** Writes a dead letter. Doing it twice for the same event and group leaves one row, with the latest error. */
export async function parkDeadLetter(
  db: Queryable,
  letter: DeadLetter,
  now: Instant,
): Promise<string> {
  const id = deadLetterId(letter);
  await db.query(
    `insert into messaging.dead_letters (id, consumer_group, organisation_id, key, type, event, error, attempts, parked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set error = excluded.error, attempts = excluded.attempts, parked_at = excluded.parked_at, redriven_at = null`,
    [
      id,
      letter.group,
      letter.organisationId,
      storable(letter.key),
      storable(letter.type),
      JSON.stringify(letter.event, (_, value: unknown) =>
        typeof value === 'string' ? storable(value) : value,
      ),
      storable(letter.error.slice(0, ERROR_LENGTH_MAX)),
      letter.attempts,
      toIso(now),
    ],
  );
  return id;
}

/**
 * Puts a parked event back: into the outbox, addressed to the group that could not handle it. Run it inside a transaction.
 * Answers false when there is no such letter or it was put back already.
 */
export async function redrive(db: Queryable, deadLetter: string, now: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `with letter as (
       update messaging.dead_letters set redriven_at = $2
       where id = $1 and redriven_at is null and organisation_id is not null and event ? 'id'
       returning consumer_group, organisation_id, key, type, event)
     insert into messaging.outbox (id, key, type, organisation_id, event)
     select (event->>'id')::uuid, key, type, organisation_id, event || jsonb_build_object($3::text, consumer_group) from letter`,
    [deadLetter, toIso(now), ADDRESSED_TO],
  );
  return rowCount === 1;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; a poison message must be storable whatever it holds. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** Same event and group, same id: parking again after a crash between parking and moving on must not make a second row. */
function deadLetterId(letter: DeadLetter): string {
  const name = `${letter.group}\n${letter.eventId ?? JSON.stringify(letter.event)}`;
  const hex = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const version = `8${hex.slice(13, 16)}`; // RFC 9562 version 8: made by us from a hash
  const variant = `${((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)}${hex.slice(17, 20)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}-${variant}-${hex.slice(20, 32)}`;
}
