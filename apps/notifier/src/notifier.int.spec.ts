import { randomUUID } from 'node:crypto';
import { DAY, Fault, HOUR, MINUTE, PROBLEM_CATALOG } from '@abgleich/domain';
import { createMailAccounts, createPortalStore } from '@abgleich/persistence';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  COLLECT_MS,
  MAIL_PASSWORD,
  NotifierBench,
  unreachable,
} from './testing/running-notifier.js';

const { number: NUMBER } = PROBLEM_CATALOG['release.payment-unknown'];

let bench: NotifierBench;
let round: () => Promise<number | null>;
beforeEach(async () => {
  bench = await NotifierBench.start();
  await bench.saveAccount();
  round = bench.newRound();
});
afterEach(() => bench.database.drop());

const raise = (orderNumber: string, change = {}) =>
  bench.note(bench.problem('problem.raised', orderNumber, change));
const status = () => createPortalStore(bench.database.db).orders.mailStatus(bench.organisationId);
async function collected(): Promise<void> {
  bench.pass(COLLECT_MS);
  await round();
}

describe('an error', () => {
  it('is told once it was collected, with its order and a link, under the account of its organisation', async () => {
    await raise('1001');
    expect(await round()).toBe(bench.now + COLLECT_MS);
    expect(bench.sent).toEqual([]);
    await collected();
    expect(bench.subjects()).toEqual([`[Abgleich] Fehler ${NUMBER}: Auftrag 1001`]);
    const [first] = bench.sent;
    expect(first?.account).toMatchObject({ host: 'mail.example', recipient: 'ops@shop.example' });
    expect(first?.account.password?.reveal()).toBe(MAIL_PASSWORD);
    expect(first?.mail.text).toContain(
      `https://abgleich.example.org/auftraege/${bench.connectionId}/1001`,
    );
    expect(await round()).toBeNull();
    expect(bench.sent).toHaveLength(1);
  });

  it('shares a mail with its like, also when the event comes twice', async () => {
    const twice = bench.problem('problem.raised', '1001');
    await bench.note(twice);
    await bench.note(twice);
    await raise('1002');
    await collected();
    expect(bench.subjects()).toEqual([expect.stringContaining('2 Aufträge betroffen')]);
  });

  it('is not told when it was resolved before its mail left', async () => {
    const event = bench.problem('problem.raised', '1001');
    await bench.note(event);
    await raise('1002');
    await bench.note(bench.problem('problem.resolved', '1001', event.data));
    await collected();
    expect(bench.subjects()).toEqual([expect.stringMatching(/Auftrag 1002$/)]);
  });

  it('leaves a mail that could not be sent yet, and an empty mail is never sent', async () => {
    const event = bench.problem('problem.raised', '1001');
    await bench.note(event);
    bench.failing = unreachable();
    await collected();
    await bench.note(bench.problem('problem.resolved', '1001', event.data));
    bench.failing = null;
    bench.pass(MINUTE);
    await round();
    expect(bench.sent).toEqual([]);
    expect(await bench.rows('mails')).toMatchObject([{ state: 'withdrawn' }]);
    expect((await status()).mailsWaiting).toBe(0);
  });

  it('is not told when an older event comes after its end', async () => {
    const event = bench.problem('problem.raised', '1001');
    await bench.note(bench.problem('problem.resolved', '1001', event.data));
    await bench.note(event);
    await collected();
    expect(bench.sent).toEqual([]);
  });

  it('that became a notice is not told, and is when it becomes an error again', async () => {
    const { data } = bench.problem('problem.raised', '1001');
    await raise('1001', data);
    await raise('1001', { ...data, severity: 'notice' });
    await collected();
    expect(bench.sent).toEqual([]);
    await raise('1001', data);
    await collected();
    expect(bench.sent).toHaveLength(1);
  });

  it('that was told is not told again, whatever its severity does', async () => {
    const { data } = bench.problem('problem.raised', '1001');
    await raise('1001', data);
    await collected();
    await raise('1001', { ...data, severity: 'notice' });
    await raise('1001', data);
    await collected();
    expect(bench.sent).toHaveLength(1);
  });

  it('is a notice: nobody is told', async () => {
    expect(await raise('1001', { severity: 'notice' })).toBe(false);
    await collected();
    expect(bench.sent).toEqual([]);
    expect(await bench.rows('alerts')).toEqual([]);
  });
});

