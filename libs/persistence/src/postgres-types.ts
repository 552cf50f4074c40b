import { Fault } from '@abgleich/domain';
import pg from 'pg';

const { builtins } = pg.types;

/** `bigint` of the database as a number. Throws `Fault` bug beyond 2^53, where a number would silently be another one. */
export function parseBigint(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new Fault({ kind: 'bug', code: 'platform.bug', params: { unsafeInteger: text } });
}

/** `timestamptz` of the database as epoch milliseconds; further digits are cut. */
export function parseTimestamptz(text: string): number {
  // PostgreSQL prints `2026-11-21 17:00:00.123456+00`; ISO wants a `T` and minutes in the offset.
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  const epochMs = Date.parse(iso);
  if (!Number.isNaN(epochMs)) return epochMs;
  throw new Fault({ kind: 'bug', code: 'platform.bug', params: { notAMoment: text } });
}

/** What pg makes of column types in our pools: bigint -> safe number, timestamptz -> epoch ms, the rest as pg does. */
export const postgresTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: never) => unknown {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return parseBigint;
      if (oid === builtins.TIMESTAMPTZ) return parseTimestamptz;
    }
    return pg.types.getTypeParser(oid, format);
  },
};
