import {
  type ConnectionId,
  type Operation,
  type OrderNumber,
  type OrderRef,
  instant,
} from '@abgleich/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { z } from 'zod';
import { FORGOTTEN_AT_ONCE, forgetCalls } from './journal/forget-calls.js';
import { createJournal } from './journal/postgres-journal.js';
import { createPortalStore } from './portal/portal-store.js';
import { insertOrganisation, type TestOrganisation } from './portal/testing/portal-rows.js';
import {
  aCall,
  aDecision,
  anIntent,
  anOrder,
  aWrite,
  beginning,
} from './testing/journal-builders.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

const ORDERS = 50_000;
const NOW = Date.UTC(2026, 10, 21, 12);
const KEY = 's-pub-hot';
/** Tables that grow with the orders: none of them may be read from end to end by what runs at every poll or notification. */
const LARGE = [
  'orders',
  'invoices',
  'operations',
  'decisions',
  'calls',
  'problems',
  'webhook_notifications',
];

type Statement = { readonly text: string; readonly values: readonly unknown[] };

/** A journal of 50,000 orders, each with two invoices' worth of history. */
async function fill(
  pool: pg.Pool,
  { organisationId, connectionId }: TestOrganisation,
): Promise<void> {
  const series = `generate_series(1, ${ORDERS}) as n`;
  const ids = [organisationId, connectionId];
  await pool.query('update portal.configuration_versions set public_key = $1', [KEY]);
  await pool.query(
    `insert into journal.orders (connection_id, order_number, organisation_id, shop_id, shop_order_number, payment_code, payment_id,
       total_minor, currency, state, reason, erp_status, first_seen_at, updated_at, next_look_at)
     select $2, (100000 + n)::text, $1, 'DEM', 'DEM-' || n, 'C', 's-pay-' || n, 11900, 'EUR', 'settled', 'settle-captured', 'closed',
       now() - n * interval '1 minute', now(), case when n % 100 = 0 then now() + interval '1 day' end from ${series}`,
    ids,
  );
  await pool.query(
    `insert into journal.invoices (connection_id, invoice_number, organisation_id, order_number, kind, total_minor, currency, settled, seen_at)
     select $2, 'DEM' || n, $1, (100000 + n)::text, 'invoice', 11900, 'EUR', true, now() from ${series}`,
    ids,
  );
  await pool.query(
    `insert into journal.operations (key, organisation_id, connection_id, order_number, kind, payment_id, document, reference,
       known_transactions, status, moves_money, owner, opened_at, finished_at)
     select 'hot/' || n || '/' || kind, $1, $2, (100000 + n)::text, kind, 's-pay-' || n, 'DEM' || n, 'r', '{}', 'done',
       kind = 'capture', 'nobody', now(), now() from ${series}, unnest(array['release', 'capture', 'settlement']) as kind`,
    ids,
  );
  await pool.query(
    `insert into journal.decisions (organisation_id, connection_id, order_number, at, service, reason, facts, trace_id)
     select $1, $2, (100000 + n)::text, now(), 'capture', 'capture', '{}', 't' from ${series}`,
    ids,
  );
  await pool.query(
    `insert into journal.calls (organisation_id, connection_id, order_number, at, side, name, duration_ms, outcome, trace_id)
     select $1, $2, (100000 + n)::text, now() - (${ORDERS} - n) * interval '10 minutes', 'erp', 'x', 1, 'ok', 't' from ${series}`,
    ids,
  );
  await pool.query(
    `insert into journal.problems (id, organisation_id, connection_id, order_number, area, code, severity, params, raised_at, updated_at, resolved_at)
     select gen_random_uuid(), $1, $2, (100000 + n)::text, 'capture', 'capture.refused', 'error', '{}', now(), now(),
       case when n % 500 > 0 then now() end from ${series}`,
    ids,
  );
  await pool.query(
    `insert into portal.webhook_notifications (organisation_id, fingerprint, event, public_key, payment_id, received_at, last_received_at, copies)
     select $1, sha256(n::text::bytea), 'charge.succeeded', $2, 's-pay-' || n, now(), now(), 1 from ${series}`,
    [organisationId, KEY],
  );
  await pool.query('analyze');
}

