import { z } from 'zod';

/** The last row of a page: what `first_seen_at desc, order_number desc, connection_id desc` needs to go on behind it. */
export type OrdersCursor = {
  /** Microseconds since 1970 as decimal digits: the database keeps more than milliseconds. */
  readonly firstSeenMicros: string;
  readonly orderNumber: string;
  readonly connectionId: string;
};

const cursorParts = z.tuple([z.string().regex(/^\d{1,17}$/), z.string().max(100), z.uuid()]);

/** Opaque to callers; safe in a URL. */
export function writeCursor(cursor: OrdersCursor): string {
  const parts = [cursor.firstSeenMicros, cursor.orderNumber, cursor.connectionId];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** `null` when the text is not a cursor of ours. */
export function readCursor(text: string): OrdersCursor | null {
  try {
    const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    const [firstSeenMicros, orderNumber, connectionId] = cursorParts.parse(json);
    return { firstSeenMicros, orderNumber, connectionId };
  } catch {
    return null; // not JSON or not our parts: either way not a cursor, which is all the caller asks
  }
}
