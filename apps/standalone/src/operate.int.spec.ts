import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, fromIso, plusMs } from '@abgleich/domain';
import {
  type TestDatabase,
  createConfigurationStore,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
  generateSecretKey,
  insertOrganisation,
  parseSecretKeys,
} from '@abgleich/persistence';
import { createUser } from '@abgleich/portal-api';
import { sandboxSeed } from '@abgleich/sandbox';
import { applyMerchant } from './merchant/apply-merchant.js';
import { demoMerchant } from './merchant/demo-merchant.js';
import { operate } from './operate.js';

const now = fromIso('2026-11-21T10:00:00Z');
const OLD = generateSecretKey().replace(/^[^:]+/, 'old');
const NEW = generateSecretKey().replace(/^[^:]+/, 'new');

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const run = (words: readonly string[], keys = OLD) =>
  operate(words, {
    database: test.db,
    settings: {
      ABGLEICH_SECRET_KEYS: keys,
      ABGLEICH_MONTHLY_FEE: '49.00 EUR',
      ABGLEICH_PUBLIC_URL: undefined,
    },
    now,
  });

async function park(): Promise<{ id: string; eventId: string }> {
  const id = randomUUID();
  const eventId = randomUUID();
  await test.pool.query(
    `insert into messaging.dead_letters (id, consumer_group, organisation_id, key, type, event, error, attempts)
     values ($1, 'capture', $2, 'connection/1001', 'recheck.requested', $3, $4, 3)`,
    [id, randomUUID(), JSON.stringify({ id: eventId }), 'cannot be read\nat line 7'],
  );
  return { id, eventId };
}
const inOutbox = async (): Promise<{ id: string; event: Record<string, unknown> }[]> =>
  (
    await test.pool.query<{ id: string; event: Record<string, unknown> }>(
      'select id, event from messaging.outbox',
    )
  ).rows;

describe('operate parked and redrive', () => {
  it('lists what is parked with the first line of its error, and says so when nothing is', async () => {
    expect(await run(['parked'])).toEqual({ lines: ['Nothing is parked.'], ok: true });
    const { id } = await park();
    const { lines } = (await run(['parked'])) ?? { lines: [] };
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${id} .*3 tries: cannot be read$`))]);
  });

  it('gives an event back to the one service that could not handle it, once', async () => {
    const { id, eventId } = await park();
    await park();
    expect(await run(['redrive', id])).toMatchObject({ ok: true });
    expect(await inOutbox()).toEqual([
      { id: eventId, event: expect.objectContaining({ id: eventId }) },
    ]);
    expect(await run(['redrive', id])).toMatchObject({ ok: false });
    expect(await inOutbox()).toHaveLength(1);
  });

  it('gives everything back at once, and takes no mistyped id for one', async () => {
    await park();
    await park();
    expect(await run(['redrive', 'nonsense'])).toMatchObject({ ok: false });
    expect(await run(['redrive', 'all'])).toMatchObject({ ok: true });
    expect(await inOutbox()).toHaveLength(2);
    expect(await run(['redrive', 'all'])).toEqual({ lines: ['Nothing is parked.'], ok: true });
  });
});

describe('operate rotate-keys', () => {
  const passwordWith = async (keys: string): Promise<string> => {
    const store = createConfigurationStore(test.db, createSecretBox(parseSecretKeys(keys)));
    const [connection] = await store.activeConnections(now);
    return connection?.password.reveal() ?? 'unreadable';
  };
  beforeEach(async () => {
    const addresses = { pixi: 'http://p/', unzer: 'http://u', smtp: 'm:25' };
    const login = { email: 'demo@abgleich.example', password: 'a-long-password' };
    const merchant = demoMerchant(sandboxSeed, addresses, login);
    await applyMerchant(test.db, merchant, { settings: { ABGLEICH_SECRET_KEYS: OLD }, now });
  });

  it('makes the old key dispensable, and says so', async () => {
    const result = await run(['rotate-keys'], `${NEW},${OLD}`);
    expect(result?.ok).toBe(true);
    expect(result?.lines.at(-1)).toContain('may be dropped');
    expect(await passwordWith(NEW)).toBe(sandboxSeed.pixi.password);
    expect((await run(['rotate-keys'], `${NEW},${OLD}`))?.lines[0]).toBe('0 encrypted anew');
  });

  it('names what it cannot read and says that the old key is still needed', async () => {
    const result = await run(['rotate-keys'], NEW);
    expect(result?.ok).toBe(false);
    expect(result?.lines.at(-1)).toContain('Keep the old keys');
    expect(await passwordWith(OLD)).toBe(sandboxSeed.pixi.password);
  });
});

it('knows no other commands', async () => {
  expect(await run([])).toBeNull();
  expect(await run(['redrive'])).toBeNull();
  expect(await run(['drop-database'])).toBeNull();
});

describe('operate for somebody who is locked out', () => {
  const EMAIL = 'anna@laden.example';
  const store = () => createPortalStore(test.db);
  async function insertAnna(): Promise<string> {
    const { organisationId } = await insertOrganisation(test.pool, { name: 'Laden' });
    const user = {
      organisationId,
      email: EMAIL,
      name: 'Anna',
      role: 'admin',
      language: 'de',
    } as const;
    return createUser(store(), { ...user, password: 'correct horse battery' });
  }
  const audited = async (): Promise<string[]> =>
    (
      await test.pool.query<{ action: string }>(
        `select action from portal.audit where actor_kind = 'system'`,
      )
    ).rows.map(({ action }) => action);

  it('prints a link for a new password that holds for an hour, and writes that down', async () => {
    await insertAnna();
    const { lines, ok } = (await run(['password-link', EMAIL.toUpperCase()])) ?? {
      lines: [],
      ok: false,
    };
    expect(ok).toBe(true);
    const token = /\/passwort-neu#([\w-]{43})/.exec(lines.join())?.[1] ?? '';
    const open = (at: number) => store().people.resets.open(token, plusMs(now, at));
    expect(await open(HOUR - 1)).toMatchObject({ email: EMAIL });
    expect(await open(HOUR)).toBeNull();
    expect(await audited()).toEqual(['user.password-reset']);
  });

  it('switches a second factor off, and says when there is none or nobody', async () => {
    const id = await insertAnna();
    expect(await run(['second-factor-off', EMAIL])).toMatchObject({ ok: false });
    await test.pool.query(
      `insert into portal.second_factors (user_id, organisation_id, secret_cipher, begun_at, confirmed_at)
       select id, organisation_id, 'x', now(), now() from portal.users where id = $1`,
      [id],
    );
    expect(await run(['second-factor-off', EMAIL])).toMatchObject({ ok: true });
    expect((await store().accounts.findUser(EMAIL))?.secondFactor).toBe(false);
    expect(await audited()).toEqual(['user.second-factor-off']);
    for (const command of ['password-link', 'second-factor-off'])
      expect(await run([command, 'nobody@laden.example'])).toMatchObject({ ok: false });
  });
});
