import { type Server, type Socket, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type OrganisationId, Secret } from '@abgleich/domain';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { type MailSink, startMailSink } from '../testing/mail-sink.js';
import { type OwnCertificate, ownCertificate } from '../testing/own-certificate.js';
import { type MailAccount, createMailer } from './create-mailer.js';

const PASSWORD = 'canary-pass-9f3e';
const HOST = 'mail.test';
const QUICK = { connectMs: 2_000, greetingMs: 600, silenceMs: 600 };
const MAIL = {
  id: '0e1d3f5a-0000-4000-8000-000000000001',
  subject: '[Abgleich] Fehler R101: Auftrag 1001 – nicht möglich',
  text: 'Auftrag 1001\nmöglich\n',
  at: new Date(Date.UTC(2026, 10, 21, 12)),
};

let own: OwnCertificate;
let foreign: OwnCertificate;
let sink: MailSink | null = null;
let silent: Server | null = null;
beforeAll(() => {
  own = ownCertificate(HOST);
  foreign = ownCertificate('other.test');
});
afterEach(async () => {
  await sink?.close();
  silent?.close();
  sink = null;
  silent = null;
});

const mailer = (ca: string | null = own.cert) =>
  createMailer({
    allowPrivate: true,
    ca,
    timeouts: QUICK,
    resolve: () => Promise.resolve(['127.0.0.1']),
  });
const account = (port: number, change: Partial<MailAccount> = {}): MailAccount => ({
  organisationId: 'a0000000-0000-4000-8000-000000000001' as OrganisationId,
  host: HOST,
  port,
  security: 'none',
  username: null,
  password: null,
  sender: 'abgleich@shop.example',
  recipient: 'ops@shop.example',
  ...change,
});
const login = { username: 'shop', password: new Secret(PASSWORD) };
const plainText: SMTPServerOptions = { disabledCommands: ['STARTTLS', 'AUTH'] };

async function start(options: SMTPServerOptions): Promise<MailSink> {
  sink = await startMailSink(options);
  return sink;
}
/** A server that is no mail server: it does with a connection what it is told. */
async function startOther(onConnection: (socket: Socket) => void): Promise<number> {
  silent = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  return (silent.address() as AddressInfo).port; // it listens on TCP
}

describe('a mail that leaves', () => {
  it('arrives in plain text with a Message-ID that stays the same and the marks of a machine', async () => {
    const { port, mails } = await start(plainText);
    await mailer().send(account(port), { ...MAIL, headers: { 'X-Abgleich-Error': 'R101' } });
    await mailer().send(account(port), MAIL);
    expect(mails).toHaveLength(2);
    expect(mails[0]).toMatchObject({ from: 'abgleich@shop.example', to: ['ops@shop.example'] });
    for (const { source } of mails)
      expect(source).toContain(`Message-ID: <${MAIL.id}.abgleich@shop.example>`);
    expect(mails[0]?.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mails[0]?.source).toMatch(/^X-Abgleich-Error: R101\r$/m);
    expect(mails[0]?.source).toMatch(/^Date: Sat, 21 Nov 2026 12:00:00 \+0000\r$/m);
    expect(mails[0]?.source).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
  });

  it('logs in over STARTTLS when the certificate is known to the installation', async () => {
    const logins: string[] = [];
    const { port, mails } = await start({
      ...own,
      authOptional: false,
      onAuth: ({ username, password }, session, done) => {
        logins.push(`${username}/${password}/${session.secure}`);
        done(null, { user: 'shop' });
      },
    });
    await mailer().send(account(port, { security: 'starttls', ...login }), MAIL);
    expect(mails).toHaveLength(1);
    expect(logins).toEqual([`shop/${PASSWORD}/true`]);
  });

  it('goes over TLS from the first byte', async () => {
    const { port, mails } = await start({ ...own, secure: true });
    await mailer().send(account(port, { security: 'tls' }), MAIL);
    expect(mails).toHaveLength(1);
  });

  it('cannot be made to carry further headers or recipients', async () => {
    const { port, mails } = await start(plainText);
    const evil = 'x\r\nBcc: thief@example.org\r\n\r\nBody';
    await mailer().send(account(port), {
      ...MAIL,
      subject: evil,
      headers: { 'X-Abgleich-Error': evil },
    });
    expect(mails[0]?.to).toEqual(['ops@shop.example']);
    expect(mails[0]?.source).not.toMatch(/^Bcc:/im);
  });
});

