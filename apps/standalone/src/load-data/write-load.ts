import { createHash } from 'node:crypto';
import { createUser } from '@abgleich/portal-api';
import { Fault, type Instant, type OrganisationId } from '@abgleich/domain';
import { createPortalStore, type Database } from '@abgleich/persistence';
import { LOAD_TABLES, type LoadRow, type LoadRows, noRows } from './order-rows.js';
import { OrderWriter } from './order-writer.js';
import { type Random, randomOf } from './random.js';
import { someKind, someMethod } from './story-kinds.js';
import { tellStory } from './tell-story.js';

/** Rows of so many orders are sent at once: few statements, and each within the time that one may take. */
const ORDERS_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;
/** The orders lie in the past three months, most of them in the last weeks. */
const DAYS = 90;
const SHOPS = ['DEM', 'AUT', 'CHE'] as const;
const FIRST_ORDER = 1_000_000;

export type LoadOptions = {
  readonly orders: number;
  readonly seed: number;
  readonly password: string;
  readonly now: Instant;
  /** Called after each batch. */
  readonly onProgress?: (orders: number) => void;
};
export type Loaded = {
  readonly organisationId: string;
  readonly email: string;
};

/**
 * Fills a database with an organisation of its own and that many orders of all states. It is not booked and its connection is off, so
 * that no service ever calls anybody for it. The same seed makes the same orders. Throws a `config` fault when the seed was used before.
 */
export async function writeLoad(database: Database, options: LoadOptions): Promise<Loaded> {
  const random = randomOf(options.seed);
  const ids = idsOf(options.seed);
  const organisationId = ids('organisation');
  const email = `load-${options.seed}@abgleich.example`;
  await requireNew(database, organisationId, options.seed);
  const frames = { organisationId, connectionId: ids('connection'), ids };
  await insertOrganisation(database, frames);
  const user = { organisationId: organisationId as OrganisationId, email, name: 'Last Probe' }; // made just above
  const login = { ...user, role: 'admin', language: 'de', password: options.password } as const;
  await createUser(createPortalStore(database), login);
  for (let from = 0; from < options.orders; from += ORDERS_AT_ONCE) {
    const count = Math.min(ORDERS_AT_ONCE, options.orders - from);
    const rows = noRows();
    for (let n = from; n < from + count; n += 1)
      tellOne(n, { ...options, random, rows, ...frames });
    await insertRows(database, rows);
    options.onProgress?.(from + count);
  }
  await database.pool.query('analyze');
  return { organisationId, email };
}

/** Names that are the same for the same seed, as UUIDs. */
function idsOf(seed: number): (name: string) => string {
  return (name) => {
    const hex = createHash('sha256').update(`abgleich load ${seed} ${name}`).digest('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `8${hex.slice(13, 16)}`, // RFC 9562 version 8: made by us from a hash
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}

type Frames = {
  readonly organisationId: string;
  readonly connectionId: string;
  readonly ids: (name: string) => string;
};

async function requireNew(database: Database, id: string, seed: number): Promise<void> {
  const { rowCount } = await database.pool.query('select from portal.organisations where id = $1', [
    id,
  ]);
  if (rowCount === 0) return;
  const sentence = `is ${seed}, which was used in this database before. Choose another one.`;
  const params = { '--seed': sentence };
  throw new Fault({ kind: 'config', code: 'platform.setting-invalid', params });
}

async function insertOrganisation(
  { pool }: Database,
  { organisationId, connectionId, ids }: Frames,
): Promise<void> {
  await pool.query(
    `insert into portal.organisations (id, name, booking_state) values ($1, 'Lastprobe GmbH', 'none')`,
    [organisationId],
  );
  await pool.query(
    `insert into portal.connections (id, organisation_id, name, endpoint_url, database_name, username, password_cipher, active)
     values ($1, $2, 'Live', 'https://pixi.invalid/', 'load', 'load', '', false)`,
    [connectionId, organisationId],
  );
  await pool.query(
    `insert into portal.configurations (id, organisation_id, connection_id, shop_id, payment_code, active, version)
     values ($1, $2, $3, $4, 'CAR', false, 1)`,
    [ids('configuration'), organisationId, connectionId, SHOPS[0]],
  );
  await pool.query(
    `insert into portal.configuration_versions (configuration_id, organisation_id, version, booking_code_invoice, booking_code_return,
       xml_tag, public_key, private_key_cipher, policy, saved_by) values ($1, $2, 1, 'UNZ', 'UNR', 'UNZER', 's-pub-load', '', '{}', 'load-data')`,
    [ids('configuration'), organisationId],
  );
}

type One = LoadOptions & Frames & { readonly random: Random; readonly rows: LoadRows };

function tellOne(n: number, { random, rows, now, ids, ...rest }: One): void {
  const kind = someKind(random);
  const manual = kind === 'manual';
  const orderNumber = String(FIRST_ORDER + n);
  // The square leaves most orders in the last weeks; what is open is younger than what is done.
  const open = !['settled', 'settled-after-problem', 'returned', 'cancelled', 'manual'].includes(
    kind,
  );
  const age = random.fraction() ** 2 * (open ? 12 : DAYS) * DAY_MS;
  const frame = {
    organisationId: rest.organisationId,
    connectionId: rest.connectionId,
    configurationId: ids('configuration'),
    orderNumber,
    shopId: random.fraction() < 0.75 ? SHOPS[0] : random.oneOf(SHOPS),
    paymentId: manual ? null : `s-pay-${rest.seed}-${orderNumber}`,
    method: manual ? null : someMethod(random, kind),
    totalMinor: someTotal(random),
    seenAt: Math.round(now - age),
  };
  let problems = 0;
  const newId = (): string => ids(`problem ${orderNumber} ${(problems += 1)}`);
  tellStory(kind, { order: new OrderWriter(frame, rows, newId), random, now });
}

/** Mostly small baskets, now and then a kitchen. */
const someTotal = (random: Random): number =>
  Math.round(990 + random.fraction() ** 4 * 400_000 + random.between(0, 9_900));

async function insertRows({ pool }: Database, rows: LoadRows): Promise<void> {
  for (const table of LOAD_TABLES) {
    const [first] = rows[table];
    if (first === undefined) continue;
    const columns = Object.keys(first).join(', ');
    await pool.query(
      `insert into journal.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::journal.${table}, $1::jsonb)`,
      [JSON.stringify(rows[table] satisfies readonly LoadRow[])],
    );
  }
}
