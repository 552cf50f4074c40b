import { expect } from '@jest/globals';
import type { DomainEvent } from '@abgleich/contracts';
import type { Pool } from 'pg';
import type { Subscription } from '../transport.js';
import { anEvent } from './messaging-database.js';
import { eventually, type Recorder } from './recorder.js';

/** A subscription of `group` to `order.waiting`. */
export function subscription(seen: Recorder, given: Partial<Subscription> = {}): Subscription {
  const standard = { group: 'group', types: ['order.waiting'] as const, concurrency: 4 };
  return { ...standard, handle: seen.handle, ...given };
}

/** Writes an event without its data, past the typed way in. */
export async function putTorn(pool: Pool): Promise<void> {
  const event = anEvent('torn', 0);
  await pool.query(
    `insert into messaging.outbox (id, key, type, organisation_id, event)
     values ($1, 'torn', $2, $3, $4::jsonb - 'data')`,
    [event.id, event.type, event.organisationId, JSON.stringify(event)],
  );
}

/** What was parked, without ids and times. */
export async function deadLetters(pool: Pool): Promise<unknown[]> {
  const { rows } = await pool.query(
    'select consumer_group, type, attempts, error from messaging.dead_letters',
  );
  return rows;
}

/** Waits until a number has stopped changing. */
export async function settled(read: () => number): Promise<void> {
  let last = Number.NaN;
  let same = 0;
  await eventually(() => {
    const now = read();
    same = now === last ? same + 1 : 0;
    last = now;
    expect(same).toBeGreaterThan(20);
  });
}

/** 0, 1, 2 ... */
export const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
/** `prefix0`, `prefix1` ... */
export const names = (prefix: string, count: number): string[] =>
  range(count).map((n) => `${prefix}${n}`);
/** Events of several orders by turns. */
export const interleaved = (orders: readonly string[], each: number): DomainEvent[] =>
  range(each).flatMap((n) => orders.map((order) => anEvent(order, n)));
/** Takes 0 to 2 ms. */
export const shortWork = (weight: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, weight % 3));