describe('a storm', () => {
  it('of 1,000 equal errors is told in three mails and one digest, each error once', async () => {
    for (let wave = 0; wave < 4; wave += 1) {
      const ids = Array.from({ length: 250 }, (_unused, index) => 10_000 + wave * 250 + index);
      await Promise.all(ids.map((id) => raise(String(id))));
      await collected();
    }
    bench.pass(MINUTE);
    await round();
    expect(bench.subjects().map((subject) => /(\d+) (Aufträge|Fehler)/.exec(subject)?.[0])).toEqual(
      ['250 Aufträge', '250 Aufträge', '250 Aufträge', '250 Fehler'],
    );
    const told = bench.sent.flatMap(({ mail }) => {
      const [german = ''] = mail.text.split('-'.repeat(60));
      return [...german.matchAll(/Auftrag (1\d{4})/g)].map(([, number]) => number);
    });
    expect(new Set(told).size).toBe(1_000);
    expect(told).toHaveLength(1_000);
  });
});

describe('while the mail server is down', () => {
  beforeEach(async () => {
    bench.failing = unreachable();
    await raise('1001');
    await collected();
  });

  it('a mail is kept for hours, tried in growing steps, and leaves when the server is back', async () => {
    let tries = 1;
    const until = bench.now + 5 * HOUR;
    while (bench.now < until) {
      const next = await round();
      bench.pass(Math.max(0, (next ?? until) - bench.now));
      tries += 1;
    }
    expect(tries).toBeLessThan(25);
    expect(bench.sent).toEqual([]);
    bench.failing = null;
    bench.pass(30 * MINUTE);
    await round();
    expect(bench.subjects()).toEqual([expect.stringContaining('Auftrag 1001')]);
  });

  it('people see in plain words what waits and why', async () => {
    await raise('1002');
    expect(await status()).toMatchObject({
      account: 'untested',
      errorsWaiting: 2,
      mailsWaiting: 1,
      mailsGivenUp: 0,
      lastError: { code: 'mail.unreachable' },
      nextTryAt: new Date(bench.now + 30_000).toISOString(),
    });
  });

  it('a day of errors ends in a few mails', async () => {
    for (let hour = 0; hour < 24; hour += 1) {
      for (const code of ['release.payment-unknown', 'capture.refused'])
        await raise(`${hour}`, { code });
      bench.pass(HOUR);
      await round();
    }
    bench.failing = null;
    bench.pass(HOUR);
    for (let again = 0; again < 5; again += 1) {
      await round();
      bench.pass(MINUTE);
    }
    expect(bench.sent.length).toBeLessThanOrEqual(3);
    expect(await status()).toMatchObject({ errorsWaiting: 0, lastError: null });
  });

  it('an accepted test mail lets it go at once', async () => {
    bench.failing = null;
    await round();
    expect(bench.sent).toEqual([]);
    const accounts = createMailAccounts(bench.database.db, bench.secrets);
    const account = await accounts.read(bench.organisationId);
    bench.pass(1_000);
    if (account) expect(await accounts.accept(account, bench.now)).toBe(true);
    await round();
    expect(bench.sent).toHaveLength(1);
  });

  it('after a week it is given up, and that is shown', async () => {
    bench.pass(7 * DAY);
    await round();
    expect(await bench.rows('mails')).toMatchObject([
      { state: 'failed', last_error_code: 'mail.unreachable' },
    ]);
    expect(await status()).toMatchObject({ mailsWaiting: 0, mailsGivenUp: 1 });
  });

  it('one refused for its content does not hold up the others', async () => {
    bench.failing = new Fault({ kind: 'rejected', code: 'mail.refused' });
    bench.pass(MINUTE);
    await round();
    bench.failing = null;
    await raise('1002', { code: 'capture.refused' });
    await collected();
    expect(bench.subjects()).toEqual([expect.stringContaining('Auftrag 1002')]);
  });
});

