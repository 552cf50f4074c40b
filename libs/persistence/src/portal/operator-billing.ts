import {
  type FeeRecord,
  type Instant,
  type OrganisationId,
  plusMs,
  SECOND,
  toIso,
} from '@abgleich/domain';
import type { Database } from '../database.js';
import { newOperatorContext } from './operator-context.js';
import { recordAudit } from './audit.js';
import { bookingOf, type StoredBooking, writeBooking } from './booking.js';
import { feeRecordOf, SELECT_FEE_RECORDS } from './fee-records.js';
import { portalDatabase } from './portal-database.js';

/** An organisation's booking, for the one who runs the installation and for the job that charges the months. */
export type BookedOrganisation = StoredBooking & {
  readonly organisationId: OrganisationId;
  readonly name: string;
};
export type NamedFeeRecord = FeeRecord & { readonly organisation: string };

/** What the one who runs the installation does about bookings and fees. Works as the owner: it serves all organisations. Throws `Fault` `platform.database`. */
export interface OperatorBilling {
  organisations(): Promise<readonly BookedOrganisation[]>;
  records(): Promise<readonly NamedFeeRecord[]>;
  /** `false`: there is no open record of this number. */
  markPaid(number: number, now: Instant): Promise<boolean>;
  /** `false`: this organisation did not ask for it. */
  approveDirectDebit(organisationId: OrganisationId, now: Instant): Promise<boolean>;
  /** Ends a booking at once. `false`: there is no such organisation, or it is not booked. */
  endBooking(organisationId: OrganisationId, now: Instant): Promise<boolean>;
}

export function createOperatorBilling(database: Pick<Database, 'pool'>): OperatorBilling {
  const db = portalDatabase(database);
  return {
    async organisations() {
      const rows = await db.asOwner('select * from portal.organisations order by created_at, id');
      return rows.map((row) => ({
        ...bookingOf(row),
        organisationId: String(row['id']) as OrganisationId, // the brand is ours, the column is a uuid
        name: String(row['name']),
      }));
    },
    async records() {
      const rows = await db.asOwner(
        `${SELECT_FEE_RECORDS.replace('select ', 'select o.name as organisation, ')}
         join portal.organisations as o on o.id = f.organisation_id order by f.number`,
      );
      return rows.map((row) => ({
        ...feeRecordOf(row),
        organisation: String(row['organisation']),
      }));
    },
    markPaid: (number, now) =>
      db.transaction(async (sql) => {
        const [row] = await sql(
          `update portal.fee_records set state = 'paid', paid_at = $2 where number = $1 and state = 'open' returning organisation_id`,
          [number, toIso(now)],
        );
        if (row === undefined) return false;
        const organisationId = String(row['organisation_id']) as OrganisationId; // as above
        await recordAudit(sql, newOperatorContext(organisationId, now), {
          action: 'booking.fee-paid',
          target: String(number),
        });
        return true;
      }),
    approveDirectDebit: (organisationId, now) =>
      db.transaction(async (sql) => {
        const rows = await sql(
          `update portal.organisations set direct_debit_approved_at = $2, fee_payment = 'direct-debit'
           where id = $1 and direct_debit_asked_at is not null and direct_debit_approved_at is null returning name`,
          [organisationId, toIso(now)],
        );
        if (rows.length === 0) return false;
        await recordAudit(sql, newOperatorContext(organisationId, now), {
          action: 'booking.payment-approved',
          target: 'direct-debit',
        });
        return true;
      }),
    endBooking: (organisationId, now) =>
      db.transaction(async (sql) => {
        const [row] = await sql('select * from portal.organisations where id = $1 for update', [
          organisationId,
        ]);
        if (row === undefined) return false;
        const { booking } = bookingOf(row);
        if (booking.state === 'none' || booking.state === 'expired') return false;
        const ended = { ...booking, state: 'expired', endsAt: plusMs(now, -SECOND) } as const;
        await writeBooking(sql, organisationId, ended);
        await recordAudit(sql, newOperatorContext(organisationId, now), {
          action: 'booking.ended',
          target: String(row['name']),
        });
        return true;
      }),
  };
}
