import { mailAccountAnswer, problemJson } from '@abgleich/contracts';
import { createMailAccounts } from '@abgleich/persistence';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningSetup } from './testing/running-setup.js';

const CANARY = 'canary-smtp-55d0';
const ENTRY = {
  ...{ host: 'mail.invalid', port: 587, security: 'starttls', username: 'shop', password: CANARY },
  ...{ sender: 'abgleich@shop.example', recipient: 'orders@shop.example' },
};

let setup: RunningSetup;
beforeAll(async () => {
  setup = await RunningSetup.start();
});
beforeEach(() => setup.database.pool.query('truncate portal.mail_accounts, portal.audit'));
afterEach(() => {
  setup.privateAllowed = true;
});
afterAll(() => setup?.stop());

const save = (change: Record<string, unknown> = {}, as = 'admin') =>
  setup.call('PUT', '/api/mail-account', { as, body: { ...ENTRY, ...change } });
const read = async (as = 'admin') =>
  mailAccountAnswer.parse((await setup.call('GET', '/api/mail-account', { as })).json).account;
const errorsOf = async (change: Record<string, unknown>) => {
  const { status, json } = await save(change);
  const { errors } = problemJson.parse(json);
  return [
    status,
    [...new Set(errors?.map(({ path, code }) => (status === 422 ? `${path} ${code}` : path)))],
  ];
};
const storedPassword = async () =>
  (
    await createMailAccounts(setup.database.db, setup.box).read(setup.ours.organisationId)
  )?.password?.reveal();

describe('the mail account', () => {
  it('is saved, is untested then, and its password never comes out again', async () => {
    expect(await read()).toBeNull();
    expect((await save()).status).toBe(200);
    const { password: _password, ...shown } = ENTRY;
    expect(await read('viewer')).toEqual({ ...shown, hasPassword: true, acceptedAt: null });
    expect(await storedPassword()).toBe(CANARY);
    expect(setup.texts.join() + setup.log.join()).not.toContain(CANARY);
  });

  it('is complete once a test mail was accepted, and no more when it is changed', async () => {
    await save();
    await setup.call('POST', '/api/mail-account/test');
    expect((await read())?.acceptedAt).not.toBeNull();
    await save({ password: null });
    expect((await read())?.acceptedAt).not.toBeNull(); // nothing changed
    await save({ password: null, recipient: 'others@shop.example' });
    expect(await read()).toMatchObject({ acceptedAt: null, hasPassword: true });
  });

  it('keeps its password when none is given, and does not take it to another server', async () => {
    await save();
    await save({ password: null, port: 25 });
    expect(await storedPassword()).toBe(CANARY);
    expect(await errorsOf({ password: null, host: 'elsewhere.invalid' })).toEqual([
      422,
      ['password needed-for-address'],
    ]);
    await save({ username: null, password: null, host: 'elsewhere.invalid' });
    expect(await storedPassword()).toBeUndefined();
  });

  it.each([
    ['no server', { host: ' ' }, [400, 'host']],
    ['an address for a server', { host: 'me@shop.example' }, [400, 'host']],
    ['a port that is none', { port: 70_000 }, [400, 'port']],
    ['two recipients', { recipient: 'a@b.example, c@d.example' }, [400, 'recipient']],
    ['a line break in the sender', { sender: 'a@b.example\r\nBcc: x@y.example' }, [400, 'sender']],
    ['a login without a password', { password: null }, [422, 'password missing']],
  ] as const)('with %s is refused by name of the field', async (_what, change, [status, error]) => {
    expect(await errorsOf(change)).toEqual([status, [error]]);
    expect(await read()).toBeNull();
  });

  it.each(['127.0.0.1', 'localhost', '169.254.169.254', '::1', '10.1.2.3'])(
    'at the private address %s is refused where the installation does not allow it',
    async (host) => {
      setup.privateAllowed = false;
      expect(await errorsOf({ host })).toEqual([422, ['host address-not-allowed']]);
    },
  );

  it('is changed by admins only, and is nobody else’s', async () => {
    for (const as of ['operations', 'viewer']) expect((await save({}, as)).status).toBe(403);
    await save();
    expect(await read('stranger')).toBeNull();
    const { rows } = await setup.database.pool.query<{ action: string; target: string }>(
      `select action, target from portal.audit where action like 'mail-account.%'`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['mail-account.saved']);
  });
});