describe('without a mail account', () => {
  it('errors wait for one, and people see that it is missing', async () => {
    await bench.database.pool.query('delete from portal.mail_accounts');
    await raise('1001');
    await collected();
    expect(await status()).toMatchObject({
      account: 'missing',
      errorsWaiting: 1,
      lastError: { code: 'mail.account-missing' },
    });
    await bench.saveAccount();
    await round();
    expect(bench.sent).toHaveLength(1);
  });
});

describe('a crash', () => {
  const die = () => Promise.reject(new Error('killed'));

  it('while a mail is under way sends it again under the same id, after its claim has run out', async () => {
    await raise('1001');
    bench.afterSend = die;
    // Killed: nothing is written after the server took it.
    await bench.database.pool
      .query(`create function notifier.away() returns trigger language plpgsql as
      $$ begin raise exception 'killed' using errcode = '57P01'; end $$`);
    await bench.database.pool.query(
      `create trigger away before update on notifier.mails for each row when (old.state = 'sending') execute function notifier.away()`,
    );
    bench.pass(COLLECT_MS);
    await expect(round()).rejects.toBeDefined();
    await bench.database.pool.query('drop trigger away on notifier.mails');
    bench.afterSend = () => Promise.resolve();
    const other = bench.newRound();
    bench.pass(MINUTE);
    await other();
    expect(bench.sent).toHaveLength(1);
    bench.pass(5 * MINUTE);
    await other();
    expect(bench.sent).toHaveLength(2);
    expect(new Set(bench.sent.map(({ mail }) => mail.id)).size).toBe(1);
    expect(await bench.rows('mails')).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('of the database after a mail left does not send it twice', async () => {
    await raise('1001');
    await bench.database.pool
      .query(`create function notifier.away() returns trigger language plpgsql as
      $$ begin raise exception 'away' using errcode = '57P01'; end $$`);
    await bench.database.pool.query(
      `create trigger away before update on notifier.mails for each row when (new.state = 'sent') execute function notifier.away()`,
    );
    bench.pass(COLLECT_MS);
    await expect(round()).rejects.toBeDefined();
    await bench.database.pool.query('drop trigger away on notifier.mails');
    bench.pass(HOUR);
    await round();
    expect(bench.sent).toHaveLength(1);
    expect(await bench.rows('mails')).toMatchObject([{ state: 'sent' }]);
  });
});

describe('two processes', () => {
  it('send every mail once', async () => {
    const other = bench.newRound();
    for (const code of ['release.payment-unknown', 'capture.refused', 'release.payment-failed'])
      await raise(randomUUID().slice(0, 8), { code });
    bench.pass(COLLECT_MS);
    await Promise.all([round(), other(), round(), other()]);
    await Promise.all([round(), other()]);
    expect(new Set(bench.subjects()).size).toBe(3);
    expect(bench.sent).toHaveLength(3);
  });
});

describe('what is kept and logged', () => {
  it('names orders and nothing of customers, and no secret', async () => {
    await raise('1001');
    bench.failing = new Fault({
      kind: 'config',
      code: 'mail.login-refused',
      params: { answer: `Erika Mustermann ${MAIL_PASSWORD}` },
    });
    await collected();
    bench.failing = null;
    bench.pass(HOUR);
    await round();
    const stored = JSON.stringify([await bench.rows('mails'), await bench.rows('alerts')]);
    const told = JSON.stringify(bench.sent.map(({ mail }) => mail));
    for (const text of [stored, told, bench.logLines.join('')]) {
      expect(text).not.toMatch(/Mustermann|canary|ops@shop/);
      expect(text.length).toBeGreaterThan(100);
    }
  });

  it('is forgotten a month after it was told', async () => {
    await raise('1001');
    await collected();
    bench.pass(31 * DAY);
    await round();
    expect([await bench.rows('mails'), await bench.rows('alerts')]).toEqual([[], []]);
  });
});
