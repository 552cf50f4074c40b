import {
  type AccountAnswer,
  accountAnswer,
  recoveryCodesAnswer,
  secondFactorDraft,
} from '@abgleich/contracts';
import { HOUR, type OrganisationId, plusMs } from '@abgleich/domain';
import {
  createSecretBox,
  generateSecretKey,
  parseSecretKeys,
  rotateSecrets,
} from '@abgleich/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as otpauth from 'otpauth';
import { type Answer, PASSWORD, PeopleStage, codeOf } from './testing/people-stage.js';

const STEP_MS = 30_000;
const MINUTE_MS = 60_000;
const NEW_PASSWORD = 'quite another passphrase';

let stage: PeopleStage;
let ours: OrganisationId;
let cookie: string;
let userId: string;
let round = 0;

beforeAll(async () => {
  stage = await PeopleStage.open();
  ours = await stage.organisation('Ours');
});
afterAll(() => stage.close());
beforeEach(async () => {
  round += 1;
  await stage.start();
  userId = await stage.user({ organisationId: ours, email: email(), role: 'operations' });
  cookie = await stage.cookieOf(email());
});

const email = (): string => `erika${round}@firma.example`;
const account = async (own = cookie): Promise<AccountAnswer> =>
  accountAnswer.parse((await stage.call('GET', '/api/account', { cookie: own })).json);
const post = (path: string, body: unknown, own = cookie): Promise<Answer> =>
  stage.call('POST', `/api/account/${path}`, { body, cookie: own });
const stillIn = async (own: string): Promise<boolean> =>
  (await stage.call('GET', '/api/session', { cookie: own })).status === 200;
/** What an authenticator app shows, `steps` half minutes from now. */
const codeAt = (key: string, steps = 0): string =>
  new otpauth.TOTP({ secret: otpauth.Secret.fromBase32(key.replaceAll(' ', '')) }).generate({
    timestamp: stage.now + steps * STEP_MS,
  });
/** Switches the second factor on and lets a minute pass, so that the next code is a new one. */
async function switchOn(): Promise<{ key: string; recoveryCodes: string[] }> {
  const { key } = secondFactorDraft.parse(
    (await post('second-factor', { password: PASSWORD })).json,
  );
  const confirmed = await post('second-factor/confirm', { code: codeAt(key) });
  const { recoveryCodes } = recoveryCodesAnswer.parse(confirmed.json);
  stage.now = plusMs(stage.now, MINUTE_MS);
  return { key, recoveryCodes };
}

describe('the own account', () => {
  it('tells name, role, sessions with their device, and keeps name and language', async () => {
    const { headers } = await stage.call('POST', '/api/session', {
      body: { email: email(), password: PASSWORD },
      headers: { 'user-agent': 'Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1' },
    });
    expect(headers.getSetCookie()).toHaveLength(1);
    const { sessions, ...rest } = await account();
    expect(rest).toMatchObject({
      email: email(),
      role: 'operations',
      language: 'de',
      passwordChangedAt: null,
      secondFactor: null,
    });
    expect(sessions.map(({ current, device }) => [current, device])).toEqual([
      [true, null],
      [false, 'Safari, iOS'],
    ]);
    expect(sessions[0]?.address).toMatch(/127\.0\.0\.1|::1/);

    const body = { name: 'Erika Mustermann', language: 'en' };
    const changed = await stage.call('PUT', '/api/account', { body, cookie });
    expect(changed.json).toMatchObject({ user: body });
    expect((await stage.call('GET', '/api/session', { cookie })).json).toMatchObject({
      user: body,
    });
    expect(await stage.audit('user.changed')).toContainEqual({ target: email(), details: body });
  });

  it('cannot change its role or address itself', async () => {
    const body = { name: 'E', language: 'de', role: 'admin', email: 'else@firma.example' };
    await stage.call('PUT', '/api/account', { body, cookie });
    expect(await account()).toMatchObject({ role: 'operations', email: email() });
  });

  it('shows who signed in, and who tried in vain, newest first', async () => {
    await stage.call('POST', '/api/session', { body: { email: email(), password: 'wrong' } });
    stage.now = plusMs(stage.now, 1);
    await stage.signIn(email());
    let outcomes: string[] = [];
    while (outcomes.length < 3) outcomes = (await account()).signIns.map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['signed-in', 'signed-in', 'wrong-password']);
    expect(await stage.audit('session.started')).toContainEqual(
      expect.objectContaining({ details: { outcome: 'signed-in' } }),
    );
  });

  it('knows when a session was last seen, to the minute', async () => {
    const startedAt = (await account()).sessions[0]?.startedAt;
    stage.now = plusMs(stage.now, 2 * MINUTE_MS);
    await account();
    const { sessions, readAt } = await account();
    expect(sessions[0]).toMatchObject({ startedAt, lastSeenAt: readAt });
  });
});

