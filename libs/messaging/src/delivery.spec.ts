import { describe, expect, it } from '@jest/globals';
import { Fault } from '@abgleich/domain';
import { retryDelayMs } from './back-off.js';
import type { DeadLetter } from './dead-letters.js';
import { createDelivery, concerns, type Parcel } from './delivery.js';
import { anEvent, ORGANISATION } from './testing/messaging-database.js';
import { SILENT_LOG, type Subscription } from './transport.js';

const parcel = (event: unknown): Parcel => ({
  key: 'key',
  type: 'order.waiting',
  organisationId: ORGANISATION,
  event,
  deadLetter: null,
});

function bench(handle: Subscription['handle'], parkingFails = 0) {
  const letters: DeadLetter[] = [];
  let failures = parkingFails;
  const delivery = createDelivery({
    subscription: { group: 'group', types: ['order.waiting'], concurrency: 1, handle },
    attemptsMax: 3,
    retryDelayMs: (attempt) => attempt * 100,
    park: async (letter) => {
      failures -= 1;
      if (failures >= 0) throw new Error('no database');
      letters.push(letter);
    },
    log: SILENT_LOG,
  });
  return { delivery, letters };
}

describe('one delivery', () => {
  it.each([
    ['an error', new Error('no'), 1, { retryInMs: 100, counted: true }],
    ['a second error', new Error('no'), 2, { retryInMs: 200, counted: true }],
    ['the third error', new Error('no'), 3, 'done'],
    ['a database that is away', databaseAway(), 3, { retryInMs: 2_000, counted: false }],
    ['a side that is away', away(), 3, { retryInMs: 300, counted: true }],
    ['a side that is away for minutes', away(), 11, { retryInMs: 1_100, counted: true }],
    ['a side that does not come back', away(), 12, 'done'],
    ['the quiet window', night(60_000), 99, { retryInMs: 30_000, counted: false }],
    ['the end of the quiet window', night(2_500), 99, { retryInMs: 2_500, counted: false }],
    ['a side that asks for 5 s', askingFor(5_000), 1, { retryInMs: 5_000, counted: true }],
    ['a side that asks for an hour', askingFor(3_600_000), 1, { retryInMs: 30_000, counted: true }],
  ])('after %s: again, or parked', async (_, error, attempt, expected) => {
    const { delivery, letters } = bench(() => Promise.reject(error));
    expect(await delivery.attempt(parcel(anEvent('A', 0)), attempt)).toEqual(expected);
    expect(letters).toHaveLength(expected === 'done' ? 1 : 0);
  });

  it('repeats only the parking, not the handler, when the parking failed', async () => {
    let handled = 0;
    const { delivery, letters } = bench(() => {
      handled += 1;
      return Promise.reject(new Error('poison'));
    }, 1);
    const poison = parcel(anEvent('A', 0));
    expect(await delivery.attempt(poison, 3)).toEqual({ retryInMs: 2_000, counted: false });
    expect(await delivery.attempt(poison, 3)).toBe('done');
    expect([handled, letters.length]).toEqual([1, 1]);
    expect(letters[0]).toMatchObject({ error: 'Error: poison', attempts: 3 });
  });

  it('concerns a group by type, and after a redrive only the group that parked it', () => {
    const subscription: Subscription = {
      group: 'group',
      types: ['order.waiting'],
      concurrency: 1,
      handle: async () => undefined,
    };
    expect(concerns(subscription, 'order.waiting', {})).toBe(true);
    expect(concerns(subscription, 'order.seen', {})).toBe(false);
    expect(concerns(subscription, 'order.waiting', { onlyGroup: 'group' })).toBe(true);
    expect(concerns(subscription, 'order.waiting', { onlyGroup: 'other' })).toBe(false);
  });
});

it('waits longer after each try, up to half a minute, never the same for two keys', () => {
  const middle = [1, 2, 3, 4, 5].map((attempt) => retryDelayMs(attempt, () => 0.5));
  expect(middle).toEqual([500, 2_000, 8_000, 30_000, 30_000]);
  expect([retryDelayMs(1, () => 0), retryDelayMs(1, () => 1)]).toEqual([375, 625]);
});

function databaseAway(): Fault {
  return new Fault({ kind: 'transient', code: 'platform.database' });
}
function away(): Fault {
  return new Fault({ kind: 'transient', code: 'pixi.unreachable' });
}
function night(retryAfterMs: number): Fault {
  return new Fault({ kind: 'transient', code: 'pixi.quiet-window', retryAfterMs });
}
function askingFor(retryAfterMs: number): Fault {
  return new Fault({ kind: 'transient', code: 'unzer.rate-limited', retryAfterMs });
}
