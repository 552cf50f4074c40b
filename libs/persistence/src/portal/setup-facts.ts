import { type ConfigurationId, isFault, type PaymentConfiguration } from '@abgleich/domain';
import { z } from 'zod';
import {
  configurationFrom,
  type ConfigurationRow,
  SELECT_CONFIGURATION,
} from '../configuration/configuration-rows.js';
import type { SecretBox } from '../secret-box.js';
import type { AuditContext } from './audit.js';
import { moment } from './connection-rows.js';
import type { Sql } from './portal-database.js';

/** What the latest look at the keys of a configuration's version found; `code: null` = they are good. */
export type KeyCheck = {
  readonly configurationId: string;
  readonly version: number;
  readonly checkedAt: string;
  readonly code: string | null;
};
/** A configuration in its current version as the set-up check needs it. */
export type SetupConfiguration = {
  readonly id: string;
  readonly version: number;
  readonly connectionId: string;
  readonly shopId: string;
  readonly paymentCode: string;
  readonly active: boolean;
  readonly xmlTag: string;
  readonly bookingCodeInvoice: string;
  readonly bookingCodeReturn: string;
  readonly publicKey: string;
  /** Its keys are refused while orders are processed. */
  readonly paused: boolean;
  readonly keyCheck: Omit<KeyCheck, 'configurationId' | 'version'> | null;
  readonly webhook: 'registered' | 'failing' | 'pending';
  readonly seen: {
    readonly orders: number;
    readonly onHold: number;
    readonly invoicesBooked: number;
    readonly returnsBooked: number;
  };
};

/** So many of the newest orders are looked through for what was seen; a merchant's weeks, read in milliseconds. */
const RECENT_ORDERS = 2_000;

const row = z.object({
  id: z.string(),
  version: z.number(),
  connection_id: z.string(),
  shop_id: z.string(),
  payment_code: z.string(),
  active: z.boolean(),
  xml_tag: z.string(),
  booking_code_invoice: z.string(),
  booking_code_return: z.string(),
  public_key: z.string(),
  paused: z.boolean(),
  checked_at: moment.nullable(),
  key_code: z.string().nullable(),
  webhook: z.enum(['registered', 'failing', 'pending']),
  orders: z.number(),
  on_hold: z.number(),
  invoices_booked: z.number(),
  returns_booked: z.number(),
});

/** Everything stored about each configuration that tells how it is set up, in the order of connections, shops and codes. Runs inside `inOrganisation`. */
export async function readSetup(sql: Sql): Promise<readonly SetupConfiguration[]> {
  const rows = await sql(
    `with recent as materialized (
       select connection_id, order_number, shop_id, payment_code, configuration_version from journal.orders
       order by first_seen_at desc, order_number desc limit ${RECENT_ORDERS}),
     done as materialized (select distinct p.connection_id, p.order_number, p.kind from journal.operations as p
       join recent as r using (connection_id, order_number)
       where p.status = 'done' and p.kind in ('release', 'settlement', 'booking')),
     seen as (select r.connection_id, r.shop_id, r.payment_code, r.configuration_version as version,
         count(*) as orders, count(h.kind) as on_hold, count(i.kind) as invoices_booked, count(b.kind) as returns_booked
       from recent as r
       left join done as h on h.connection_id = r.connection_id and h.order_number = r.order_number and h.kind = 'release'
       left join done as i on i.connection_id = r.connection_id and i.order_number = r.order_number and i.kind = 'settlement'
       left join done as b on b.connection_id = r.connection_id and b.order_number = r.order_number and b.kind = 'booking'
       group by 1, 2, 3, 4)
     select c.id, c.version, c.connection_id, c.shop_id, c.payment_code, c.active, v.xml_tag, v.booking_code_invoice,
       v.booking_code_return, v.public_key,
       exists (select from journal.paused_configurations as p where p.configuration_id = c.id and p.version = c.version) as paused,
       k.checked_at, k.code as key_code,
       case when w.code is not null then 'failing' when w.checked_at is null then 'pending' else 'registered' end as webhook,
       coalesce((select sum(s.orders) from seen as s where s.connection_id = c.connection_id and s.shop_id = c.shop_id
         and s.payment_code = c.payment_code), 0)::integer as orders,
       coalesce((select sum(s.on_hold) from seen as s where s.connection_id = c.connection_id and s.shop_id = c.shop_id
         and s.payment_code = c.payment_code), 0)::integer as on_hold,
       coalesce((select s.invoices_booked from seen as s where s.connection_id = c.connection_id and s.shop_id = c.shop_id
         and s.payment_code = c.payment_code and s.version = c.version), 0)::integer as invoices_booked,
       coalesce((select s.returns_booked from seen as s where s.connection_id = c.connection_id and s.shop_id = c.shop_id
         and s.payment_code = c.payment_code and s.version = c.version), 0)::integer as returns_booked
     from portal.configurations as c
     join portal.configuration_versions as v on v.configuration_id = c.id and v.version = c.version
     join portal.connections as n on n.id = c.connection_id
     left join portal.key_checks as k on k.configuration_id = c.id and k.version = c.version
     left join portal.webhook_registrations as w on w.public_key = v.public_key and w.provider_url = coalesce(v.provider_url, '')
     order by n.created_at, n.id, c.shop_id, c.payment_code`,
  );
  return rows.map((raw) => setupOf(row.parse(raw)));
}

const setupOf = (one: z.output<typeof row>): SetupConfiguration => ({
  id: one.id,
  version: one.version,
  connectionId: one.connection_id,
  shopId: one.shop_id,
  paymentCode: one.payment_code,
  active: one.active,
  xmlTag: one.xml_tag,
  bookingCodeInvoice: one.booking_code_invoice,
  bookingCodeReturn: one.booking_code_return,
  publicKey: one.public_key,
  paused: one.paused,
  keyCheck: one.checked_at === null ? null : { checkedAt: one.checked_at, code: one.key_code },
  webhook: one.webhook,
  seen: {
    orders: one.orders,
    onHold: one.on_hold,
    invoicesBooked: one.invoices_booked,
    returnsBooked: one.returns_booked,
  },
});

/** Opens the configurations with their keys; one whose key cannot be read is left out. Runs inside `inOrganisation`. */
export async function openConfigurations(
  sql: Sql,
  box: SecretBox,
): Promise<readonly PaymentConfiguration[]> {
  const rows = await sql(`${SELECT_CONFIGURATION} and v.version = c.version`);
  return rows.flatMap((raw) => {
    try {
      return [configurationFrom(raw as ConfigurationRow, box)]; // the row of our own statement
    } catch (error) {
      if (isFault(error)) return [];
      throw error;
    }
  });
}

/** Keeps what a look at the keys found. Runs inside `inOrganisation`. */
export async function keepKeyChecks(
  sql: Sql,
  checks: readonly (KeyCheck & { readonly paymentTypes: readonly string[] })[],
  { organisationId }: Pick<AuditContext, 'organisationId'>,
): Promise<void> {
  for (const { configurationId, version, checkedAt, code, paymentTypes } of checks)
    await sql(
      `insert into portal.key_checks (configuration_id, organisation_id, version, checked_at, code, payment_types)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (configuration_id) do update set version = excluded.version, checked_at = excluded.checked_at,
         code = excluded.code, payment_types = excluded.payment_types`,
      [configurationId as ConfigurationId, organisationId, version, checkedAt, code, paymentTypes],
    );
}
