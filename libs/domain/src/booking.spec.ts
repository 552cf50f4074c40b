import { describe, expect, it } from '@jest/globals';
import { beginOfBerlinDay, berlinDay, plusMonths } from './berlin-day.js';
import {
  type Booking,
  bookingStateAt,
  bookingSteps,
  cancelBooking,
  isBookingInForce,
  monthsDue,
  orderApp,
  startTrial,
} from './booking.js';
import { DAY, fromIso, type Instant, plusMs, toIso } from './time.js';

const NONE: Booking = { state: 'none', endsAt: null, trialStartedAt: null, feeFrom: null };
const NOW = fromIso('2026-11-21T10:00:00Z');
const later = (days: number): Instant => plusMs(NOW, days * DAY);

describe('days in Berlin', () => {
  it.each([
    ['2026-11-21', '2026-11-20T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begins at %s', (day, moment) => {
    expect(toIso(beginOfBerlinDay(day))).toBe(moment);
    expect(berlinDay(beginOfBerlinDay(day))).toBe(day);
    expect(berlinDay(plusMs(beginOfBerlinDay(day), -1))).not.toBe(day);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-21', 2, '2027-01-21'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-08-31', 1, '2026-09-30'],
  ])('%s plus %s months is %s', (day, months, expected) => {
    expect(plusMonths(day, months)).toBe(expected);
  });
});

describe('a booking', () => {
  it('can be tried for thirty whole days, once', () => {
    expect(bookingSteps(NONE, NOW)).toEqual(['start-trial', 'order']);
    const trial = startTrial(NONE, NOW);
    expect(toIso(trial.endsAt ?? NOW)).toBe('2026-12-21T23:00:00.000Z');
    expect(isBookingInForce(trial, later(30))).toBe(true);
    expect(isBookingInForce(trial, later(31))).toBe(false);
    expect(bookingStateAt(trial, later(31))).toBe('expired');
    expect(bookingSteps(trial, later(31))).toEqual(['order']);
  });

  it('costs nothing while it is tried, and an order during the trial is charged from its end on', () => {
    const trial = startTrial(NONE, NOW);
    expect(monthsDue(trial, later(40))).toEqual([]);
    const ordered = orderApp(trial, later(3));
    expect(ordered).toMatchObject({ state: 'active', endsAt: null, feeFrom: trial.endsAt });
    expect(monthsDue(ordered, later(20))).toEqual([]);
    expect(monthsDue(ordered, later(32))).toEqual([{ from: '2026-12-22', until: '2027-01-22' }]);
  });

  it('ordered without a trial is charged for each month that has begun', () => {
    const ordered = orderApp(NONE, NOW);
    expect(monthsDue(ordered, NOW)).toEqual([{ from: '2026-11-21', until: '2026-12-21' }]);
    expect(monthsDue(ordered, later(61))).toHaveLength(3);
  });

  it('works until the end of the month that is paid for when it is cancelled, and is charged no further', () => {
    const cancelled = cancelBooking(orderApp(NONE, NOW), later(40));
    expect(toIso(cancelled.endsAt ?? NOW)).toBe('2027-01-20T23:00:00.000Z');
    expect(bookingStateAt(cancelled, later(50))).toBe('cancelled');
    expect(bookingStateAt(cancelled, later(80))).toBe('expired');
    expect(monthsDue(cancelled, later(400))).toHaveLength(2);
  });

  it('goes on as it was when a cancellation is taken back before its end', () => {
    const ordered = orderApp(NONE, NOW);
    const again = orderApp(cancelBooking(ordered, later(40)), later(45));
    expect(again).toEqual(ordered);
    expect(monthsDue(again, later(45))).toHaveLength(2);
  });

  it('begins anew, with a month of its own, when it is ordered after its end', () => {
    const cancelled = cancelBooking(orderApp(NONE, NOW), later(10));
    expect(monthsDue(orderApp(cancelled, later(100)), later(100))).toEqual([
      { from: '2027-03-01', until: '2027-04-01' },
    ]);
  });

  it('that is cancelled in its trial, ordered or not, ends with the trial and costs nothing', () => {
    const trial = startTrial(NONE, NOW);
    for (const booking of [trial, orderApp(trial, later(2))]) {
      const cancelled = cancelBooking(booking, later(5));
      expect(cancelled).toMatchObject({ state: 'cancelled', endsAt: trial.endsAt });
      expect(monthsDue(cancelled, later(400))).toEqual([]);
    }
  });

  it('whose end has passed is not in force, whatever its state says', () => {
    for (const state of ['none', 'trial', 'active', 'cancelled', 'expired'] as const)
      expect(isBookingInForce({ state, endsAt: plusMs(NOW, -1) }, NOW)).toBe(false);
  });
});
