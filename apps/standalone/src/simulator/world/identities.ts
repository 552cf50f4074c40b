import type { ConnectionId, OrderNumber, OrderRef, OrganisationId } from '@abgleich/domain';

/** The one merchant of every history, with the one pixi database. */
export const ORGANISATION = 'a0000000-0000-4000-8000-000000000001' as OrganisationId;
export const CONNECTION = 'b0000000-0000-4000-8000-000000000001' as ConnectionId;

export const refOf = (orderNr: number): OrderRef => ({
  organisationId: ORGANISATION,
  connectionId: CONNECTION,
  orderNumber: String(orderNr) as OrderNumber,
});