describe('a mail that does not leave', () => {
  const refusing = (code: number, text: string) =>
    Object.assign(new Error(text), { responseCode: code });
  type Refusal = readonly [
    why: string,
    code: string,
    options: SMTPServerOptions,
    Partial<MailAccount>,
  ];
  const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) =>
    done(refusing(535, 'no such login'));

  it.each<Refusal>([
    [
      'a wrong password',
      'mail.login-refused',
      { ...plainText, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, onAuth },
      login,
    ],
    [
      'no login where one is needed',
      'mail.login-needed',
      { disabledCommands: ['STARTTLS'], authOptional: false, allowInsecureAuth: true },
      {},
    ],
    [
      'a refused sender',
      'mail.sender-refused',
      { ...plainText, onMailFrom: (_a, _s, done) => done(refusing(553, 'not yours')) },
      {},
    ],
    [
      'its one recipient being refused',
      'mail.recipient-refused',
      { ...plainText, onRcptTo: (_a, _s, done) => done(refusing(550, 'no such user')) },
      {},
    ],
    [
      'a full mailbox',
      'mail.busy',
      { ...plainText, onRcptTo: (_a, _s, done) => done(refusing(452, 'full')) },
      {},
    ],
    [
      'a refused content',
      'mail.refused',
      {
        ...plainText,
        onData: (stream, _s, done) => {
          stream.resume();
          stream.on('end', () => done(refusing(554, 'spam')));
        },
      },
      {},
    ],
    [
      'a busy server',
      'mail.busy',
      { ...plainText, onConnect: (_s, done) => done(refusing(421, 'later')) },
      {},
    ],
    [
      'a server that wants nothing from us',
      'mail.busy',
      { ...plainText, onConnect: (_s, done) => done(refusing(554, 'go away')) },
      {},
    ],
    ['no STARTTLS offered', 'mail.starttls-missing', plainText, { security: 'starttls' }],
    ['TLS at a port without', 'mail.tls-failed', plainText, { security: 'tls' }],
  ])('because of %s is told as %s', async (_why, code, options, change) => {
    const { port, mails } = await start(options);
    await expect(mailer().send(account(port, change), MAIL)).rejects.toMatchObject({ code });
    expect(mails).toEqual([]);
  });

  it.each(['starttls', 'tls'] as const)(
    'to a server with an own certificate over %s, unless the installation knows it',
    async (security) => {
      const { port, mails } = await start({ ...own, secure: security === 'tls' });
      const sending = mailer(null).send(account(port, { security, ...login }), MAIL);
      await expect(sending).rejects.toMatchObject({
        code: 'mail.certificate-untrusted',
        kind: 'config',
      });
      expect(mails).toEqual([]);
    },
  );

  it.each(['starttls', 'tls'] as const)('to a server of another name over %s', async (security) => {
    const { port, mails } = await start({ ...foreign, secure: security === 'tls' });
    const sending = mailer(foreign.cert).send(account(port, { security }), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.certificate-wrong-name' });
    expect(mails).toEqual([]);
  });

  it('to a server that is not there', async () => {
    const port = await startOther(() => undefined);
    await new Promise((done) => silent?.close(done));
    const sending = mailer().send(account(port), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.unreachable', kind: 'transient' });
  });

  it('to a server that never says a word', async () => {
    const port = await startOther(() => undefined);
    const sending = mailer().send(account(port), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.timeout', kind: 'transient' });
  });

  it('to a server that hangs up before it greets', async () => {
    const port = await startOther((socket) => socket.end());
    const sending = mailer().send(account(port), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.unreachable' });
  });

  it('or may have left, when the server took it and said nothing', async () => {
    const { port } = await start({
      ...plainText,
      onData: (stream) => {
        stream.resume(); // and never answers
      },
    });
    const sending = mailer().send(account(port), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.answer-lost', kind: 'uncertain' });
  });

  it.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'nobody',
    '<a@b.example>',
    '',
  ])('to %j, which is not one address', async (recipient) => {
    const { port, mails } = await start(plainText);
    const sending = mailer().send(account(port, { recipient }), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.address-invalid' });
    expect(mails).toEqual([]);
  });

  it('into a private network, unless the installation allows it', async () => {
    const { port, mails } = await start(plainText);
    const careful = createMailer({ allowPrivate: false, ca: null, timeouts: QUICK });
    const sending = careful.send(account(port, { host: '127.0.0.1' }), MAIL);
    await expect(sending).rejects.toMatchObject({ code: 'mail.host-not-allowed' });
    expect(mails).toEqual([]);
  });

  it('tells what the server said, without the password it may repeat', async () => {
    const echo: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) =>
      done(
        refusing(
          535,
          `wrong: ${username} ${password} ${Buffer.from(password ?? '').toString('base64')}`,
        ),
      );
    const { port } = await start({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: echo,
    });
    const fault: unknown = await mailer()
      .send(account(port, login), MAIL)
      .catch((error: unknown) => error);
    expect(fault).toMatchObject({
      params: { answer: expect.stringContaining('wrong: *** *** ***') },
    });
    expect(`${String(fault)} ${JSON.stringify(fault)}`).not.toContain(PASSWORD);
  });
});
