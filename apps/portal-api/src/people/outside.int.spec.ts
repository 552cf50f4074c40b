import { HOUR, type OrganisationId, plusMs } from '@abgleich/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeSetUpLink } from './make-set-up-link.js';
import { type Answer, PASSWORD, PeopleStage, codeOf, tokenIn } from './testing/people-stage.js';

const NEW_PASSWORD = 'quite another passphrase';

let stage: PeopleStage;
beforeAll(async () => {
  stage = await PeopleStage.open();
});
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.start();
  stage.mails.length = 0;
});

/** An answer without what differs from call to call. */
const plain = ({ status, json }: Answer) => ({
  status,
  json: { ...(json as object), traceId: '' },
});

describe('the set-up link', () => {
  const link = () =>
    makeSetUpLink({ store: stage.store, clock: { now: () => stage.now }, origin: stage.url });
  const read = (token: string) => stage.call('POST', '/api/set-up/read', { body: { token } });
  const setUp = (token: string, change: Record<string, string> = {}) =>
    stage.call('POST', '/api/set-up', {
      body: {
        token,
        organisation: 'Mein Laden GmbH',
        name: 'Anna Erste',
        email: 'anna@laden.example',
        language: 'de',
        password: PASSWORD,
        ...change,
      },
    });

  it('stands for nothing while it was not made', async () => {
    expect((await setUp('x'.repeat(43))).status).toBe(404);
    expect((await read('')).status).toBe(404);
  });

  it('ends when a new one is printed, and creates organisation and admin exactly once', async () => {
    const first = tokenIn((await link()) ?? '');
    const second = tokenIn((await link()) ?? '');
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(204);
    expect(codeOf(await setUp(second, { password: 'short' }))).toBe('portal.password-unsuitable');
    const both = await Promise.all([
      setUp(second),
      setUp(second, { email: 'thief@else.example', organisation: 'Else' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    const { rows } = await stage.database.pool.query(
      `select o.name, o.booking_state, u.role from portal.users u join portal.organisations o on o.id = u.organisation_id`,
    );
    expect(rows).toEqual([{ name: expect.any(String), booking_state: 'none', role: 'admin' }]);
    const won = both.find(({ status }) => status === 200);
    expect(won?.json).toMatchObject({ user: { role: 'admin' } });
    expect((await stage.call('GET', '/api/users', { cookie: won?.cookie ?? '' })).status).toBe(200);
  });

  it('is made no more once somebody can sign in, and one made before does not hold', async () => {
    expect(await link()).toBeNull();
    expect((await setUp('x'.repeat(43), { email: 'b@laden.example' })).status).toBe(404);
  });

  it('made before a merchant file brought users ends with them', async () => {
    const other = await PeopleStage.open();
    try {
      await other.start();
      const clock = { now: () => other.now };
      const made = await makeSetUpLink({ store: other.store, clock, origin: other.url });
      const organisationId = await other.organisation('From a file');
      await other.user({ organisationId, email: 'file@laden.example', role: 'admin' });
      const body = { token: tokenIn(made ?? '') };
      expect(body.token).toHaveLength(43);
      expect((await other.call('POST', '/api/set-up/read', { body })).status).toBe(404);
    } finally {
      await other.close();
    }
  });
});

describe('a forgotten password', () => {
  let ours: OrganisationId;
  let round = 0;
  const email = (): string => `erika${round}@firma.example`;
  beforeEach(async () => {
    round += 1;
    ours = await stage.organisation(`Ours ${round}`);
    await stage.user({ organisationId: ours, email: email(), role: 'operations' });
  });

  const ask = (address = email(), headers = {}) =>
    stage.call('POST', '/api/password-resets', { body: { email: address }, headers });
  const read = (token: string) =>
    stage.call('POST', '/api/password-resets/read', { body: { token } });
  const finish = (token: string, password = NEW_PASSWORD) =>
    stage.call('POST', '/api/password-resets/finish', { body: { token, password } });
  /** The mail leaves after the answer. */
  async function mailed(count = 1): Promise<string> {
    const deadline = performance.now() + 10_000;
    while (stage.mails.length < count && performance.now() < deadline)
      await new Promise((turn) => setImmediate(turn));
    expect(stage.mails).toHaveLength(count);
    return tokenIn(stage.mails[count - 1]?.mail.text ?? '');
  }

  it('is replaced with a link by e-mail, once, and ends every session', async () => {
    const cookie = await stage.cookieOf(email());
    expect((await ask(email().toUpperCase())).status).toBe(202);
    const token = await mailed();
    expect(stage.mails[0]?.account.recipient).toBe(email());
    expect(stage.mails[0]?.mail.text).toContain(`${stage.url}/passwort-neu#`);
    expect((await read(token)).json).toMatchObject({ email: email() });
    const refused = await finish(token, 'short');
    expect([refused.status, codeOf(refused)]).toEqual([422, 'portal.password-unsuitable']);
    const done = await finish(token);
    expect([done.status, done.cookie]).toEqual([204, '']);
    expect((await stage.call('GET', '/api/session', { cookie })).status).toBe(401);
    expect((await stage.signIn(email())).status).toBe(401);
    expect((await stage.signIn(email(), { password: NEW_PASSWORD })).status).toBe(200);
    expect(codeOf(await finish(token))).toBe('portal.link-invalid');
    expect(codeOf(await read(token))).toBe('portal.link-invalid');
    expect(await stage.audit('user.password-reset')).toContainEqual({
      target: email(),
      details: { step: 'done' },
    });
  });

  it('gets the same answer whether anybody has the address or not', async () => {
    const known = await ask();
    const unknown = await ask(`nobody${round}@firma.example`);
    expect(plain(known)).toEqual(plain(unknown));
    const headers = ({ headers: all }: Answer) => [...all.keys()].sort();
    expect(headers(known)).toEqual(headers(unknown));
    await mailed();
  });

  it('has a link for an hour, and only the latest one', async () => {
    await ask();
    const first = await mailed();
    await ask();
    const second = await mailed(2);
    expect((await read(first)).status).toBe(404);
    stage.now = plusMs(stage.now, HOUR - 1);
    expect((await read(second)).status).toBe(200);
    stage.now = plusMs(stage.now, 1);
    expect((await read(second)).status).toBe(404);
    expect((await finish(second)).status).toBe(404);
    expect((await stage.signIn(email())).status).toBe(200);
  });

  it('link ends when the password is changed in the meantime', async () => {
    await ask();
    const token = await mailed();
    const cookie = await stage.cookieOf(email());
    const body = { current: PASSWORD, password: NEW_PASSWORD };
    await stage.call('POST', '/api/account/password', { body, cookie });
    expect((await finish(token, 'a third good password')).status).toBe(404);
  });

  it('two who finish with the same link at once set one password', async () => {
    await ask();
    const token = await mailed();
    const both = await Promise.all([finish(token), finish(token, 'a third good password')]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
  });

  it('may be asked for a few times an hour, for known and unknown people alike', async () => {
    for (const address of [email(), `nobody${round}@firma.example`]) {
      for (let time = 0; time < 5; time += 1) expect((await ask(address)).status).toBe(202);
      expect((await ask(address)).status).toBe(429);
    }
  });

  it('may not be asked for by one address for everybody', async () => {
    const answers: number[] = [];
    for (let time = 0; time < 61; time += 1)
      answers.push((await ask(`nobody${time}@firma.example`)).status);
    expect(answers.filter((status) => status === 202)).toHaveLength(60);
    expect(answers.at(-1)).toBe(429);
  });

  it('never sends a link to an address that the request made up', async () => {
    const forged = { host: 'evil.example', origin: 'http://evil.example' };
    const { request } = await import('node:http');
    const status = await new Promise<number>((done, fail) => {
      const { hostname, port } = new URL(stage.url);
      const headers = { ...forged, 'content-type': 'application/json' };
      const path = '/api/password-resets';
      request({ hostname, port, path, method: 'POST', headers }, (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      })
        .on('error', fail)
        .end(JSON.stringify({ email: email() }));
    });
    expect(status).toBe(202);
    await ask(); // the next one that leaves is the honest one
    await mailed();
    expect(stage.mails[0]?.mail.text).not.toContain('evil.example');
  });

  it('begins its link with the public address where there is one', async () => {
    await stage.start({ publicUrl: new URL('https://abgleich.example') });
    await ask(email(), { origin: 'https://abgleich.example' });
    await mailed();
    expect(stage.mails[0]?.mail.text).toContain('https://abgleich.example/passwort-neu#');
  });

  it('says whether this installation sends mails, the same for everybody', async () => {
    expect((await ask()).json).toEqual({ mails: 'all' });
    await stage.start({ ownMail: false });
    expect((await ask()).json).toEqual({ mails: 'some' });
    expect((await ask(`nobody${round}@firma.example`)).json).toEqual({ mails: 'some' });
  });

  it('can be replaced with a link that an admin sends or passes on', async () => {
    await stage.user({ organisationId: ours, email: `boss${round}@firma.example`, role: 'admin' });
    const boss = await stage.cookieOf(`boss${round}@firma.example`);
    const { rows } = await stage.database.pool.query<{ id: string }>(
      'select id from portal.users where email = $1',
      [email()],
    );
    const path = `/api/users/${rows[0]?.id}/password-link`;
    const sent = await stage.call('POST', path, { cookie: boss });
    expect(sent.json).toMatchObject({ kind: 'mailed', to: email() });
    const token = await mailed();
    await stage.start({ ownMail: false });
    const shown = await stage.call('POST', path, { cookie: boss });
    expect(shown.json).toMatchObject({ kind: 'shown', code: null });
    expect((await read(token)).status).toBe(404);
    expect((await finish(tokenIn(shown.text))).status).toBe(204);
    expect(await stage.audit('user.password-reset')).toContainEqual({
      target: email(),
      details: { step: 'link' },
    });
  });

  it('leaves neither link nor password in the log', () => {
    const log = stage.said.filter((line) => line.startsWith('{"level"')).join('\n');
    expect(log.length).toBeGreaterThan(100);
    const tokens = stage.mails.map(({ mail }) => tokenIn(mail.text));
    for (const secret of [...tokens, NEW_PASSWORD, PASSWORD]) expect(log).not.toContain(secret);
  });
});
