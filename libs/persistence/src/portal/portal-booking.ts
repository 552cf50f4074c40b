import type { FeePayment, OrganisationId } from '@abgleich/domain';
import type { AuditContext } from './audit.js';
import {
  type BookingChange,
  type BookingSurroundings,
  changeBooking,
  choosePayment,
  readBooking,
  readBookingSurroundings,
  type StoredBooking,
} from './booking.js';
import { inOrganisation, type PortalDatabase } from './portal-database.js';

/** The booking of an organisation. Row-level security stands under every one of these. */
export interface PortalBooking {
  read(organisationId: OrganisationId): Promise<StoredBooking & BookingSurroundings>;
  /** `null`: `change` wanted nothing, because the booking is no longer as it was. */
  change(change: BookingChange, context: AuditContext): Promise<StoredBooking | null>;
  choosePayment(payment: FeePayment, context: AuditContext): Promise<void>;
}

export const portalBooking = (db: PortalDatabase): PortalBooking => ({
  read: (organisationId) =>
    inOrganisation(db, organisationId, async (sql) => ({
      ...(await readBooking(sql)),
      ...(await readBookingSurroundings(sql)),
    })),
  change: (change, context) =>
    inOrganisation(db, context.organisationId, (sql) => changeBooking(sql, change, context)),
  choosePayment: (payment, context) =>
    inOrganisation(db, context.organisationId, (sql) => choosePayment(sql, payment, context)),
});
