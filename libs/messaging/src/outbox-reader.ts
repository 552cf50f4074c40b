import type { ClientBase } from 'pg';
import type { Parcel } from './delivery.js';

/**
 * Where a group stands in the outbox. `low`: every transaction below this id was read whole. While a stretch [low, high) is
 * read in pages, `afterPosition` is the last position read of it.
 */
export type Cursor = {
  readonly low: number;
  readonly high: number | null;
  readonly afterPosition: number;
};

export type OutboxRow = {
  readonly position: number;
  readonly xid: number;
  readonly parcel: Parcel;
};
export type OutboxPage = {
  readonly rows: readonly OutboxRow[];
  readonly next: Cursor;
  /** Everything committed before this read is visible once the horizon has reached it. */
  readonly newestXid: number;
  readonly horizon: number;
};

/** One page is held as objects by every group that lags equally far. */
export const PAGE_ROWS = 200;

/**
 * Reads the next page. A position is handed out before its transaction commits, so a reader that remembers positions would skip
 * the ones that commit late. It remembers transactions instead: below pg_snapshot_xmin all are finished, nothing can appear there
 * any more, and every such stretch is read exactly once, in order of position.
 */
export async function readPage(client: ClientBase, cursor: Cursor): Promise<OutboxPage> {
  const { rows } = await client.query<RawRow>(
    `with seen as materialized (select pg_snapshot_xmin(s) xmin, pg_snapshot_xmax(s) xmax from pg_current_snapshot() s)
     select seen.xmin::text horizon, seen.xmax::text newest, o.*
     from seen left join lateral (
       select position::text, xid::text, key, type, organisation_id::text, event from messaging.outbox
       where xid >= $1::text::xid8 and xid < coalesce($2::text::xid8, seen.xmin) and position > $3
       order by messaging.outbox.position limit $4) o on true`,
    [cursor.low, cursor.high, cursor.afterPosition, PAGE_ROWS],
  );
  const horizon = Number(rows[0]?.horizon ?? cursor.low);
  const found = rows.flatMap(asOutboxRow);
  const high = cursor.high ?? horizon;
  const last = found.at(-1);
  const whole = found.length < PAGE_ROWS || last === undefined;
  return {
    rows: found,
    next: whole
      ? { low: high, high: null, afterPosition: 0 }
      : { low: cursor.low, high, afterPosition: last.position },
    newestXid: Number(rows[0]?.newest ?? 0),
    horizon,
  };
}

/** One event again, for an entry whose body was not kept in memory; null when the row is gone. */
export async function readParcel(client: ClientBase, position: number): Promise<Parcel | null> {
  const { rows } = await client.query<RawRow>(
    `select '0' horizon, '0' newest, position::text, xid::text, key, type, organisation_id::text, event
     from messaging.outbox where position = $1`,
    [position],
  );
  return rows.flatMap(asOutboxRow)[0]?.parcel ?? null;
}

/** Where the group stood; a group seen for the first time begins at the oldest event still there. */
export async function loadOffset(client: ClientBase, group: string): Promise<number> {
  const { rows } = await client.query<{ position: string }>(
    `insert into messaging.offsets (consumer_group, position) values ($1, 0)
     on conflict (consumer_group) do update set seen_at = now()
     returning position::text`,
    [group],
  );
  return Number(rows[0]?.position ?? 0);
}

/** Remembers that every event of transactions below `low` is done. */
export async function saveOffset(client: ClientBase, group: string, low: number): Promise<void> {
  await client.query(
    'update messaging.offsets set position = $2, seen_at = now() where consumer_group = $1',
    [group, low],
  );
}

/** Rows deleted per statement: short locks, and the next event is not held up by a large clean-up. */
export const DELETE_BATCH = 1_000;

/** A group that did nothing for so long is run by nobody any more: a service was renamed, or Kafka carries the events now. */
const GROUP_FORGOTTEN_AFTER = '30 days';

/** Deletes events that every group at work is past. Answers how many went; DELETE_BATCH means there may be more. */
export async function deleteConsumed(client: ClientBase): Promise<number> {
  const { rowCount } = await client.query(
    `delete from messaging.outbox where position in (
       select position from messaging.outbox
       where xid < (select min(position)::text::xid8 from messaging.offsets
         where seen_at > now() - interval '${GROUP_FORGOTTEN_AFTER}') order by position limit $1)`,
    [DELETE_BATCH],
  );
  return rowCount ?? 0;
}

/**
 * A dump restored into another cluster carries transaction ids of the old one: rows from "the future" would never count as finished
 * and offsets from "the future" would skip new events. Gives such rows our own id and lets such groups begin anew (at least once).
 */
export async function healForeignTransactionIds(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ foreign: boolean }>(
    `select exists (select from messaging.outbox where xid >= pg_snapshot_xmax(pg_current_snapshot()))
       or exists (select from messaging.offsets where position >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1) as foreign`,
  );
  if (rows[0]?.foreign !== true) return false;
  await client.query(
    `with reset as (update messaging.offsets set position = 0)
     update messaging.outbox set xid = pg_current_xact_id()`,
  );
  return true;
}

type RawRow = {
  readonly horizon: string;
  readonly newest: string;
  readonly position: string | null;
  readonly xid: string | null;
  readonly key: string | null;
  readonly type: string | null;
  readonly organisation_id: string | null;
  readonly event: unknown;
};

function asOutboxRow(row: RawRow): OutboxRow[] {
  if (row.position === null || row.xid === null || row.key === null || row.type === null) return [];
  const { key, type, organisation_id: organisationId, event } = row;
  const parcel: Parcel = { key, type, organisationId, event, deadLetter: null };
  return [{ position: Number(row.position), xid: Number(row.xid), parcel }];
}
