import { usersAnswer } from '@abgleich/contracts';
import { DAY, Fault, type OrganisationId, Secret, plusMs } from '@abgleich/domain';
import {
  createConfigurationStore,
  createMailAccounts,
  createSecretBox,
  parseSecretKeys,
} from '@abgleich/persistence';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PASSWORD, PeopleStage, codeOf, tokenIn } from './testing/people-stage.js';

let stage: PeopleStage;
let ours: OrganisationId;
let theirs: OrganisationId;
let admin: string;
let adminId: string;
let colleagueId: string;
let strangerId: string;
let round = 0;

beforeAll(async () => {
  stage = await PeopleStage.open();
});
afterAll(() => stage.close());
beforeEach(async () => {
  round += 1;
  await stage.start();
  stage.mails.length = 0;
  stage.refuseMails = null;
  [ours, theirs] = [await stage.organisation('Ours'), await stage.organisation('Theirs')];
  adminId = await stage.user({ organisationId: ours, email: mail('admin'), role: 'admin' });
  colleagueId = await stage.user({ organisationId: ours, email: mail('ops'), role: 'operations' });
  strangerId = await stage.user({ organisationId: theirs, email: mail('hugo'), role: 'admin' });
  admin = await stage.cookieOf(mail('admin'));
});

const mail = (name: string): string => `${name}${round}@firma.example`;
const draft = (change: Record<string, string> = {}) => ({
  email: mail('neu'),
  name: 'Nina Neu',
  role: 'operations',
  language: 'en',
  ...change,
});
const invite = (change: Record<string, string> = {}, cookie = admin) =>
  stage.call('POST', '/api/users/invitations', { body: draft(change), cookie });
const list = async (cookie = admin) =>
  usersAnswer.parse((await stage.call('GET', '/api/users', { cookie })).json);
const read = (token: string) => stage.call('POST', '/api/invitations/read', { body: { token } });
const accept = (token: string, change: Record<string, string> = {}) =>
  stage.call('POST', '/api/invitations/accept', {
    body: { token, name: 'Nina N.', language: 'en', password: 'a long enough one', ...change },
  });

