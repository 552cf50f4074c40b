import {
  type BookingState,
  type ConfigurationId,
  type ConnectionId,
  type ErpConnection,
  type ErpPaymentCode,
  type Instant,
  instant,
  isBookingInForce,
  type OrganisationId,
  type PaymentConfiguration,
  policySchema,
  type ShopId,
} from '@abgleich/domain';
import type { SecretBox } from '../secret-box.js';
import { configurationKey, connectionPassword } from './secret-places.js';

export type ConnectionRow = {
  id: string;
  organisation_id: string;
  name: string;
  endpoint_url: string;
  database_name: string;
  username: string;
  password_cipher: string;
  active: boolean;
  booking_state: BookingState;
  booking_ends_at: number | null;
};

export type ConfigurationRow = {
  id: string;
  version: number;
  organisation_id: string;
  connection_id: string;
  shop_id: string;
  payment_code: string;
  active: boolean;
  booking_code_invoice: string;
  booking_code_return: string;
  xml_tag: string;
  public_key: string;
  private_key_cipher: string;
  provider_url: string | null;
  policy: unknown;
};

/** One version of a configuration, joined with what is the same in all of them. */
export const SELECT_CONFIGURATION = `select c.id, v.version, c.organisation_id, c.connection_id, c.shop_id, c.payment_code, c.active,
  v.booking_code_invoice, v.booking_code_return, v.xml_tag, v.public_key, v.private_key_cipher, v.provider_url, v.policy
  from portal.configurations as c join portal.configuration_versions as v on v.configuration_id = c.id`;

// The casts to branded strings are the parser of our own tables.

/** A connection from its row. Throws `Fault` config when its password cannot be read. */
export const connectionFrom = (
  row: Omit<ConnectionRow, 'booking_state' | 'booking_ends_at'>,
  box: SecretBox,
): ErpConnection => ({
  id: row.id as ConnectionId,
  organisationId: row.organisation_id as OrganisationId,
  name: row.name,
  endpointUrl: row.endpoint_url,
  database: row.database_name,
  username: row.username,
  password: box.decrypt(row.password_cipher, connectionPassword(row.id)),
  active: row.active,
});

/** A configuration from its row. Throws `Fault` config when its key cannot be read. */
export const configurationFrom = (row: ConfigurationRow, box: SecretBox): PaymentConfiguration => ({
  id: row.id as ConfigurationId,
  version: row.version,
  organisationId: row.organisation_id as OrganisationId,
  connectionId: row.connection_id as ConnectionId,
  shopId: row.shop_id as ShopId,
  paymentCode: row.payment_code as ErpPaymentCode,
  active: row.active,
  bookingCodeInvoice: row.booking_code_invoice,
  bookingCodeReturn: row.booking_code_return,
  xmlTag: row.xml_tag,
  publicKey: row.public_key,
  privateKey: box.decrypt(row.private_key_cipher, configurationKey(row.id, row.version)),
  providerUrl: row.provider_url,
  policy: policySchema.parse(row.policy),
});

/** Whether the booking of the app is in force. */
export const isBooked = (
  row: Pick<ConnectionRow, 'booking_state' | 'booking_ends_at'>,
  now: Instant,
): boolean =>
  isBookingInForce(
    {
      state: row.booking_state,
      endsAt: row.booking_ends_at === null ? null : instant(row.booking_ends_at),
    },
    now,
  );
