import { monthsDue, type OrganisationId } from '@abgleich/domain';
import type { StoredBooking } from '@abgleich/persistence';
import type { PortalContext } from '../portal-context.js';

/** Charges the months of one organisation that have begun. Safe to repeat. */
export async function chargeFees(
  { billing, clock }: Pick<PortalContext, 'billing' | 'clock'>,
  { organisationId, booking, payment }: StoredBooking & { readonly organisationId: OrganisationId },
): Promise<number> {
  if (billing === null || billing.monthlyFee === null) return 0;
  const now = clock.now();
  const months = monthsDue(booking, now);
  return months.length === 0 ? 0 : billing.charge({ organisationId, months, payment }, now);
}