describe('inviting somebody', () => {
  it('sends a link by e-mail that makes a user of exactly this organisation and role, once', async () => {
    const invited = await invite();
    expect(invited.status).toBe(201);
    expect(invited.json).toMatchObject({ kind: 'mailed', to: mail('neu') });
    expect(invited.text).not.toContain('#');
    const [sent] = stage.mails;
    expect(sent?.account).toMatchObject({ recipient: mail('neu'), host: 'mail.example' });
    expect(sent?.mail.subject).toBe('[Abgleich] Invitation to Ours');
    expect(sent?.mail.text).toContain(`${stage.url}/einladung#`);
    expect(sent?.mail.text).toMatch(/Hello Nina Neu[^]*Guten Tag Nina Neu/);
    const token = tokenIn(sent?.mail.text ?? '');

    expect((await read(token)).json).toMatchObject({
      organisationName: 'Ours',
      email: mail('neu'),
      role: 'operations',
    });
    const joined = await accept(token);
    expect(joined.status).toBe(200);
    expect(joined.json).toMatchObject({
      user: { email: mail('neu'), name: 'Nina N.', role: 'operations', language: 'en' },
      organisation: { id: ours },
    });
    expect((await stage.call('GET', '/api/session', { cookie: joined.cookie })).status).toBe(200);
    expect([await accept(token), await read(token)].map(codeOf)).toEqual([
      'portal.link-invalid',
      'portal.link-invalid',
    ]);
    const { users, invitations } = await list();
    expect(invitations).toEqual([]);
    expect(users.map(({ email }) => email)).toContain(mail('neu'));
    expect(await stage.audit('user.joined')).toContainEqual({
      target: mail('neu'),
      details: { name: 'Nina N.', role: 'operations' },
    });
  });

  it('ends after seven days, and sending it again gives a new link while the old one ends', async () => {
    await invite();
    const first = tokenIn(stage.mails[0]?.mail.text ?? '');
    stage.now = plusMs(stage.now, 7 * DAY - 1);
    expect((await read(first)).status).toBe(200);
    stage.now = plusMs(stage.now, 1);
    expect((await read(first)).status).toBe(404);
    expect((await accept(first)).status).toBe(404);
    admin = await stage.cookieOf(mail('admin'));
    const id = (await list()).invitations[0]?.id ?? '';
    const again = await stage.call('POST', `/api/users/invitations/${id}/resend`, {
      cookie: admin,
    });
    expect(again.json).toMatchObject({ kind: 'mailed' });
    const second = tokenIn(stage.mails[1]?.mail.text ?? '');
    expect(second).not.toBe(first);
    expect((await read(first)).status).toBe(404);
    expect((await accept(second)).status).toBe(200);
  });

  it('can be withdrawn; then its link is as wrong as any other', async () => {
    await invite();
    const token = tokenIn(stage.mails[0]?.mail.text ?? '');
    const id = (await list()).invitations[0]?.id ?? '';
    const path = `/api/users/invitations/${id}`;
    expect((await stage.call('DELETE', path, { cookie: admin })).status).toBe(204);
    const [withdrawn, made] = [await read(token), await read('x'.repeat(43))];
    expect(withdrawn.status).toBe(404);
    expect({ ...(withdrawn.json as object), traceId: '' }).toEqual({
      ...(made.json as object),
      traceId: '',
    });
    expect((await stage.call('DELETE', path, { cookie: admin })).status).toBe(404);
  });

  it('twice for the same address leaves one invitation and one link', async () => {
    await invite();
    await invite({ email: mail('NEU'), role: 'viewer' });
    const [first, second] = stage.mails.map((one) => tokenIn(one.mail.text));
    expect((await list()).invitations).toMatchObject([{ role: 'viewer' }]);
    expect((await read(first ?? '')).status).toBe(404);
    expect((await accept(second ?? '')).json).toMatchObject({ user: { role: 'viewer' } });
  });

  it.each(['ops', 'OPS', 'hugo'])(
    'is refused for an address that somebody signs in with, here or elsewhere: %s',
    async (name) => {
      const refused = await invite({ email: mail(name) });
      expect([refused.status, codeOf(refused)]).toEqual([409, 'portal.email-taken']);
      expect(stage.mails).toEqual([]);
    },
  );

  it('into two organisations makes the first one to be joined the only one', async () => {
    await invite();
    await invite({}, await stage.cookieOf(mail('hugo')));
    const [first, second] = stage.mails.map((one) => tokenIn(one.mail.text));
    expect((await accept(second ?? '')).json).toMatchObject({ organisation: { id: theirs } });
    const late = await accept(first ?? '');
    expect([late.status, codeOf(late)]).toEqual([409, 'portal.email-taken']);
  });

  it('shows the admin the link where no mail leaves, and says why', async () => {
    stage.refuseMails = new Fault({ kind: 'config', code: 'mail.login-refused' });
    const refused = await invite();
    expect(refused.json).toMatchObject({ kind: 'shown', code: 'mail.login-refused' });
    expect((await read(tokenIn(refused.text))).status).toBe(200);

    await stage.start({ ownMail: false });
    const shown = await invite();
    expect(shown.json).toMatchObject({ kind: 'shown', code: null, to: mail('neu') });
    expect((await list()).mails).toBe(false);
    expect((await read(tokenIn(shown.text))).status).toBe(200);
  });

  it('uses the mail account of the organisation once a test mail was accepted, where the installation has none', async () => {
    await stage.start({ ownMail: false });
    const box = createSecretBox(parseSecretKeys(stage.keys));
    const { db } = stage.database;
    await createConfigurationStore(db, box).saveMailAccount({
      organisationId: ours,
      host: 'smtp.ours.example',
      port: 465,
      security: 'tls',
      username: 'ours',
      password: new Secret('smtp-canary'),
      sender: 'shop@ours.example',
      recipient: 'errors@ours.example',
    });
    expect((await invite()).json).toMatchObject({ kind: 'shown' });
    const accounts = createMailAccounts(db, box);
    const account = await accounts.read(ours);
    if (account !== null) await accounts.accept(account, stage.now);
    expect((await list()).mails).toBe(true);
    expect((await invite()).json).toMatchObject({ kind: 'mailed' });
    expect(stage.mails.map((one) => one.account)).toMatchObject([
      { host: 'smtp.ours.example', sender: 'shop@ours.example', recipient: mail('neu') },
    ]);
    expect((await invite({}, await stage.cookieOf(mail('hugo')))).json).toMatchObject({
      kind: 'shown',
    });
  });

  it('begins its links with the public address where there is one', async () => {
    const publicUrl = new URL('https://abgleich.example');
    await stage.start({ publicUrl });
    const origin = { origin: 'https://abgleich.example' };
    const { cookie } = await stage.call('POST', '/api/session', {
      body: { email: mail('admin'), password: PASSWORD },
      headers: origin,
    });
    await stage.call('POST', '/api/users/invitations', { body: draft(), cookie, headers: origin });
    expect(stage.mails[0]?.mail.text).toContain('https://abgleich.example/einladung#');
  });

  it.each([
    [{ email: 'no address' }],
    [{ email: 'two@a.example, three@b.example' }],
    [{ name: '' }],
    [{ name: 'Nina\nBcc: all@firma.example' }],
    [{ role: 'owner' }],
    [{ language: 'fr' }],
  ])('refuses %j', async (change) => {
    expect((await invite(change)).status).toBe(400);
    expect(stage.mails).toEqual([]);
  });

  it.each([
    ['short', 'too-short'],
    ['Passwort2026!', 'too-common'],
  ])(
    'and joining with the password "%s" is refused without using up the link',
    async (password) => {
      await invite();
      const token = tokenIn(stage.mails[0]?.mail.text ?? '');
      const refused = await accept(token, { password });
      expect([refused.status, codeOf(refused)]).toEqual([422, 'portal.password-unsuitable']);
      expect((await accept(token, { password: mail('neu') })).status).toBe(422);
      expect((await accept(token)).status).toBe(200);
    },
  );

  it('two who accept the same link at once become one user', async () => {
    await invite();
    const token = tokenIn(stage.mails[0]?.mail.text ?? '');
    const both = await Promise.all([accept(token), accept(token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('stops answering somebody who tries links, for a while', async () => {
    for (let guess = 0; guess < 20; guess += 1)
      expect((await read(String(guess).padStart(43, 'x'))).status).toBe(404);
    expect((await read('y'.repeat(43))).status).toBe(429);
  });
});

describe('the users of an organisation', () => {
  it('are listed for its admins with their role and last sign-in, and nobody of another organisation', async () => {
    const { users, ownId, mails } = await list();
    expect(ownId).toBe(adminId);
    expect(mails).toBe(true);
    expect(users.map(({ email, role }) => [email, role])).toEqual([
      [mail('admin'), 'admin'],
      [mail('ops'), 'operations'],
    ]);
    expect(users.map(({ lastSignInAt }) => lastSignInAt !== null)).toEqual([true, false]);
  });

  it('get another role at once, in sessions that are open as well', async () => {
    const colleague = await stage.cookieOf(mail('ops'));
    expect((await stage.call('GET', '/api/users', { cookie: colleague })).status).toBe(403);
    const body = { role: 'admin' };
    const path = `/api/users/${colleagueId}`;
    expect((await stage.call('PUT', path, { body, cookie: admin })).status).toBe(204);
    expect((await stage.call('GET', '/api/users', { cookie: colleague })).status).toBe(200);
    expect(await stage.audit('user.changed')).toContainEqual({
      target: mail('ops'),
      details: { role: 'admin', roleBefore: 'operations' },
    });
  });

  it('are removed with their sessions, and can be invited again', async () => {
    const colleague = await stage.cookieOf(mail('ops'));
    const path = `/api/users/${colleagueId}`;
    expect((await stage.call('DELETE', path, { cookie: admin })).status).toBe(204);
    expect((await stage.call('GET', '/api/session', { cookie: colleague })).status).toBe(401);
    expect((await stage.signIn(mail('ops'))).status).toBe(401);
    expect((await stage.call('DELETE', path, { cookie: admin })).status).toBe(404);
    expect((await invite({ email: mail('ops') })).status).toBe(201);
  });

  it('keep their last admin: neither demoted nor removed, not by two at once either', async () => {
    const own = `/api/users/${adminId}`;
    const demoted = await stage.call('PUT', own, { body: { role: 'viewer' }, cookie: admin });
    const removed = await stage.call('DELETE', own, { cookie: admin });
    expect([demoted, removed].map(({ status }) => status)).toEqual([409, 409]);
    expect([demoted, removed].map(codeOf)).toEqual(['portal.last-admin', 'portal.last-admin']);

    await stage.call('PUT', `/api/users/${colleagueId}`, {
      body: { role: 'admin' },
      cookie: admin,
    });
    const colleague = await stage.cookieOf(mail('ops'));
    const both = await Promise.all([
      stage.call('DELETE', `/api/users/${colleagueId}`, { cookie: admin }),
      stage.call('DELETE', own, { cookie: colleague }),
    ]);
    const left = await stage.database.pool.query(
      `select from portal.users where organisation_id = $1 and role = 'admin'`,
      [ours],
    );
    expect(left.rowCount).toBe(1);
    expect(both.map(({ status }) => status)).toContain(204);
  });

  it('are nothing to admins of another organisation: every id answers as one that does not exist', async () => {
    await invite();
    const invitationId = (await list()).invitations[0]?.id ?? '';
    const foreign = await stage.cookieOf(mail('hugo'));
    const nobody = '00000000-0000-4000-8000-000000000000';
    const tries = [
      ['PUT', '/api/users/ID', colleagueId, { role: 'viewer' }],
      ['DELETE', '/api/users/ID', colleagueId],
      ['DELETE', '/api/users/ID/second-factor', colleagueId],
      ['POST', '/api/users/ID/password-link', colleagueId],
      ['POST', '/api/users/invitations/ID/resend', invitationId],
      ['DELETE', '/api/users/invitations/ID', invitationId],
    ] as const;
    for (const [method, path, id, body] of tries) {
      const answers = [];
      for (const one of [id, nobody, 'not-an-id'])
        answers.push(await stage.call(method, path.replace('ID', one), { body, cookie: foreign }));
      expect([path, ...answers.map(({ status }) => status)]).toEqual([path, 404, 404, 404]);
      const bodies = answers.map(({ json }) => ({ ...(json as object), traceId: '' }));
      expect(bodies[0]).toEqual(bodies[1]);
    }
    expect((await list()).invitations).toHaveLength(1);
    expect((await list(foreign)).users.map(({ id }) => id)).toEqual([strangerId]);
  });

  it.each(['operations', 'viewer'] as const)('are none of the business of %s', async (role) => {
    await stage.user({ organisationId: ours, email: mail(role), role });
    const cookie = await stage.cookieOf(mail(role));
    const tries = [
      await stage.call('GET', '/api/users', { cookie }),
      await invite({}, cookie),
      await stage.call('PUT', `/api/users/${colleagueId}`, { body: { role: 'admin' }, cookie }),
      await stage.call('DELETE', `/api/users/${adminId}`, { cookie }),
      await stage.call('POST', `/api/users/${adminId}/password-link`, { cookie }),
      await stage.call('DELETE', `/api/users/${adminId}/second-factor`, { cookie }),
    ];
    expect(tries.map(({ status }) => status)).toEqual(tries.map(() => 403));
  });
});

describe('secrets', () => {
  it('of links and passwords are in no log line, and in no table', async () => {
    await invite();
    const token = tokenIn(stage.mails[0]?.mail.text ?? '');
    await accept(token);
    const lines = stage.said.filter((line) => line.startsWith('{"level"')).join('\n');
    expect(lines.length).toBeGreaterThan(100);
    for (const secret of [token, PASSWORD, 'a long enough one'])
      expect(lines).not.toContain(secret);
    const { rows } = await stage.database.pool.query('select details, target from portal.audit');
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
