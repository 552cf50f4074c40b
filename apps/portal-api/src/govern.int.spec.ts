import {
  auditAnswer,
  errorLinkAnswer,
  newErrorLinkAnswer,
  newTokenAnswer,
  openApiDocument,
  overviewAnswer,
  problemJson,
  tokensAnswer,
} from '@abgleich/contracts';
import { HOUR, plusMs, toIso } from '@abgleich/domain';
import { insertOperation, insertOrder, insertProblem } from '@abgleich/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PortalStage } from './testing/portal-stage.js';

let stage: PortalStage;
let admin: string;

beforeAll(async () => {
  stage = await PortalStage.open();
});
beforeEach(async () => {
  await stage.restart();
  admin = await stage.signIn('admin');
});
afterAll(() => stage?.close());

const read = (path: string) => stage.call(path, { cookie: admin });
const post = (path: string, body: unknown = {}) =>
  stage.call(path, { method: 'POST', cookie: admin, body });
const remove = (path: string) => stage.call(path, { method: 'DELETE', cookie: admin });
const actionsOf = async (search: string): Promise<string[]> => {
  const { json } = await read(`/api/audit?search=${encodeURIComponent(search)}`);
  return auditAnswer.parse(json).entries.map(({ action }) => action);
};

describe('the link to the error page', () => {
  it('opens the page once it is made, no longer once it is renewed, and not at all once it is revoked', async () => {
    expect(errorLinkAnswer.parse((await read('/api/error-link')).json)).toMatchObject({
      active: false,
      since: null,
    });
    const open = async ({ json }: { json: unknown }): Promise<number> => {
      const { path } = newErrorLinkAnswer.parse(json);
      expect(path).toMatch(/^\/fehler\/[\w-]{43}$/);
      return (await stage.call(`/api/errors/${path.slice('/fehler/'.length)}`)).status;
    };
    const first = await post('/api/error-link');
    expect([first.status, await open(first)]).toEqual([201, 200]);
    const state = errorLinkAnswer.parse((await read('/api/error-link')).json);
    expect(state).toMatchObject({ active: true, since: toIso(stage.now) });
    const second = await post('/api/error-link');
    expect([await open(first), await open(second)]).toEqual([404, 200]);
    expect((await remove('/api/error-link')).status).toBe(204);
    expect((await remove('/api/error-link')).status).toBe(204); // twice is as once
    expect(await open(second)).toBe(404);
    expect(await actionsOf('Fehler-Seite')).toEqual([
      'error-page.revoked',
      'error-page.renewed',
      'error-page.renewed',
    ]);
  });
});

describe('API tokens', () => {
  it('are shown once, listed without themselves, and audited', async () => {
    const body = { name: '  Auswertung ', role: 'viewer', lastDay: null };
    const made = await post('/api/tokens', body);
    const { token, view } = newTokenAnswer.parse(made.json);
    expect(token).toMatch(/^abg_[\w-]{43}$/);
    expect(view).toMatchObject({ name: 'Auswertung', role: 'viewer', state: 'active' });
    await stage.call('/api/orders', { token });
    const list = await read('/api/tokens');
    expect(list.text).not.toContain(token);
    const [listed] = tokensAnswer.parse(list.json).tokens;
    expect(listed).toMatchObject({ lastUsedAt: toIso(stage.now), createdBy: 'admin of ours' });
    expect((await remove(`/api/tokens/${view.id}`)).status).toBe(204);
    expect((await remove(`/api/tokens/${view.id}`)).status).toBe(204);
    expect(await actionsOf('Auswertung')).toEqual(['token.revoked', 'token.created']);
    const stored = await stage.database.pool.query('select * from portal.api_tokens');
    expect(JSON.stringify(stored.rows)).not.toContain(token.slice(4));
  });

  it.each([
    ['no name', { name: '  ', role: 'viewer', lastDay: null }, 'request.invalid'],
    ['an unknown role', { name: 'a', role: 'owner', lastDay: null }, 'request.invalid'],
    ['a day that is none', { name: 'a', role: 'viewer', lastDay: '2027-02-30' }, 'request.invalid'],
    [
      'a day long before the calendar of databases',
      { name: 'a', role: 'viewer', lastDay: '0000-01-01' },
      'request.invalid',
    ],
    [
      'a day that has passed',
      { name: 'a', role: 'viewer', lastDay: '2026-11-20' },
      'portal.day-has-passed',
    ],
    [
      'a character that no database keeps',
      { name: 'a\0b', role: 'viewer', lastDay: null },
      'portal.unreadable',
    ],
  ])('are refused with %s', async (_what, body, code) => {
    const { status, json } = await post('/api/tokens', body);
    expect([status, problemJson.parse(json).code]).toEqual([400, code]);
  });

  it('are at most fifty at a time, whoever asks at the same moment', async () => {
    const { organisationId } = stage.theirs;
    const actor = { kind: 'user', id: null, name: 'spec' } as const;
    const context = { organisationId, actor, now: stage.now, traceId: 't' };
    const made = await Promise.all(
      Array.from({ length: 55 }, (_unused, index) =>
        stage.store.tokens.create(
          { token: `abg_${index}`, name: `n${index}`, role: 'viewer', lastDay: null },
          context,
        ),
      ),
    );
    expect(made.filter((view) => view === null)).toHaveLength(5);
  });
});

