import {
  type Booking,
  BOOKING_STATES,
  FEE_PAYMENTS,
  type FeePayment,
  type Instant,
  instant,
  type OrganisationId,
  toIso,
} from '@abgleich/domain';
import { z } from 'zod';
import { type AuditContext, type AuditDraft, recordAudit } from './audit.js';
import type { Sql } from './portal-database.js';

/** A booking with how its fee is paid. */
export type StoredBooking = {
  readonly booking: Booking;
  readonly payment: FeePayment;
  readonly directDebitAskedAt: Instant | null;
  readonly directDebitApprovedAt: Instant | null;
};
/** What the page about the booking shows beside it. */
export type BookingSurroundings = {
  readonly connections: number;
  readonly mailAccount: 'missing' | 'untested' | 'accepted';
  readonly ordersUnderWay: number;
};

const moment = z
  .number()
  .nullable()
  .transform((at) => (at === null ? null : instant(at)));
const bookingRow = z.object({
  booking_state: z.enum(BOOKING_STATES),
  booking_ends_at: moment,
  trial_started_at: moment,
  fee_from: moment,
  fee_payment: z.enum(FEE_PAYMENTS),
  direct_debit_asked_at: moment,
  direct_debit_approved_at: moment,
});
const COLUMNS = `booking_state, booking_ends_at, trial_started_at, fee_from, fee_payment, direct_debit_asked_at, direct_debit_approved_at`;

/** A row of the organisations as a booking. */
export function bookingOf(raw: unknown): StoredBooking {
  const row = bookingRow.parse(raw);
  return {
    booking: {
      state: row.booking_state,
      endsAt: row.booking_ends_at,
      trialStartedAt: row.trial_started_at,
      feeFrom: row.fee_from,
    },
    payment: row.fee_payment,
    directDebitAskedAt: row.direct_debit_asked_at,
    directDebitApprovedAt: row.direct_debit_approved_at,
  };
}

/** The booking of the organisation of the session. Runs inside `inOrganisation`. */
export async function readBooking(sql: Sql): Promise<StoredBooking> {
  const [row] = await sql(`select ${COLUMNS} from portal.organisations`);
  return bookingOf(row);
}

const surroundingsRow = z.object({
  connections: z.number(),
  mail_account: z.enum(['missing', 'untested', 'accepted']),
  orders: z.number(),
});

/** What stands beside the booking. Runs inside `inOrganisation`. */
export async function readBookingSurroundings(sql: Sql): Promise<BookingSurroundings> {
  const [row] = await sql(
    `select (select count(*) from portal.connections) as connections,
       coalesce((select case when accepted_at is null then 'untested' else 'accepted' end from portal.mail_accounts), 'missing') as mail_account,
       (select count(*) from journal.orders where state not in ('settled', 'cancelled', 'ignored')) as orders`,
  );
  const { connections, mail_account: mailAccount, orders } = surroundingsRow.parse(row);
  return { connections, mailAccount, ordersUnderWay: orders };
}

/** What becomes of a booking: the new one and what is written down; `null`: nothing. */
export type BookingChange = (now: StoredBooking) => {
  readonly booking: Booking;
  readonly audit: AuditDraft;
} | null;

/** Changes the booking as it is at this moment: nobody else can change it meanwhile. `null`: `change` wanted nothing. Runs inside `inOrganisation`. */
export async function changeBooking(
  sql: Sql,
  change: BookingChange,
  context: AuditContext,
): Promise<StoredBooking | null> {
  const [row] = await sql(`select ${COLUMNS} from portal.organisations for update`);
  const known = bookingOf(row);
  const wanted = change(known);
  if (wanted === null) return null;
  const { booking, audit } = wanted;
  await writeBooking(sql, context.organisationId, booking);
  await recordAudit(sql, context, audit);
  return { ...known, booking };
}

/** Works as owner and inside `inOrganisation`. */
export async function writeBooking(
  sql: Sql,
  organisationId: OrganisationId,
  { state, endsAt, trialStartedAt, feeFrom }: Booking,
): Promise<void> {
  const iso = (at: Instant | null): string | null => (at === null ? null : toIso(at));
  await sql(
    `update portal.organisations set booking_state = $2, booking_ends_at = $3, trial_started_at = $4, fee_from = $5 where id = $1`,
    [organisationId, state, iso(endsAt), iso(trialStartedAt), iso(feeFrom)],
  );
}

/** Asks for direct debit, or goes back to the card. What is approved stays approved. Runs inside `inOrganisation`. */
export async function choosePayment(
  sql: Sql,
  payment: FeePayment,
  context: AuditContext,
): Promise<void> {
  const now = toIso(context.now);
  await sql(
    payment === 'card'
      ? `update portal.organisations set fee_payment = 'card', direct_debit_asked_at = null where id = $1 and $2::text is not null`
      : `update portal.organisations set direct_debit_asked_at = coalesce(direct_debit_asked_at, $2),
           fee_payment = case when direct_debit_approved_at is null then 'card' else 'direct-debit' end where id = $1`,
    [context.organisationId, now],
  );
  await recordAudit(sql, context, {
    action: 'booking.payment-chosen',
    target: payment,
  });
}