describe('With 50,000 orders in the journal', () => {
  let test: TestDatabase;
  let ours: TestOrganisation & OrderRef;
  beforeAll(async () => {
    test = await createTestDatabase();
    const made = await insertOrganisation(test.pool, { name: 'Large' });
    await fill(test.pool, made);
    const connectionId = made.connectionId as ConnectionId; // a uuid that the spec made
    ours = { ...made, connectionId, orderNumber: '142000' as OrderNumber };
  });
  afterAll(() => test.drop());

  /** The statements that `work` sends, as the code sends them. */
  async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
    const sent: Statement[] = [];
    const { pool } = test;
    const query = pool.query.bind(pool);
    const noted = (...given: [string | Partial<Statement>, unknown[]?]): unknown => {
      const [first, values = []] = given;
      const isText = typeof first === 'string';
      sent.push({
        text: isText ? first : (first.text ?? ''),
        values: isText ? values : (first.values ?? []),
      });
      return Reflect.apply(query, pool, given);
    };
    pool.query = noted as typeof pool.query; // its overloads cannot be named: what goes in is passed on as it came
    try {
      await work();
    } finally {
      pool.query = query;
    }
    return sent;
  }

  /** Large tables that a statement reads from end to end. */
  async function scanned({ text, values }: Statement): Promise<readonly string[]> {
    const { rows } = await test.pool.query<Record<string, unknown>>(
      `explain (format json) ${text}`,
      [...values],
    );
    const found: string[] = [];
    const visit = (node: unknown): void => {
      const plan = planNode.parse(node);
      const table = plan['Relation Name'] ?? '';
      if (plan['Node Type'].endsWith('Seq Scan') && LARGE.includes(table)) found.push(table);
      plan.Plans?.forEach(visit);
    };
    z.array(z.looseObject({ Plan: z.unknown() }))
      .parse(rows[0]?.['QUERY PLAN'])
      .forEach(({ Plan }) => visit(Plan));
    return found;
  }

  const journal = () =>
    createJournal(test.db, { onOutbox: () => undefined, onLost: () => undefined });
  const page = (): readonly OrderNumber[] =>
    Array.from({ length: 100 }, (_unused, index) => String(140_000 + index) as OrderNumber);
  const hint = () => ({
    event: 'charge.succeeded',
    publicKey: KEY,
    paymentId: 's-pay-4711',
    transactionPath: 'charges/s-chg-9',
    fingerprint: Buffer.from(crypto.randomUUID()),
  });
  const lookUps = (): Promise<readonly Operation[]> =>
    journal().operationsToLookUp({
      now: instant(NOW),
      staleBefore: instant(NOW),
      kinds: ['capture', 'refund'],
      limit: 500,
    });

  it.each<[string, () => Promise<unknown>]>([
    ['the orders of a page', () => journal().readOrders(ours.connectionId, page())],
    ['the operations to look up', lookUps],
    [
      'the orders to look at again',
      () => journal().ordersToLookAt({ now: instant(NOW), limit: 50 }),
    ],
    [
      'the write of a step',
      () =>
        journal().write(
          aWrite(ours, {
            order: anOrder(),
            decision: aDecision(),
            problems: { area: 'capture', document: null, open: [] },
            calls: [aCall()],
            ...beginning(anIntent(ours, { paymentId: 's-pay-new' })),
          }),
        ),
    ],
    [
      'a notification of the provider',
      () =>
        createPortalStore(test).webhooks.receive(hint(), { now: instant(NOW), traceId: 'trace' }),
    ],
    ['forgetting old calls', () => forgetCalls(test.db, instant(0))],
  ])('finds %s without reading a large table from end to end', async (_name, work) => {
    const statements = await statementsOf(work);
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) expect(await scanned(statement)).toEqual([]);
  });

  it('would notice a statement that does', async () => {
    const text = 'select * from journal.orders where configuration_version = $1';
    expect(await scanned({ text, values: [7] })).toEqual(['orders']);
  });

  it('forgets the oldest calls first, a bounded number at once, and nothing that is younger', async () => {
    const count = async (): Promise<number> =>
      Number((await test.pool.query('select count(*) from journal.calls')).rows[0]?.count);
    const { rows } = await test.pool.query<{ at: Date }>(
      `select at from journal.calls order by id offset ${FORGOTTEN_AT_ONCE + 500} limit 1`,
    );
    const before = instant(new Date(rows[0]?.at ?? 0).getTime());
    const all = await count();
    expect(await forgetCalls(test.db, before)).toBe(FORGOTTEN_AT_ONCE);
    expect(await forgetCalls(test.db, before)).toBe(500);
    expect(await forgetCalls(test.db, before)).toBe(0);
    expect(await count()).toBe(all - FORGOTTEN_AT_ONCE - 500);
  });
});

const planNode = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  Plans: z.array(z.unknown()).optional(),
});
