import { parseEvent } from '@abgleich/contracts';
import {
  type ConnectionId,
  type Instant,
  MINUTE,
  type OrderNumber,
  type ProblemDraft,
  instant,
  plusMs,
  toIso,
} from '@abgleich/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createJournal } from '../journal/postgres-journal.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createPortalStore, type PortalStore } from './portal-store.js';
import {
  insertOrder,
  insertOrganisation,
  insertProblem,
  type TestOrganisation,
} from './testing/portal-rows.js';

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const CONTEXT = {
  actor: { kind: 'user', id: 'u-1', name: 'Erika' },
  now: NOW,
  traceId: 'trace',
} as const;
let test: TestDatabase;
let store: PortalStore;
let ours: TestOrganisation;
let theirs: TestOrganisation;

beforeAll(async () => {
  test = await createTestDatabase();
  store = createPortalStore(test);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.pool.query(
    'truncate portal.organisations, journal.orders, journal.problems, messaging.outbox cascade',
  );
  ours = await insertOrganisation(test.pool, { name: 'Ours' });
  theirs = await insertOrganisation(test.pool, { name: 'Theirs' });
  await insertOrder(test.pool, ours, {
    orderNumber: '1001',
    firstSeenAt: '2026-11-21T10:00:00Z',
    state: 'stuck',
  });
  await insertProblem(test.pool, ours, {
    orderNumber: '1001',
    code: 'operation.needs-human',
    severity: 'error',
    raisedAt: '2026-11-21T10:00:00Z',
  });
});

const key = () => ({ connectionId: ours.connectionId, orderNumber: '1001' });
async function events() {
  const { rows } = await test.pool.query<{ event: unknown; key: string }>(
    'select key, event from messaging.outbox order by position',
  );
  return rows.map((row) => ({ key: row.key, ...parseEvent(row.event) }));
}
const list = () => store.orders.list(ours.organisationId, { sort: 'newest', limit: 50 });
async function problemId(): Promise<string> {
  const { rows } = await test.pool.query<{ id: string }>('select id from journal.problems');
  return rows[0]?.id ?? '';
}

describe('a request to look again', () => {
  it('is told in the name of the person, as a permit to try refused steps once more', async () => {
    expect(await store.orders.requestRecheck(ours.organisationId, key(), CONTEXT)).toBe(true);
    expect(await events()).toMatchObject([
      {
        key: `${ours.connectionId}/1001`,
        type: 'recheck.requested',
        at: toIso(NOW),
        orderNumber: '1001',
        data: { requestedBy: 'user:u-1', why: 'click' },
      },
    ]);
  });

  it('is refused for an order of somebody else, and nothing is told', async () => {
    expect(await store.orders.requestRecheck(theirs.organisationId, key(), CONTEXT)).toBe(false);
    expect(await events()).toEqual([]);
  });
});

describe('a problem that a person calls solved', () => {
  it('loses its mark, keeps who did it, and is told once', async () => {
    const problem = { ...key(), problemId: await problemId() };
    const before = await test.pool.query('select * from journal.orders');
    expect(await store.orders.resolveProblem(ours.organisationId, problem, CONTEXT)).toEqual({
      kind: 'resolved',
      code: 'operation.needs-human',
    });
    expect(await store.orders.resolveProblem(ours.organisationId, problem, CONTEXT)).toEqual({
      kind: 'already',
    });
    const { rows } = await test.pool.query('select resolved_by, resolved_at from journal.problems');
    expect(rows).toEqual([{ resolved_by: 'user:u-1', resolved_at: NOW }]);
    expect(await events()).toMatchObject([
      {
        type: 'problem.resolved',
        data: { problemId: problem.problemId, code: 'operation.needs-human', severity: 'error' },
      },
    ]);
    expect((await test.pool.query('select * from journal.orders')).rows).toEqual(before.rows);
  });

  it('no longer counts, even where the order stays stuck', async () => {
    expect((await list()).counts).toMatchObject({ problem: 1, ok: 0 });
    const problem = { ...key(), problemId: await problemId() };
    await store.orders.resolveProblem(ours.organisationId, problem, CONTEXT);
    expect((await list()).counts).toMatchObject({ problem: 0, ok: 1 });
  });

  it('is out of reach for another organisation and under another order', async () => {
    const problem = { ...key(), problemId: await problemId() };
    const foreign = await store.orders.resolveProblem(theirs.organisationId, problem, CONTEXT);
    const wrong = { ...problem, orderNumber: '9999' };
    const elsewhere = await store.orders.resolveProblem(ours.organisationId, wrong, CONTEXT);
    expect([foreign.kind, elsewhere.kind]).toEqual(['not-found', 'not-found']);
    expect((await list()).counts.problem).toBe(1);
  });
});

