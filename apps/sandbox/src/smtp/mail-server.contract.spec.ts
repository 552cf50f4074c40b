import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { createCallLog } from '../kernel/calls.js';
import { seededRandom } from '../kernel/clock.js';
import { createFaultRegistry, type FaultKind } from '../kernel/faults.js';
import { type MailServer, type ReceivedMail, startMailServer } from './mail-server.js';
import { selfSigned } from './self-signed.js';

const CERTIFICATE = selfSigned(Date.now());
const ACCOUNT = { user: 'shop', password: 'geheim' };
let server: MailServer;
let mails: ReceivedMail[];
const faults = createFaultRegistry({ random: seededRandom(1) });
const calls = createCallLog({ max: 100 });

beforeEach(async () => {
  mails = [];
  faults.clear();
  calls.clear();
  server = await startMailServer({
    port: 0,
    account: ACCOUNT,
    certificate: CERTIFICATE,
    faults,
    calls,
    now: () => Date.UTC(2026, 2, 1),
    onMail: (mail) => mails.push(mail),
  });
});
afterEach(() => server.close());

type Security = 'none' | 'starttls' | 'tls';
function send(account = ACCOUNT, security: Security = 'none'): Promise<unknown> {
  const [host, port] = server.address.split(':');
  const transport = nodemailer.createTransport({
    host: host ?? '',
    port: Number(port),
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { ca: CERTIFICATE.cert },
    auth: { user: account.user, pass: account.password },
    socketTimeout: 2_000,
  });
  const mail = {
    from: 'abgleich@shop.example',
    to: 'ops@shop.example',
    subject: 'Auftrag 17: Zahlung nicht möglich',
    text: 'Bitte prüfen:\nAuftrag 17',
  };
  return transport.sendMail(mail).finally(() => transport.close());
}
const inject = (kind: FaultKind, match: string, rest: { delayMs?: number; code?: string } = {}) =>
  faults.add({ target: 'smtp', kind, match, times: 1, ...rest });

describe('the mail server of the sandbox', () => {
  it('keeps what a real mail client sends', async () => {
    await send();
    expect(mails).toEqual([
      {
        at: '2026-03-01T00:00:00.000Z',
        to: 'ops@shop.example',
        subject: 'Auftrag 17: Zahlung nicht möglich',
        text: 'Bitte prüfen:\nAuftrag 17',
      },
    ]);
    expect(calls.list()).toMatchObject([{ target: 'smtp', name: 'DATA', status: 250 }]);
  });

  it.each<Security>(['none', 'starttls', 'tls'])(
    'takes a mail with security %s at the same port, under a certificate that can be checked',
    async (security) => {
      await send(ACCOUNT, security);
      expect(mails).toHaveLength(1);
    },
  );

  it('refuses a wrong login over TLS, too', async () => {
    const wrong = send({ ...ACCOUNT, password: 'falsch' }, 'tls');
    await expect(wrong).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
  });

  it('refuses a wrong login', async () => {
    const wrong = send({ ...ACCOUNT, password: 'falsch' });
    await expect(wrong).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
    expect(mails).toEqual([]);
  });

  it.each<[FaultKind, string, { code?: string }, number, number]>([
    ['unauthorized', 'AUTH', {}, 535, 0],
    ['error-500', 'DATA', {}, 451, 0],
    ['return-error', 'DATA', {}, 550, 0],
    ['rate-limit', 'DATA', {}, 421, 0],
    ['business-code', 'DATA', { code: '452' }, 452, 0],
    ['business-code', 'RCPT', { code: '550' }, 550, 0],
    ['business-code', 'MAIL', { code: '553' }, 553, 0],
  ])('under %s at %s', async (kind, match, rest, responseCode, kept) => {
    inject(kind, match, rest);
    await expect(send()).rejects.toMatchObject({ responseCode });
    expect(mails).toHaveLength(kept);
    await send();
    expect(mails).toHaveLength(kept + 1);
  });

  it.each<[FaultKind, number]>([
    ['timeout', 0],
    ['drop', 0],
    // The sender cannot know, and will send it again.
    ['lost-answer', 1],
  ])('gives no answer under %s', async (kind, kept) => {
    inject(kind, 'DATA');
    await expect(send()).rejects.not.toHaveProperty('responseCode', expect.any(Number));
    expect(mails).toHaveLength(kept);
    expect(calls.list().map(({ status }) => status)).toEqual([0]);
  });

  it('hangs up at the login under drop', async () => {
    inject('drop', 'AUTH');
    await expect(send()).rejects.not.toHaveProperty('responseCode', expect.any(Number));
    await send();
    expect(mails).toHaveLength(1);
  });

  it.each<[FaultKind, number]>([
    ['duplicate', 2],
    ['lost-answer', 1],
  ])('keeps %s for the mail itself when no step is named', async (kind, kept) => {
    faults.add({ target: 'smtp', kind, times: 1 });
    await send().catch(() => undefined); // a lost answer is an error for the sender
    expect(mails).toHaveLength(kept);
  });

  it('delivers twice under duplicate and late under slow', async () => {
    inject('duplicate', 'DATA');
    await send();
    inject('slow', 'DATA', { delayMs: 50 });
    await send();
    expect(mails).toHaveLength(3);
  });
});
