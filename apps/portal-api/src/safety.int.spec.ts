import { RequestMethod } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { problemJson, type Role, type Route, ROUTES, TOKEN_PREFIX } from '@abgleich/contracts';
import { toIso } from '@abgleich/domain';
import type { TestOrganisation } from '@abgleich/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { PortalApiModule } from './portal-api.module.js';
import type { PortalContext } from './portal-context.js';
import { fillOrder } from './testing/fill-order.js';
import { type Answer, PASSWORD, PortalStage } from './testing/portal-stage.js';
import { addressOf, bodyFor, type Findable } from './testing/route-fixtures.js';

/** Stands in every column of the database that keeps a secret; must turn up nowhere else. */
const CANARY = 'canary-4d1e';
const KEY_CANARY = 's-priv-canary4d1e';
const LINK = 'L'.repeat(43);
/** API tokens of ours, one per role, and one of theirs. */
const tokenOf = (owner: string): string => TOKEN_PREFIX + owner.padEnd(43, 'T');

const routes: (readonly [string, Route])[] = Object.entries<Route>(ROUTES);
const guarded = routes.filter(([, { access }]) => access !== 'public');
const lesser: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['operations', 'viewer'],
  operations: ['viewer'],
  viewer: [],
};

let stage: PortalStage;
let ours: Findable;
let theirs: Findable;
const cookies: Record<Role, string> = { admin: '', operations: '', viewer: '' };

beforeAll(async () => {
  stage = await PortalStage.open({ canary: CANARY });
  ours = await fill(stage.ours, 'ours', '1001');
  theirs = await fill(stage.theirs, 'theirs', '2001');
  await stage.store.accounts.setErrorPageToken(ours.organisationId, LINK);
  await plantCanaries();
  for (const role of ['admin', 'operations', 'viewer'] as const)
    cookies[role] = await stage.signIn(role);
});
afterAll(() => stage?.close());

/** Something of everything: an order, documents, problems, calls, a token for each role, entries of the log. */
async function fill(
  organisation: TestOrganisation,
  host: 'ours' | 'theirs',
  orderNumber: string,
): Promise<Findable> {
  const { pool } = stage.database;
  await fillOrder(pool, organisation, { orderNumber, canary: CANARY, keyCanary: KEY_CANARY });
  const { organisationId } = organisation;
  const { rows } = await pool.query<{ id: string; configuration_id: string }>(
    `select u.id, c.id as configuration_id from portal.users u join portal.configurations c using (organisation_id)
     where organisation_id = $1 and role = 'admin'`,
    [organisationId],
  );
  const [{ id: userId, configuration_id: configurationId } = { id: '', configuration_id: '' }] =
    rows;
  await pool.query(
    `insert into portal.mail_accounts (organisation_id, host, port, security, username, password_cipher, sender, recipient)
     values ($1, 'mail.' || $2, 25, 'none', $2, 'set below', $2 || '@shop.example', $2 || '@desk.example')`,
    [organisationId, host],
  );
  const actor = { kind: 'user', id: userId, name: `admin of ${host}` } as const;
  const context = { organisationId, actor, now: stage.now, traceId: 'trace' };
  let tokenId = '';
  for (const role of ['admin', 'operations', 'viewer'] as const) {
    const draft = { token: tokenOf(`${role}${host}`), name: `${role} of ${host}`, role };
    tokenId = (await stage.store.tokens.create({ ...draft, lastDay: null }, context))?.id ?? '';
  }
  const { rows: invited } = await pool.query<{ id: string }>(
    `insert into portal.invitations (id, organisation_id, email, name, role, language, token_hash, invited_at, invited_by, expires_at)
     values (gen_random_uuid(), $1, $2, 'Guest', 'viewer', 'de', sha256(convert_to($2, 'UTF8')), $3, 'spec', $3::timestamptz + interval '7 days') returning id`,
    [organisationId, `guest@${host}.example`, toIso(stage.now)],
  );
  // Begun and not confirmed: its secret is stored, and nobody is asked for a code.
  await pool.query(
    `insert into portal.second_factors (user_id, organisation_id, secret_cipher, begun_at) values ($1, $2, 'set below', $3)`,
    [userId, organisationId, toIso(stage.now)],
  );
  await stage.signIn('operations', host);
  const { rows: sessions } = await pool.query<{ id: string }>(
    'select id from portal.sessions where organisation_id = $1 limit 1',
    [organisationId],
  );
  const [invitationId, sessionId] = [invited[0]?.id ?? '', sessions[0]?.id ?? ''];
  return {
    ...organisation,
    orderNumber,
    userId,
    configurationId,
    tokenId,
    invitationId,
    sessionId,
  };
}