describe('what a person called solved', () => {
  const REFUSED: ProblemDraft = {
    code: 'capture.refused',
    severity: 'error',
    document: 'R1',
    params: { amount: '119.00 EUR' },
  };
  /** What a service does at every look: it says which problems hold. Returns those that are open then. */
  async function look(...open: readonly ProblemDraft[]): Promise<ProblemDraft['params'][]> {
    const journal = createJournal(test.db);
    await journal.write({
      ref: {
        organisationId: ours.organisationId,
        connectionId: ours.connectionId as ConnectionId,
        orderNumber: '1001' as OrderNumber,
      },
      now: (clock = plusMs(clock, MINUTE)),
      traceId: 'trace',
      problems: { area: 'capture', document: 'R1', open },
    });
    await journal.close();
    const { problems = [] } = (await store.orders.detail(ours.organisationId, key())) ?? {};
    const isOpen = (one: (typeof problems)[number]) =>
      one.code === REFUSED.code && one.resolvedAt === null;
    return problems.filter(isOpen).map((one) => one.params);
  }
  async function callSolved(): Promise<void> {
    const { rows } = await test.pool.query<{ id: string }>(
      `select id from journal.problems where code = $1 and resolved_at is null`,
      [REFUSED.code],
    );
    const problem = { ...key(), problemId: rows[0]?.id ?? '' };
    const context = { ...CONTEXT, now: (clock = plusMs(clock, MINUTE)) };
    const result = await store.orders.resolveProblem(ours.organisationId, problem, context);
    expect(result.kind).toBe('resolved');
  }
  let clock: Instant;
  beforeEach(async () => {
    clock = NOW;
    await test.pool.query('truncate journal.operations');
    expect(await look(REFUSED)).toHaveLength(1);
    await callSolved();
  });

  it('is not raised again by the next looks at the same cause, nor told again', async () => {
    expect([await look(REFUSED), await look(REFUSED)]).toEqual([[], []]);
    const types = (await events()).map(({ type }) => type);
    expect(types).toEqual(['problem.raised', 'problem.resolved']);
  });

  it('is raised again when the words about it change, and follows them from then on', async () => {
    const changed = { ...REFUSED, params: { amount: '19.00 EUR' } };
    expect(await look(changed)).toEqual([changed.params]);
    expect(await look(REFUSED)).toEqual([REFUSED.params]);
  });

  it('is raised again when the cause was gone in between', async () => {
    await look();
    expect(await look(REFUSED)).toHaveLength(1);
    expect((await events()).map(({ type }) => type)).toEqual([
      'problem.raised',
      'problem.resolved',
      'problem.raised',
    ]);
  });

  it('is raised again when somebody asks for another look', async () => {
    await store.orders.requestRecheck(ours.organisationId, key(), CONTEXT);
    expect(await look(REFUSED)).toHaveLength(1);
  });

  it.each([
    ['capture', 1],
    ['comment', 0],
  ])('after a %s ended since is raised %s times', async (kind, raised) => {
    await test.pool.query(
      `insert into journal.operations (key, organisation_id, connection_id, order_number, kind, document, reference, known_transactions,
         status, moves_money, owner, opened_at, finished_at) values ('k', $1, $2, '1001', $3, 'R1', 'r', '{}', 'refused', true, 'o', $4, $4)`,
      [ours.organisationId, ours.connectionId, kind, toIso((clock = plusMs(clock, MINUTE)))],
    );
    expect(await look(REFUSED)).toHaveLength(raised);
  });
});

describe('problems that belong to no order', () => {
  it('stand above the list with their connection, are counted as no order, and are on the error page', async () => {
    await insertProblem(test.pool, ours, {
      orderNumber: '',
      code: 'configuration.keys-rejected',
      severity: 'error',
      raisedAt: '2026-11-21T11:00:00Z',
      document: 'DEM/C',
    });
    const { general, counts, orders } = await list();
    expect(general).toMatchObject([
      { code: 'configuration.keys-rejected', connectionName: 'Live', document: 'DEM/C' },
    ]);
    expect(counts).toMatchObject({ problem: 1, notice: 0 });
    expect(orders).toHaveLength(1);
    const page = await store.orders.openProblems(ours.organisationId);
    expect(page.problems).toContainEqual(
      expect.objectContaining({ orderNumber: '', connectionName: 'Live', document: 'DEM/C' }),
    );
    expect(
      (await store.orders.list(theirs.organisationId, { sort: 'newest', limit: 50 })).general,
    ).toEqual([]);
  });
});
