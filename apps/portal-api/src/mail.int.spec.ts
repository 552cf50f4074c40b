import { randomBytes } from 'node:crypto';
import { mailStatusAnswer, mailTestAnswer, problemJson } from '@abgleich/contracts';
import { type Instant, Fault, Secret, instant } from '@abgleich/domain';
import {
  type TestDatabase,
  type TestOrganisation,
  createConfigurationStore,
  createMailAccounts,
  createPortalStore,
  createSecretBox,
  createTestDatabase,
  insertOrganisation,
} from '@abgleich/persistence';
import { type Mailer, type RunningService, createLog } from '@abgleich/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createUser } from './create-user.js';
import { startPortalApi } from './start-portal-api.js';
import { createMailTest } from './test-mail.js';

const PASSWORD = 'correct horse battery staple';
const SMTP_PASSWORD = 'canary-smtp-9f3e';
const secrets = createSecretBox({
  keys: { k1: randomBytes(32).toString('base64') },
  currentKeyId: 'k1',
});

let database: TestDatabase;
let service: RunningService;
let ours: TestOrganisation;
let theirs: TestOrganisation;
let now: Instant;
let failing: Fault | null;
let onSend: () => Promise<void>;
const sent: string[] = [];
const seen: string[] = [];
const cookies: Record<string, string> = {};

