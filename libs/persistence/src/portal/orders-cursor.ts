import type { OrderSort } from '@abgleich/contracts';
import { z } from 'zod';

/** Moments are microseconds since 1970 as decimal digits: the database keeps more than milliseconds. */
const micros = z.string().regex(/^\d{1,17}$/);
const place = { firstSeenMicros: micros, orderNumber: z.string().max(100), connectionId: z.uuid() };

/** The last row of a page: what the sort needs to go on behind it. */
const ordersCursor = z.discriminatedUnion('sort', [
  z.object({ sort: z.literal('newest'), ...place }),
  z.object({
    sort: z.literal('urgent'),
    ...place,
    /** 2: needs a person · 1: has a notice · 0: neither. */
    rank: z.number().int().min(0).max(2),
    /** -1: the order's total is not known. */
    totalMinor: z.string().regex(/^-?\d{1,18}$/),
    deadlineMicros: micros.nullable(),
  }),
]);
export type OrdersCursor = z.infer<typeof ordersCursor>;
export type CursorOf<S extends OrderSort> = Extract<OrdersCursor, { readonly sort: S }>;

/** Opaque to callers; safe in a URL. */
export const writeCursor = (cursor: OrdersCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** `null` when the text is not a cursor of ours. */
export function readCursor(text: string | undefined): OrdersCursor | null {
  if (text === undefined) return null;
  try {
    const json: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return ordersCursor.parse(json);
  } catch {
    return null; // not JSON or not our parts: either way not a cursor, which is all the caller asks
  }
}
