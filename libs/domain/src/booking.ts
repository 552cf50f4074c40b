import { beginOfBerlinDay, berlinDay, type Day, plusMonths } from './berlin-day.js';
import type { OrganisationId } from './ids.js';
import type { Money } from './money.js';
import { DAY, type Instant, plusMs } from './time.js';

export const BOOKING_STATES = ['none', 'trial', 'active', 'cancelled', 'expired'] as const;
/** How an organisation has booked the app. `cancelled` still works until its end. */
export type BookingState = (typeof BOOKING_STATES)[number];

/** How long the app may be tried before it is ordered; once for each organisation. */
export const TRIAL_DAYS = 30;

export const FEE_PAYMENTS = ['card', 'direct-debit'] as const;
/** How the monthly fee is paid. */
export type FeePayment = (typeof FEE_PAYMENTS)[number];

/** A booking as it is stored. */
export type Booking = {
  readonly state: BookingState;
  /** When it stops to work; `null`: it goes on. */
  readonly endsAt: Instant | null;
  /** `null`: no trial was begun yet. */
  readonly trialStartedAt: Instant | null;
  /** From when on the fee is due; `null`: the app was never ordered. */
  readonly feeFrom: Instant | null;
};
/** What a person may do about the booking at a moment. */
export type BookingStep = 'start-trial' | 'order' | 'cancel';

/** Whether orders are processed: a trial or an active booking until it ends, a cancelled one until its end, which must be known. */
export function isBookingInForce(
  { state, endsAt }: Pick<Booking, 'state' | 'endsAt'>,
  now: Instant,
): boolean {
  const hasEnded = endsAt !== null && endsAt <= now;
  if (state === 'trial' || state === 'active') return !hasEnded;
  return state === 'cancelled' && endsAt !== null && !hasEnded;
}

/** The state as it stands at `now`: one whose end has passed is `expired`, and so is a cancelled one. */
export function bookingStateAt(
  booking: Pick<Booking, 'state' | 'endsAt'>,
  now: Instant,
): BookingState {
  if (booking.state === 'none') return 'none';
  return isBookingInForce(booking, now) ? booking.state : 'expired';
}

/** What may be done about the booking at `now`. */
export function bookingSteps(booking: Booking, now: Instant): readonly BookingStep[] {
  const state = bookingStateAt(booking, now);
  const steps: BookingStep[] = [];
  if (state === 'none' && booking.trialStartedAt === null) steps.push('start-trial');
  if (state !== 'active') steps.push('order');
  if (state === 'trial' || state === 'active') steps.push('cancel');
  return steps;
}

/** A trial that begins now. It ends with the last of its days in Berlin, so that nobody counts hours. */
export const startTrial = (booking: Booking, now: Instant): Booking => ({
  ...booking,
  state: 'trial',
  trialStartedAt: now,
  endsAt: beginOfBerlinDay(berlinDay(plusMs(now, (TRIAL_DAYS + 1) * DAY))),
});

/**
 * An order of the app. The fee begins when a running trial would have ended, else now; taking back a cancellation before its end goes on
 * with the months as they were.
 */
export function orderApp(booking: Booking, now: Instant): Booking {
  const active = { ...booking, state: 'active', endsAt: null } as const;
  if (!isBookingInForce(booking, now)) return { ...active, feeFrom: now };
  if (booking.feeFrom !== null) return active;
  return { ...active, feeFrom: booking.endsAt ?? now };
}

/** A cancellation: the app works until the end of what is paid for, or of the trial. */
export function cancelBooking(booking: Booking, now: Instant): Booking {
  const cancelled = { ...booking, state: 'cancelled' } as const;
  const { feeFrom } = booking;
  if (feeFrom === null) return cancelled; // the trial's end stands already
  if (feeFrom > now) return { ...cancelled, endsAt: feeFrom, feeFrom: null };
  const month = monthsBegun(feeFrom, now).at(-1);
  return { ...cancelled, endsAt: month === undefined ? now : beginOfBerlinDay(month.until) };
}

/** One month of the fee: `until` is the first day of the next one. */
export type FeeMonth = { readonly from: Day; readonly until: Day };

/** A hundred years: no booking is older, and a wrong date must not make an endless list. */
const MONTHS_MAX = 1_200;

/** The months that have begun by `now`, counted from the day on which the fee began. */
export function monthsBegun(feeFrom: Instant, now: Instant): readonly FeeMonth[] {
  const first = berlinDay(feeFrom);
  const today = berlinDay(now);
  const months: FeeMonth[] = [];
  for (let index = 0; index < MONTHS_MAX; index += 1) {
    const from = plusMonths(first, index);
    if (from > today) break;
    months.push({ from, until: plusMonths(first, index + 1) });
  }
  return months;
}

/** The months that have begun and are to be paid: none that begins at or after the end of a cancelled booking. */
export function monthsDue(booking: Booking, now: Instant): readonly FeeMonth[] {
  const { feeFrom, endsAt } = booking;
  if (feeFrom === null || feeFrom > now) return [];
  const last = endsAt === null ? null : berlinDay(endsAt);
  return monthsBegun(feeFrom, now).filter(({ from }) => last === null || from < last);
}

export const FEE_STATES = ['open', 'paid'] as const;
/** One month's fee, as it is invoiced. */
export type FeeRecord = {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly number: number;
  readonly month: FeeMonth;
  readonly amount: Money;
  readonly payment: FeePayment;
  readonly state: (typeof FEE_STATES)[number];
  readonly recordedAt: Instant;
  readonly paidAt: Instant | null;
};

/** Collects the monthly fee of the app. Every method throws `Fault`. */
export interface BillingProvider {
  /** What a month costs, net; `null`: this installation charges nothing. */
  readonly monthlyFee: Money | null;
  /** Charges months that have begun. Safe to repeat: a month is charged once. Returns how many were new. */
  charge(
    due: {
      readonly organisationId: OrganisationId;
      readonly months: readonly FeeMonth[];
      readonly payment: FeePayment;
    },
    now: Instant,
  ): Promise<number>;
  /** Everything charged to an organisation, newest first. */
  records(organisationId: OrganisationId): Promise<readonly FeeRecord[]>;
}