const mailer: Mailer = {
  async send(account, mail) {
    if (failing !== null) throw failing;
    sent.push(`${account.recipient} ${mail.subject}`);
    await onSend();
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  const store = createPortalStore(database);
  ours = await insertOrganisation(database.pool, { name: 'Ours' });
  theirs = await insertOrganisation(database.pool, { name: 'Theirs' });
  const accounts = createMailAccounts(database.db, secrets);
  const clock = { now: () => now };
  now = instant(Date.UTC(2026, 10, 21, 12));
  service = await startPortalApi({
    store,
    clock,
    mailTest: createMailTest({ accounts, mailer, clock }),
    log: createLog('portal-api', { to: { write: (line: string) => void seen.push(line) } }),
    port: 0,
    staticDir: null,
    publicUrl: null,
    trustedProxies: 0,
  });
  for (const [name, role, { organisationId }] of [
    ['admin', 'admin', ours],
    ['operations', 'operations', ours],
    ['stranger', 'admin', theirs],
  ] as const) {
    const email = `${name}@shop.example`;
    await createUser(store, {
      organisationId,
      email,
      name,
      role,
      language: 'de',
      password: PASSWORD,
    });
    const answer = await call('POST', '/api/session', { body: { email, password: PASSWORD } });
    cookies[name] = answer.cookie;
  }
});
beforeEach(async () => {
  failing = null;
  onSend = () => Promise.resolve();
  sent.length = 0;
  // Another ten minutes, so that no test uses up the next one's tries.
  now = instant(now + 11 * 60_000);
  await database.pool.query('delete from notifier.alerts');
  await database.pool.query('delete from notifier.mails');
  await saveAccount();
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const saveAccount = () =>
  createConfigurationStore(database.db, secrets).saveMailAccount({
    organisationId: ours.organisationId,
    host: 'mail.example',
    port: 587,
    security: 'starttls',
    username: 'shop',
    password: new Secret(SMTP_PASSWORD),
    sender: 'abgleich@shop.example',
    recipient: 'ops@shop.example',
  });

type Call = { readonly body?: unknown; readonly as?: string };
async function call(method: string, path: string, { body, as }: Call = {}) {
  const answer = await fetch(service.url + path, {
    method,
    headers: {
      origin: service.url,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as === undefined ? {} : { cookie: cookies[as] ?? '' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  seen.push(text);
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { status: answer.status, json: JSON.parse(text) as unknown, cookie };
}
const test = async (as = 'admin') => {
  const { json } = await call('POST', '/api/mail-account/test', { as });
  return mailTestAnswer.parse(json);
};
const statusOf = async (as: string) =>
  mailStatusAnswer.parse((await call('GET', '/api/mail-status', { as })).json);

describe('the test mail', () => {
  it('is sent at once, and the account counts as accepted from then on', async () => {
    expect((await statusOf('admin')).account).toBe('untested');
    expect(await test()).toEqual({
      accepted: true,
      at: new Date(now).toISOString(),
      recipient: 'ops@shop.example',
    });
    expect(sent).toEqual(['ops@shop.example [Abgleich] Test-Mail']);
    expect((await statusOf('admin')).account).toBe('accepted');
  });

  it('that is refused answers in clear words in both languages, and accepts nothing', async () => {
    const params = { answer: '535 5.7.8 no' };
    failing = new Fault({ kind: 'config', code: 'mail.login-refused', params });
    expect(await test()).toMatchObject({
      accepted: false,
      serverSaid: '535 5.7.8 no',
      fault: {
        code: 'mail.login-refused',
        number: 'M712',
        de: {
          what: expect.stringContaining('abgelehnt'),
          todo: expect.stringContaining('"Passwort"'),
        },
        en: {
          what: expect.stringContaining('rejected'),
          todo: expect.stringContaining('"Password"'),
        },
      },
    });
    expect((await statusOf('admin')).account).toBe('untested');
  });

  it('accepts nothing when the account was changed while it was under way', async () => {
    onSend = async () => {
      await database.pool.query(`update portal.mail_accounts set recipient = 'new@shop.example'`);
    };
    expect((await test()).accepted).toBe(true);
    expect((await statusOf('admin')).account).toBe('untested');
  });

  it('says so when there is no account', async () => {
    expect(await test('stranger')).toMatchObject({
      accepted: false,
      fault: { code: 'mail.account-missing' },
      serverSaid: null,
    });
  });

  it('says so when the stored password cannot be read', async () => {
    await database.pool.query(`update portal.mail_accounts set password_cipher = 'v1:k9:AAAA'`);
    expect(await test()).toMatchObject({ fault: { code: 'platform.secret-unreadable' } });
    expect(sent).toEqual([]);
  });

  it('is for admins, and for nobody who is not signed in', async () => {
    const refused = await call('POST', '/api/mail-account/test', { as: 'operations' });
    expect([refused.status, problemJson.parse(refused.json).code]).toEqual([
      403,
      'portal.not-allowed',
    ]);
    expect((await call('POST', '/api/mail-account/test')).status).toBe(401);
    expect((await call('GET', '/api/mail-status')).status).toBe(401);
    expect(sent).toEqual([]);
  });

  it('cannot be used to flood a mailbox', async () => {
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => call('POST', '/api/mail-account/test', { as: 'admin' })),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    expect(sent).toHaveLength(10);
  });
});

describe('the state of the mails', () => {
  const waiting = async (): Promise<void> => {
    await database.pool.query(
      `insert into notifier.mails (id, organisation_id, kind, code, state, planned_at, next_try_at, attempts, tried_at, last_error_code)
        values ('0e1d3f5a-0000-4000-8000-000000000001', $1, 'group', 'capture.refused', 'pending', $2, $3, 3, $2, 'mail.unreachable')`,
      [ours.organisationId, new Date(now), new Date(now + 60_000)],
    );
    await database.pool.query(
      `insert into notifier.alerts (problem_id, organisation_id, connection_id, order_number, code, params, state, mail_id, arrived_at, changed_at)
        select gen_random_uuid(), $1, $2, n::text, 'capture.refused', '{}', case when n < 6 then 'planned' else 'waiting' end,
          case when n < 6 then '0e1d3f5a-0000-4000-8000-000000000001'::uuid end, $3, $3 from generate_series(1, 7) as n`,
      [ours.organisationId, ours.connectionId, new Date(now)],
    );
  };

  it('is all quiet when nothing waits', async () => {
    expect(await statusOf('operations')).toMatchObject({
      errorsWaiting: 0,
      mailsWaiting: 0,
      mailsGivenUp: 0,
      waitingSince: null,
      nextTryAt: null,
      lastError: null,
      givenUp: null,
    });
  });

  it('goes on telling of open errors whose mail was given up, until they are resolved', async () => {
    await waiting();
    await database.pool.query(`update notifier.mails set state = 'failed', finished_at = $1`, [
      new Date(now),
    ]);
    const { givenUp } = await statusOf('operations');
    expect(givenUp).toMatchObject({
      errors: 5,
      at: new Date(now).toISOString(),
      number: 'M705',
      en: { what: 'The mail server cannot be reached.' },
    });
    await database.pool.query(`update notifier.alerts set state = 'resolved'`);
    expect(await statusOf('operations')).toMatchObject({ givenUp: null });
  });

  it('counts what waits, since when, and says the last error in plain words', async () => {
    await waiting();
    expect(await statusOf('operations')).toMatchObject({
      errorsWaiting: 7,
      mailsWaiting: 1,
      waitingSince: new Date(now).toISOString(),
      nextTryAt: new Date(now + 60_000).toISOString(),
      lastError: {
        code: 'mail.unreachable',
        number: 'M705',
        at: new Date(now).toISOString(),
        de: { what: 'Der Mailserver ist nicht erreichbar.' },
      },
    });
  });

  it('is nobody else’s business', async () => {
    await waiting();
    expect(await statusOf('stranger')).toMatchObject({
      account: 'missing',
      errorsWaiting: 0,
      lastError: null,
    });
  });

  it('told no secret in any answer or log line', () => {
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.join('\n')).not.toContain(SMTP_PASSWORD);
  });
});