describe('the overview', () => {
  it('counts what waits, what needs a person, and what moved today in Berlin, each currency for itself', async () => {
    const { pool } = stage.database;
    const at = (hours: number): string => toIso(plusMs(stage.now, hours * HOUR));
    const order = (orderNumber: string, state: string, hours: number) =>
      insertOrder(pool, stage.ours, { orderNumber, state, firstSeenAt: at(hours) });
    await order('o-ok', 'settled', -1);
    await order('o-wait', 'waiting', -30);
    await order('o-old', 'waiting', -24 * 40);
    await order('o-bad', 'locked', -2);
    await order('o-note', 'released', -2);
    const problem = { code: 'release.amount-too-low', raisedAt: at(-2) } as const;
    await insertProblem(pool, stage.ours, { ...problem, orderNumber: 'o-bad', severity: 'error' });
    await insertProblem(pool, stage.ours, {
      ...problem,
      orderNumber: 'o-note',
      severity: 'notice',
    });
    // 12:00 UTC is 13:00 in Berlin: the day began 13 hours ago.
    for (const [document, hours, amountMinor] of [
      ['I1', -1, 5_000],
      ['I2', -12.9, 2_500],
      ['I3', -13.1, 9_900],
    ] as const)
      await insertOperation(pool, stage.ours, {
        orderNumber: 'o-ok',
        kind: 'capture',
        document,
        openedAt: at(hours),
        finishedAt: at(hours),
        amountMinor,
      });
    await pool.query(`update journal.operations set moves_money = true where kind = 'capture'`);
    await insertOrder(pool, stage.theirs, {
      orderNumber: 't',
      state: 'waiting',
      firstSeenAt: at(-1),
    });

    const overview = overviewAnswer.parse((await read('/api/overview')).json);
    expect(overview).toMatchObject({ today: '2026-11-21', waiting: 2, needsAttention: 1 });
    expect(overview.capturedToday).toEqual({
      orders: 1,
      amounts: [{ minor: 7_500, currency: 'EUR' }],
    });
    expect(overview.refundedToday).toEqual({ orders: 0, amounts: [] });
    expect(overview.days).toHaveLength(14);
    expect(overview.days.at(-1)).toEqual({
      day: '2026-11-21',
      ok: 1,
      waiting: 0,
      notice: 1,
      problem: 1,
    });
    expect(overview.days.at(-2)).toMatchObject({ day: '2026-11-20', waiting: 1 });
    const ages = overview.ages.filter(({ waiting, problem: bad }) => waiting + bad > 0);
    expect(ages).toEqual([
      { age: 'day', waiting: 0, problem: 1 },
      { age: 'three-days', waiting: 1, problem: 0 },
      { age: 'older', waiting: 1, problem: 0 },
    ]);
    const list = await read('/api/orders?capturedOn=2026-11-21');
    expect(list.json).toMatchObject({ orders: [{ orderNumber: 'o-ok' }] });
    expect((await read('/api/orders?refundedOn=2026-11-21')).json).toMatchObject({ orders: [] });
  });

  it('tells events that were given up on and when each side last answered', async () => {
    const { pool } = stage.database;
    const { organisationId, connectionId } = stage.ours;
    await pool.query(
      `insert into messaging.dead_letters (id, consumer_group, organisation_id, key, type, event, error, attempts)
       values (gen_random_uuid(), 'capture', $1, 'k', 't', '{}', 'e', 9)`,
      [organisationId],
    );
    await pool.query(
      `insert into journal.connection_health (connection_id, side, organisation_id, last_success_at, failing_since, code)
       values ($1, 'erp', $2, $3, null, null), ($1, 'psp', $2, $3, $3, 'unzer.unreachable')`,
      [connectionId, organisationId, toIso(stage.now)],
    );
    const overview = overviewAnswer.parse((await read('/api/overview')).json);
    expect(overview.parkedEvents).toBe(1);
    expect(overview.connections).toMatchObject([
      {
        name: 'Live',
        contacts: [
          { side: 'erp', lastSuccessAt: toIso(stage.now), code: null },
          { side: 'psp', failingSince: toIso(stage.now), code: 'unzer.unreachable' },
        ],
      },
    ]);
  });
});

