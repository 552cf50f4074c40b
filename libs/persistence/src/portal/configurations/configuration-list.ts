import type {
  ConfigurationAnswer,
  ConfigurationsAnswer,
  ConfigurationState,
  ConfigurationSummary,
} from '@abgleich/contracts';
import { PAYMENT_METHOD_NAMES, policySchema } from '@abgleich/domain';
import { z } from 'zod';
import type { Sql } from '../portal-database.js';

/** Enough to say which method of Unzer stands behind each payment method, quick however many orders there are. */
const RECENT_ORDERS = 1_000;

const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const row = z.object({
  id: z.string(),
  connection_id: z.string(),
  connection_name: z.string(),
  connection_active: z.boolean(),
  shop_id: z.string(),
  shop_name: z.string().nullable(),
  payment_code: z.string(),
  payment_name: z.string().nullable(),
  method: z.enum(PAYMENT_METHOD_NAMES).nullable().catch(null),
  active: z.boolean(),
  version: z.number(),
  policy: policySchema,
  booking_code_invoice: z.string(),
  booking_code_return: z.string(),
  xml_tag: z.string(),
  public_key: z.string(),
  saved_by: z.string(),
  saved_at: moment,
  paused_since: moment.nullable(),
  in_flight: z.number(),
});
type Row = z.output<typeof row>;

/** Runs inside `inOrganisation`: every table shows this organisation's rows only. The states are those of the index `orders_in_flight`. */
const SELECT = `select c.id, c.connection_id, k.name as connection_name, k.active as connection_active, c.shop_id, c.shop_name,
    c.payment_code, c.payment_name, c.method, c.active, c.version, v.policy, v.booking_code_invoice, v.booking_code_return, v.xml_tag,
    v.public_key, v.saved_by, v.saved_at, p.since as paused_since,
    (select count(*) from journal.orders as o where o.configuration_id = c.id
      and o.state in ('waiting','released','locked','partly-settled','stuck')) as in_flight
  from portal.configurations as c
  join portal.connections as k on k.id = c.connection_id
  join portal.configuration_versions as v on v.configuration_id = c.id and v.version = c.version
  left join journal.paused_configurations as p on p.configuration_id = c.id and p.version = c.version`;

type Seen = ConfigurationAnswer['seenMethods'];

/** Which methods of Unzer the latest orders of each configuration were paid with, most frequent first. */
async function seenMethods(
  sql: Sql,
  organisationId: string,
): Promise<ReadonlyMap<string, Seen[number][]>> {
  const rows = await sql(
    `select configuration_id as id, method_name as name, count(*) as orders from (
       select configuration_id, method_name from journal.orders where organisation_id = $1
       order by first_seen_at desc, order_number desc limit ${RECENT_ORDERS}) as recent
     where configuration_id is not null and method_name is not null group by 1, 2 order by 3 desc, 2`,
    [organisationId],
  );
  const seen = new Map<string, Seen[number][]>();
  for (const { id, ...one } of rows.map((found) => seenRow.parse(found)))
    seen.set(id, [...(seen.get(id) ?? []), one]);
  return seen;
}
const seenRow = z.object({ id: z.string(), name: z.string(), orders: z.number() });

/** All configurations of the organisation, and its connections. */
export async function listConfigurations(
  sql: Sql,
  organisationId: string,
): Promise<Omit<ConfigurationsAnswer, 'readAt'>> {
  const connections = await sql(
    'select id, name, active from portal.connections order by created_at, id',
  );
  const rows = await sql(`${SELECT} order by c.shop_id, c.payment_code, c.id`);
  const seen = await seenMethods(sql, organisationId);
  return {
    connections: connections.map((one) => connectionRow.parse(one)),
    configurations: rows.map((found) => {
      const parsed = row.parse(found);
      return summaryOf(parsed, seen.get(parsed.id) ?? []);
    }),
  };
}
const connectionRow = z.object({ id: z.string(), name: z.string(), active: z.boolean() });

/** One configuration as it is now; `null`: this organisation has none of that id. */
export async function readConfiguration(
  sql: Sql,
  organisationId: string,
  configurationId: string,
): Promise<Omit<ConfigurationAnswer, 'readAt'> | null> {
  const [found] = await sql(`${SELECT} where c.id = $1`, [configurationId]);
  if (found === undefined) return null;
  const one = row.parse(found);
  const seen = (await seenMethods(sql, organisationId)).get(one.id) ?? [];
  return {
    ...summaryOf(one, seen),
    connectionName: one.connection_name,
    connectionActive: one.connection_active,
    chosenMethod: one.method,
    seenMethods: seen,
    fields: {
      active: one.active,
      bookingCodeInvoice: one.booking_code_invoice,
      bookingCodeReturn: one.booking_code_return,
      xmlTag: one.xml_tag,
      publicKey: one.public_key,
      policy: one.policy,
    },
  };
}

const summaryOf = (one: Row, seen: Seen): ConfigurationSummary => ({
  id: one.id,
  connectionId: one.connection_id,
  shopId: one.shop_id,
  shopName: one.shop_name,
  paymentCode: one.payment_code,
  paymentName: one.payment_name,
  state: stateOf(one),
  mode: one.policy.mode,
  publicKey: one.public_key,
  method: one.method ?? seen[0]?.name ?? null,
  version: one.version,
  savedBy: one.saved_by,
  savedAt: one.saved_at,
  pausedSince: one.paused_since,
  inFlight: one.in_flight,
});

function stateOf({ active, connection_active, paused_since }: Row): ConfigurationState {
  if (!active) return 'off';
  if (!connection_active) return 'off-connection';
  return paused_since === null ? 'active' : 'paused';
}