/** Every column that keeps something secret as text gets the canary in plain, whoever adds one later. Passwords stay: people sign in with them. */
async function plantCanaries(): Promise<void> {
  const { pool } = stage.database;
  const { rows } = await pool.query<{ place: string; name: string }>(
    `select format('%I.%I', table_schema, table_name) as place, column_name as name from information_schema.columns
     where table_schema = 'portal' and data_type = 'text' and column_name ~ '(cipher|secret)'`,
  );
  expect(rows.length).toBeGreaterThan(2);
  // Names and public keys are shown on purpose.
  await pool.query(`update portal.connections set username = 'pixi-user'`);
  await pool.query(`update portal.configuration_versions set public_key = 's-pub-shown'`);
  for (const { place, name } of rows)
    await pool.query(`update ${place} set ${name} = $1 where ${name} is not null`, [CANARY]);
}

type As = { readonly cookie?: string; readonly token?: string; readonly origin?: string | null };
const ask = (route: Route, operationId: string, things: Findable, as: As): Promise<Answer> =>
  stage.call(addressOf(route, things), {
    method: route.method,
    body: bodyFor(operationId, route, things),
    ...as,
  });
const codeOf = ({ json }: Answer): string => problemJson.parse(json).code;

describe('the catalogue of routes', () => {
  it('names exactly the routes that there are', () => {
    const { controllers = [] } = PortalApiModule.with({} as PortalContext); // nothing is called
    const registered = controllers.flatMap((controller) => routesOf(controller));
    const wanted = routes.map(([, { method, path }]) => `${method} ${path}`);
    expect(registered.sort()).toEqual(wanted.sort());
  });

  it('gives each route its own operation id and each address its methods once', () => {
    const places = routes.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

const METHODS: Readonly<Record<number, string>> = {
  [RequestMethod.GET]: 'GET',
  [RequestMethod.POST]: 'POST',
  [RequestMethod.PUT]: 'PUT',
  [RequestMethod.DELETE]: 'DELETE',
};

/** What the decorators of a controller registered, spelt as the catalogue spells it. */
function routesOf(controller: { prototype?: unknown }): string[] {
  const meta = (key: string, of: object): unknown => Reflect.getMetadata(key, of);
  const prototype = controller.prototype as Record<string, object>; // a class has one
  const base = String(meta('path', controller));
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const method = handler === undefined ? undefined : meta('method', handler);
    if (handler === undefined || typeof method !== 'number') return [];
    const below = String(meta('path', handler));
    const path = `/${base}/${below}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
    return [`${METHODS[method] ?? method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`];
  });
}

describe.each(guarded)('%s', (operationId, route) => {
  it('answers nobody who is not signed in', async () => {
    const strangers: As[] = [
      {},
      { cookie: 'abgleich_session=' },
      { cookie: `abgleich_session=${'x'.repeat(43)}` },
    ];
    for (const as of strangers) {
      const answer = await ask(route, operationId, ours, as);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'portal.not-signed-in']);
    }
    const answer = await ask(route, operationId, ours, { token: tokenOf('unknown') });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'portal.token-refused']);
  });

  it('answers no lesser role, neither a person nor a token', async () => {
    const roles = route.access === 'public' ? [] : lesser[route.access];
    for (const role of roles) {
      const person = await ask(route, operationId, ours, { cookie: cookies[role] });
      expect([person.status, codeOf(person)]).toEqual([403, 'portal.not-allowed']);
      const program = await ask(route, operationId, ours, { token: tokenOf(`${role}ours`) });
      const code = route.withToken ? 'portal.not-allowed' : 'portal.people-only';
      expect([program.status, codeOf(program)]).toEqual([403, code]);
    }
  });

  it('lets an API token in exactly where the catalogue says so', async () => {
    const answer = await ask(route, operationId, theirs, { token: tokenOf('adminours') });
    expect(answer.status === 403).toBe(!route.withToken);
    if (!route.withToken) expect(codeOf(answer)).toBe('portal.people-only');
  });

  it('tells nothing of another organisation and does nothing to it', async () => {
    const before = await everythingOf(theirs);
    const cookie = await stage.signIn('admin');
    const answer = await ask(route, operationId, theirs, { cookie });
    if (route.params !== undefined)
      expect([answer.status, codeOf(answer)]).toEqual([404, 'portal.not-found']);
    const everything = answer.text + [...answer.headers].join();
    const named = JSON.stringify(bodyFor(operationId, route, theirs) ?? '');
    const foreign = ['Theirs', 'theirs', theirs.organisationId, theirs.connectionId, theirs.userId];
    // What the caller named may come back to them; that it is not there is all they learn.
    const told = foreign.filter((word) => everything.includes(word) && !named.includes(word));
    expect(told).toEqual([]);
    expect(answer.status).not.toBe(500);
    expect(await everythingOf(theirs)).toEqual(before);
  });

  if (route.method !== 'GET')
    it('is refused for whatever another site sends in the name of somebody signed in', async () => {
      for (const origin of ['https://evil.example', 'null', null]) {
        const answer = await ask(route, operationId, ours, { cookie: cookies.admin, origin });
        expect([answer.status, codeOf(answer)]).toEqual([403, 'portal.foreign-origin']);
      }
      const both = await stage.call(addressOf(route, ours), {
        method: route.method,
        headers: { authorization: `Bearer ${tokenOf('adminours')}`, cookie: cookies.admin },
        origin: 'https://evil.example',
      });
      expect([both.status, codeOf(both)]).toEqual([403, 'portal.foreign-origin']);
    });
});

/** A digest of every row of an organisation, in every table, without what the passing of time changes. */
async function everythingOf({ organisationId }: Findable): Promise<Record<string, string>> {
  const { pool } = stage.database;
  const { rows } = await pool.query<{ place: string }>(
    `select format('%I.%I', table_schema, table_name) as place from information_schema.columns
     where column_name = 'organisation_id' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const digests = await Promise.all(
    rows.map(async ({ place }) => {
      const found = await pool.query<{ row: string }>(
        `select (to_jsonb(t) - 'last_used_at')::text as row from ${place} t where organisation_id = $1 order by 1`,
        [organisationId],
      );
      const text = found.rows.map(({ row }) => row).join('\n');
      return [place, createHash('sha256').update(text).digest('hex')] as const;
    }),
  );
  expect(digests.length).toBeGreaterThan(15);
  return Object.fromEntries(digests);
}

describe.each(routes.filter(([, { access }]) => access === 'public'))(
  'the public %s',
  (operationId, route) => {
    const guessable = route.body !== undefined || route.params !== undefined;
    if (guessable)
      it('stops answering whoever tries again and again', async () => {
        await stage.restart(); // what was counted before is forgotten
        const headers = { 'x-forwarded-for': '203.0.113.7' };
        const path = route.path.replaceAll(/\{\w+\}/g, 'g'.repeat(43));
        const body = bodyFor(operationId, route, ours);
        const statuses: number[] = [];
        for (let tries = 0; tries < 130 && !statuses.includes(429); tries += 1) {
          const answer = await stage.call(path, { method: route.method, body, headers });
          statuses.push(answer.status);
          if (answer.status === 429) expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
        }
        expect(statuses.at(-1)).toBe(429);
      });

    if (route.method !== 'GET')
      it('is refused for another site', async () => {
        const body = bodyFor(operationId, route, ours);
        const call = { method: route.method, body, origin: 'https://evil.example' };
        const answer = await stage.call(route.path.replaceAll(/\{\w+\}/g, 'x'), call);
        expect([answer.status, codeOf(answer)]).toEqual([403, 'portal.foreign-origin']);
      });
  },
);

describe('an API token', () => {
  beforeEach(() => stage.restart());

  it('opens nothing once it has ended or was revoked, in the words of one that never was', async () => {
    const cookie = await stage.signIn('admin');
    const body = { name: 'for a day', role: 'viewer', lastDay: '2026-11-21' };
    const made = await stage.call('/api/tokens', { method: 'POST', body, cookie });
    expect(made.status).toBe(201);
    const { token, view } = z
      .object({ token: z.string(), view: z.object({ id: z.string(), endsAt: z.string() }) })
      .parse(made.json);
    expect(view.endsAt).toBe('2026-11-21T23:00:00.000Z'); // midnight in Berlin
    expect((await stage.call('/api/orders', { token })).status).toBe(200);
    const before = stage.now;
    stage.now = Date.parse(view.endsAt) as typeof stage.now; // the brand is ours
    const ended = await stage.call('/api/orders', { token });
    stage.now = before;
    const gone = await stage.call(`/api/tokens/${view.id}`, { method: 'DELETE', cookie });
    expect(gone.status).toBe(204);
    const revoked = await stage.call('/api/orders', { token });
    const unknown = await stage.call('/api/orders', { token: tokenOf('nobody') });
    const answers = [ended, revoked, unknown].map(({ status, json, headers }) => {
      const { traceId: _own, ...problem } = problemJson.parse(json);
      return { status, problem, challenge: headers.get('www-authenticate') };
    });
    expect(answers[0]).toMatchObject({ status: 401, challenge: expect.stringMatching(/^Bearer/) });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is slowed down when it asks without end, and guesses are stopped', async () => {
    const token = tokenOf('viewerours');
    const asked = await Promise.all(
      Array.from({ length: 301 }, () => stage.call('/api/check-status', { token })),
    );
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(1);
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const guesses: number[] = [];
    for (let guess = 0; guess < 21; guess += 1)
      guesses.push(
        (await stage.call('/api/orders', { token: tokenOf(`g${guess}`), headers })).status,
      );
    expect(guesses).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
  });

  it('does what its role may without naming an origin, and the log says which token it was', async () => {
    const path = `/api/orders/${ours.connectionId}/${ours.orderNumber}/recheck`;
    const answer = await stage.call(path, { method: 'POST', token: tokenOf('operationsours') });
    expect(answer.status).toBe(202);
    const page = await stage.store.audit.list(ours.organisationId, { actor: 'token', limit: 10 });
    expect(page.entries[0]).toMatchObject({
      action: 'order.recheck',
      actor: { kind: 'token', name: 'operations of ours', id: expect.stringMatching(/^token\//) },
    });
  });
});

describe('pages and cookies', () => {
  it.each(['/', '/anmelden', '/auftraege', `/fehler/${LINK}`, '/api-zugang'])(
    'come with a policy that runs no script but files of ours: %s',
    async (path) => {
      const { status, headers, text } = await stage.call(path, {
        headers: { accept: 'text/html' },
      });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/(^|;)default-src 'none'(;|$)/);
      expect(policy).toMatch(/(^|;)script-src 'self'(;|$)/);
      expect(policy).toMatch(/(^|;)frame-ancestors 'none'(;|$)/);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/i);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('keep the session from scripts, other sites and plain connections', async () => {
    const body = { email: 'viewer@ours.example', password: PASSWORD };
    const { headers } = await stage.call('/api/session', { method: 'POST', body });
    const flags = (headers.getSetCookie()[0] ?? '').split('; ').slice(1);
    expect(flags).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
  });
});

/** The places in a text where a secret stands, with a little around them. */
const whereIs = (secret: string, text: string): string[] =>
  [...text.matchAll(new RegExp(`.{0,60}${secret.replaceAll(/\W/g, '\\$&')}.{0,20}`, 'g'))].map(
    ([found]) => found,
  );

describe('secrets', () => {
  beforeAll(() => stage.restart());

  it('are in no answer, header or line of the log, whatever route is asked', async () => {
    const made = { method: 'POST', cookie: await stage.signIn('admin') };
    const link = await stage.call('/api/error-link', made);
    const { path } = z.object({ path: z.string() }).parse(link.json);
    const token = await stage.call('/api/tokens', {
      ...made,
      body: { name: 'kept', role: 'viewer', lastDay: null },
    });
    const kept = z.object({ token: z.string() }).parse(token.json).token;
    // Both were told once, on purpose. From here on nobody may repeat them.
    stage.answers.length = 0;
    stage.logLines.length = 0;
    const session = await stage.signIn('admin');
    stage.answers.length = 0; // the cookie was set on purpose
    for (const [operationId, route] of guarded.filter(([, { method }]) => method === 'GET'))
      await ask(route, operationId, ours, { cookie: session });
    for (const [operationId, route] of guarded) {
      await ask(route, operationId, theirs, { token: kept }); // mostly refused, which the log tells
      await ask(route, operationId, ours, { cookie: `${session}x` });
    }
    await stage.call(`/api/errors${path.replace('/fehler', '')}`);
    await stage.call(path, { headers: { accept: 'text/html' } });
    await stage.call('/api/orders?search=%FF', { cookie: session });
    expect(stage.answers.length).toBeGreaterThan(2 * 8);
    expect(stage.logLines.length).toBeGreaterThan(0);
    const secrets = [CANARY, KEY_CANARY, PASSWORD, '$argon2', LINK, kept, path.slice(8)];
    const everything = [...stage.answers, ...stage.logLines].join('\n');
    for (const secret of [...secrets, session.split('=')[1] ?? '']) {
      expect(secret.length).toBeGreaterThan(6);
      expect(whereIs(secret, everything)).toEqual([]);
    }
    expect(everything).toContain('Ours'); // the same search finds what may be told
  });
});