describe('the audit log', () => {
  it('is filtered by who, what and when, and goes on in pages', async () => {
    const all = auditAnswer.parse((await read('/api/audit?limit=2')).json);
    expect(all.entries).toHaveLength(2);
    const next = auditAnswer.parse((await read(`/api/audit?limit=2&after=${all.next}`)).json);
    expect(Number(next.entries[0]?.id)).toBeLessThan(Number(all.entries[1]?.id));
    const none = auditAnswer.parse((await read('/api/audit?to=2026-11-20')).json);
    expect(none.entries).toEqual([]);
    const today = auditAnswer.parse(
      (await read('/api/audit?from=2026-11-21&to=2026-11-21&action=token.created')).json,
    );
    expect(new Set(today.entries.map(({ action }) => action))).toEqual(new Set(['token.created']));
    expect((await read('/api/audit?from=0000-01-01')).status).toBe(400);
  });

  it('leaves as a file that spreadsheets open, with a sentence per line and no formula', async () => {
    await post('/api/tokens', { name: '=HYPERLINK("x")', role: 'viewer', lastDay: null });
    const { text, headers } = await read('/api/audit/export?action=token.created&language=en');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('attachment');
    // fetch takes the byte order mark away.
    const [head = '', line = ''] = text.split('\r\n');
    expect(head).toContain('"Moment (Europe/Berlin)";"Who"');
    expect(line).toContain('2026-11-21 13:00:00');
    expect(line).toContain(`"admin of ours created the API token “=HYPERLINK(""x"")”."`);
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

describe('the description of the interface', () => {
  it('is public, names every route and tells nothing of anybody', async () => {
    const { status, json, text } = await stage.call('/api/openapi.json');
    expect(status).toBe(200);
    expect(openApiDocument.parse(json).openapi).toBe('3.1.0');
    expect(text).not.toContain('Ours');
  });

  it('answers a method that an address does not have with 405 and those it has', async () => {
    const { status, headers, json } = await stage.call('/api/orders', { method: 'PUT', body: {} });
    expect([status, headers.get('allow')]).toEqual([405, 'GET']);
    // An order could be called so as well; what is spelt out goes first.
    const spelt = await stage.call('/api/orders/bulk/preview', { method: 'PUT', body: {} });
    expect([spelt.status, spelt.headers.get('allow')]).toEqual([405, 'POST']);
    expect(problemJson.parse(json).code).toBe('portal.method-not-allowed');
  });
});
