import { ERP_ABILITIES, type ErpAbility } from '@abgleich/domain';
import { z } from 'zod';

/** What the latest look at a connection found, as it is kept. */
export type StoredConnectionCheck = {
  readonly checkedAt: string;
  /** Why the look failed; `null`: it worked. */
  readonly cause: string | null;
  /** HTTP status that says more about it. */
  readonly status: string | null;
  readonly lacking: readonly { readonly ability: ErpAbility; readonly procedure: string }[];
  readonly skewMs: number | null;
  /** `null`: never read, or the database does not tell. */
  readonly paymentMethods: readonly StoredPaymentMethod[] | null;
  readonly shops: readonly { readonly shopId: string; readonly name: string }[] | null;
  /** When the lists were read. */
  readonly listsAt: string | null;
};
export type StoredPaymentMethod = {
  readonly code: string;
  readonly name: string;
  readonly xmlTag: string;
  readonly importsOnHold: boolean | null;
};

/** A connection without its password, and how it stands. */
export type PortalConnection = {
  readonly id: string;
  readonly name: string;
  readonly endpointUrl: string;
  readonly database: string;
  readonly username: string;
  readonly active: boolean;
  readonly configurations: number;
  readonly activeConfigurations: number;
  readonly ordersUnderWay: number;
  readonly health: {
    readonly lastSuccessAt: string | null;
    readonly failingSince: string | null;
    readonly code: string | null;
  };
  readonly check: StoredConnectionCheck | null;
};

export const moment = z.number().transform((epochMs) => new Date(epochMs).toISOString());
const paymentMethod = z.object({
  code: z.string(),
  name: z.string(),
  xmlTag: z.string(),
  importsOnHold: z.boolean().nullable(),
});
const row = z.object({
  id: z.string(),
  name: z.string(),
  endpoint_url: z.string(),
  database_name: z.string(),
  username: z.string(),
  active: z.boolean(),
  configurations: z.number(),
  active_configurations: z.number(),
  orders_under_way: z.number(),
  last_success_at: moment.nullable(),
  failing_since: moment.nullable(),
  health_code: z.string().nullable(),
  checked_at: moment.nullable(),
  cause: z.string().nullable(),
  status: z.string().nullable(),
  lacking: z.array(z.object({ ability: z.enum(ERP_ABILITIES), procedure: z.string() })).nullable(),
  skew_ms: z.number().nullable(),
  payment_methods: z.array(paymentMethod).nullable(),
  shops: z.array(z.object({ shopId: z.string(), name: z.string() })).nullable(),
  lists_at: moment.nullable(),
});

/** Orders that nothing more has to happen to are not under way. */
const ENDED = `('settled', 'cancelled', 'ignored')`;

/** Everything `connectionOf` reads; the organisation's connections, oldest first. */
export const SELECT_CONNECTIONS = `select c.id, c.name, c.endpoint_url, c.database_name, c.username, c.active,
  (select count(*) from portal.configurations as f where f.connection_id = c.id) as configurations,
  (select count(*) from portal.configurations as f where f.connection_id = c.id and f.active) as active_configurations,
  (select count(*) from journal.orders as o where o.connection_id = c.id and o.state not in ${ENDED}) as orders_under_way,
  h.last_success_at, h.failing_since, h.code as health_code,
  k.checked_at, k.cause, k.status, k.lacking, k.skew_ms, k.payment_methods, k.shops, k.lists_at
  from portal.connections as c
  left join journal.connection_health as h on h.connection_id = c.id and h.side = 'erp'
  left join portal.connection_checks as k on k.connection_id = c.id`;

/** A row of `SELECT_CONNECTIONS`. */
export function connectionOf(raw: unknown): PortalConnection {
  const one = row.parse(raw);
  return {
    id: one.id,
    name: one.name,
    endpointUrl: one.endpoint_url,
    database: one.database_name,
    username: one.username,
    active: one.active,
    configurations: one.configurations,
    activeConfigurations: one.active_configurations,
    ordersUnderWay: one.orders_under_way,
    health: {
      lastSuccessAt: one.last_success_at,
      failingSince: one.failing_since,
      code: one.health_code,
    },
    check: checkOf(one),
  };
}

function checkOf(one: z.output<typeof row>): StoredConnectionCheck | null {
  if (one.checked_at === null) return null;
  return {
    checkedAt: one.checked_at,
    cause: one.cause,
    status: one.status,
    lacking: one.lacking ?? [],
    skewMs: one.skew_ms,
    paymentMethods: one.payment_methods,
    shops: one.shops,
    listsAt: one.lists_at,
  };
}