describe('signing out', () => {
  it('everywhere ends every session of this user, and of nobody else', async () => {
    await stage.user({
      organisationId: ours,
      email: `other${round}@firma.example`,
      role: 'viewer',
    });
    const other = await stage.cookieOf(`other${round}@firma.example`);
    const phone = await stage.cookieOf(email());
    const left = await stage.call('DELETE', '/api/account/sessions', { cookie });
    expect([left.status, left.cookie]).toEqual([204, 'abgleich_session=']);
    expect([await stillIn(cookie), await stillIn(phone), await stillIn(other)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('of one session ends that one; a session of somebody else is not there', async () => {
    await stage.user({
      organisationId: ours,
      email: `other${round}@firma.example`,
      role: 'viewer',
    });
    const other = await stage.cookieOf(`other${round}@firma.example`);
    const phone = await stage.cookieOf(email());
    const end = (id: string, own = cookie) =>
      stage.call('DELETE', `/api/account/sessions/${id}`, { cookie: own });
    const foreign = (await account(other)).sessions[0]?.id ?? '';
    const ofPhone = (await account(phone)).sessions[0]?.id ?? '';
    expect((await end(foreign)).status).toBe(404);
    expect((await end('x')).status).toBe(404);
    expect((await end(ofPhone)).status).toBe(204);
    expect([await stillIn(cookie), await stillIn(phone), await stillIn(other)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('changing the password', () => {
  it('asks for the current one, ends all other sessions and leaves this one', async () => {
    const phone = await stage.cookieOf(email());
    const wrong = await post('password', { current: 'not it', password: NEW_PASSWORD });
    expect([wrong.status, codeOf(wrong)]).toEqual([422, 'portal.password-wrong']);
    expect(await stillIn(phone)).toBe(true);
    const done = await post('password', { current: PASSWORD, password: NEW_PASSWORD });
    expect(done.status).toBe(204);
    expect([await stillIn(cookie), await stillIn(phone)]).toEqual([true, false]);
    expect((await stage.signIn(email())).status).toBe(401);
    expect((await stage.signIn(email(), { password: NEW_PASSWORD })).status).toBe(200);
    expect((await account()).passwordChangedAt).not.toBeNull();
    expect(await stage.audit('user.password-changed')).toContainEqual({
      target: email(),
      details: {},
    });
  });

  it.each(['short', 'Passwort2026!', 'x'.repeat(200)])('refuses %s', async (password) => {
    const refused = await post('password', { current: PASSWORD, password });
    expect([refused.status, codeOf(refused)]).toEqual([422, 'portal.password-unsuitable']);
    expect((await stage.signIn(email())).status).toBe(200);
  });

  it('stops guessing at a screen that was left open', async () => {
    for (let guess = 0; guess < 10; guess += 1)
      await post('password', { current: `guess ${guess}`, password: NEW_PASSWORD });
    const refused = await post('password', { current: PASSWORD, password: NEW_PASSWORD });
    expect(refused.status).toBe(429);
    expect((await post('second-factor', { password: PASSWORD })).status).toBe(429);
  });
});

describe('the second factor', () => {
  it('is in force after a first code of the key, which comes as text and as a picture', async () => {
    expect((await post('second-factor', { password: 'not it' })).status).toBe(422);
    const begun = await post('second-factor', { password: PASSWORD });
    const { key, qrSvg } = secondFactorDraft.parse(begun.json);
    expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(qrSvg).toMatch(/^<svg /);
    expect((await stage.signIn(email())).status).toBe(200); // begun is not in force
    const wrong = await post('second-factor/confirm', { code: '000000' });
    expect([wrong.status, codeOf(wrong)]).toEqual([422, 'portal.code-wrong']);
    const confirmed = await post('second-factor/confirm', { code: codeAt(key) });
    const { recoveryCodes } = recoveryCodesAnswer.parse(confirmed.json);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await account()).secondFactor).toMatchObject({ recoveryCodesLeft: 10 });
    expect((await post('second-factor', { password: PASSWORD })).status).toBe(409);
    expect((await post('second-factor/confirm', { code: codeAt(key) })).status).toBe(409);
    expect(await stage.audit('user.second-factor-on')).toContainEqual({
      target: email(),
      details: {},
    });
  });

  it('is asked for at the sign-in after the right password only', async () => {
    const { key } = await switchOn();
    const needed = await stage.signIn(email());
    expect([needed.status, codeOf(needed), needed.cookie]).toEqual([
      401,
      'portal.second-factor-needed',
      '',
    ]);
    const wrong = await stage.signIn(email(), { password: 'wrong', code: codeAt(key) });
    expect(codeOf(wrong)).toBe('portal.sign-in-refused');
    expect(codeOf(await stage.signIn(email(), { code: '000000' }))).toBe('portal.code-wrong');
    const right = await stage.signIn(email(), { code: codeAt(key) });
    expect(right.status).toBe(200);
    expect((await account(right.cookie)).signIns[0]?.outcome).toBe('signed-in-with-code');
  });

  it('takes a code once, and those of half a minute before and after', async () => {
    const { key } = await switchOn();
    const used = codeAt(key);
    expect((await stage.signIn(email(), { code: used })).status).toBe(200);
    expect(codeOf(await stage.signIn(email(), { code: used }))).toBe('portal.code-wrong');
    expect(codeOf(await stage.signIn(email(), { code: codeAt(key, -1) }))).toBe(
      'portal.code-wrong',
    );
    expect((await stage.signIn(email(), { code: codeAt(key, 1) })).status).toBe(200);
    stage.now = plusMs(stage.now, HOUR);
    expect(codeOf(await stage.signIn(email(), { code: codeAt(key, 2) }))).toBe('portal.code-wrong');
    expect(codeOf(await stage.signIn(email(), { code: codeAt(key, -2) }))).toBe(
      'portal.code-wrong',
    );
    expect((await stage.signIn(email(), { code: ` ${codeAt(key, -1)}` })).status).toBe(200);
  });

  it('takes the same code once although it is sent twice at the same moment', async () => {
    const { key } = await switchOn();
    const code = codeAt(key);
    const both = await Promise.all([
      stage.signIn(email(), { code }),
      stage.signIn(email(), { code }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('takes each recovery code once, however it is written', async () => {
    const { recoveryCodes } = await switchOn();
    const [first = '', second = ''] = recoveryCodes;
    const right = await stage.signIn(email(), { code: first.toLowerCase().replaceAll('-', ' ') });
    expect(right.status).toBe(200);
    expect((await account(right.cookie)).signIns[0]?.outcome).toBe('signed-in-with-recovery-code');
    expect((await account()).secondFactor?.recoveryCodesLeft).toBe(9);
    expect(codeOf(await stage.signIn(email(), { code: first }))).toBe('portal.code-wrong');
    expect((await stage.signIn(email(), { code: second })).status).toBe(200);
  });

  it('stops guessing after five wrong codes, also after a restart, and forgets them with time', async () => {
    const { key, recoveryCodes } = await switchOn();
    for (let guess = 0; guess < 5; guess += 1)
      expect((await stage.signIn(email(), { code: `00000${guess}` })).status).toBe(401);
    await stage.start();
    const refused = await stage.signIn(email(), { code: codeAt(key) });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900']);
    expect((await stage.signIn(email(), { code: recoveryCodes[0] ?? '' })).status).toBe(429);
    stage.now = plusMs(stage.now, HOUR);
    expect((await stage.signIn(email(), { code: codeAt(key) })).status).toBe(200);
  });

  it('stops guessing for the day after twenty wrong codes', async () => {
    const { key } = await switchOn();
    for (let guess = 0; guess < 20; guess += 1) {
      expect((await stage.signIn(email(), { code: '000000' })).status).toBe(401);
      stage.now = plusMs(stage.now, 10 * MINUTE_MS);
    }
    stage.now = plusMs(stage.now, HOUR);
    expect((await stage.signIn(email(), { code: codeAt(key) })).status).toBe(429);
    stage.now = plusMs(stage.now, 24 * HOUR);
    expect((await stage.signIn(email(), { code: codeAt(key) })).status).toBe(200);
  });

  it('gives new recovery codes, and is switched off, only for password and code', async () => {
    const { key, recoveryCodes } = await switchOn();
    const code = (steps = 0) => ({ password: PASSWORD, code: codeAt(key, steps) });
    for (const path of ['recovery-codes', 'second-factor/off']) {
      const wrong = [
        await post(path, { password: 'not it', code: codeAt(key) }),
        await post(path, { password: PASSWORD, code: '000000' }),
      ];
      expect(wrong.map(codeOf)).toEqual(['portal.password-wrong', 'portal.code-wrong']);
      expect(wrong.map(({ status }) => status)).toEqual([422, 422]);
    }
    const renewed = recoveryCodesAnswer.parse((await post('recovery-codes', code())).json);
    expect(codeOf(await stage.signIn(email(), { code: recoveryCodes[0] ?? '' }))).toBe(
      'portal.code-wrong',
    );
    expect((await stage.signIn(email(), { code: renewed.recoveryCodes[0] ?? '' })).status).toBe(
      200,
    );
    expect(await stage.audit('user.recovery-codes-renewed')).toContainEqual({
      target: email(),
      details: {},
    });
    expect((await post('second-factor/off', code(1))).status).toBe(204);
    expect((await stage.signIn(email())).status).toBe(200);
    expect((await post('second-factor/off', code())).status).toBe(409);
  });

  it('is switched off by an admin when the phone is lost, which is written down; not by oneself this way', async () => {
    await stage.user({ organisationId: ours, email: `boss${round}@firma.example`, role: 'admin' });
    const boss = await stage.cookieOf(`boss${round}@firma.example`);
    await switchOn();
    const path = `/api/users/${userId}/second-factor`;
    expect((await stage.call('DELETE', path, { cookie })).status).toBe(403);
    expect((await stage.call('DELETE', path, { cookie: boss })).status).toBe(204);
    expect((await stage.signIn(email())).status).toBe(200);
    expect(await stage.audit('user.second-factor-off')).toContainEqual({
      target: email(),
      details: {},
    });
    await stage.database.pool.query(`update portal.users set role = 'admin' where id = $1`, [
      userId,
    ]);
    const own = await stage.call('DELETE', path, { cookie });
    expect([own.status, codeOf(own)]).toEqual([409, 'portal.own-account']);
  });

  it('keeps its key encrypted, and a rotation of the keys takes it along', async () => {
    const { key, recoveryCodes } = await switchOn();
    const { pool, db } = stage.database;
    const stored = async (): Promise<string> => {
      const { rows } = await pool.query<{ secret_cipher: string }>(
        'select secret_cipher from portal.second_factors where user_id = $1',
        [userId],
      );
      return rows[0]?.secret_cipher ?? '';
    };
    const before = await stored();
    expect(before).not.toContain(key.replaceAll(' ', ''));
    const box = createSecretBox(parseSecretKeys(`${generateSecretKey()},${stage.keys}`));
    const { rotated } = await rotateSecrets(db, box);
    expect(rotated).toBeGreaterThanOrEqual(1);
    expect(await stored()).toMatch(new RegExp(`^${box.currentPrefix}`));
    await pool.query('update portal.second_factors set secret_cipher = $2 where user_id = $1', [
      userId,
      before,
    ]);
    const hashes = await pool.query('select code_hash::text from portal.recovery_codes');
    expect(JSON.stringify(hashes.rows)).not.toContain(recoveryCodes[0]);
    const log = stage.said.filter((line) => line.startsWith('{"level"')).join('\n');
    for (const secret of [key, key.replaceAll(' ', ''), recoveryCodes[0] ?? 'none'])
      expect(log).not.toContain(secret);
  });
});
