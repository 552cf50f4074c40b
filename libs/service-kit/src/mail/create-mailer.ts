import { Readable } from 'node:stream';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Fault, type OrganisationId, type Secret } from '@abgleich/domain';
import nodemailer from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type MailFaultCode, mailFault } from './mail-fault.js';
import { type ResolveHost, resolveHost } from '../private-address.js';
import { type HostRule, addressOf } from './mail-host.js';

/** Where and how an organisation's mails leave. */
export type MailAccount = {
  readonly organisationId: OrganisationId;
  readonly host: string;
  readonly port: number;
  readonly security: 'none' | 'starttls' | 'tls';
  readonly username: string | null;
  readonly password: Secret | null;
  readonly sender: string;
  /** Exactly one; several people stand behind a forwarding address. */
  readonly recipient: string;
};

export type OutgoingMail = {
  /** Stays the same for every try, so that a duplicate can be recognised by its Message-ID. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
  /** Further header lines to filter on. */
  readonly headers?: Readonly<Record<string, string>>;
};

export type MailerOptions = {
  readonly allowPrivate: boolean;
  /** PEM; trusted besides the well-known authorities. */
  readonly ca: string | null;
  readonly resolve?: ResolveHost;
  readonly timeouts?: MailTimeouts;
};
export type MailTimeouts = {
  readonly connectMs: number;
  readonly greetingMs: number;
  readonly silenceMs: number;
};

/** Sends one mail and resolves when the server took it. Throws `Fault` `mail.*`; nothing of the account is in it. */
export type Mailer = { send(account: MailAccount, mail: OutgoingMail): Promise<void> };

/** A server that greets late to slow spammers down does so within seconds; RFC 5321 would allow minutes, but somebody waits at the test mail. */
const TIMEOUTS: MailTimeouts = { connectMs: 10_000, greetingMs: 15_000, silenceMs: 30_000 };
/** RFC 5321: a path has at most 254 characters that matter. */
const ADDRESS_MAX = 254;
/** One address and nothing else: no list, no group, no comment, no quoted part, no line break. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;
/** A server's sentence is shown to a person who tries the account; more than this is no sentence. */
const ANSWER_MAX = 300;

/** Makes the one place through which e-mails leave. Certificates are always checked; an unencrypted connection only where `none` is set. */
export function createMailer(options: MailerOptions): Mailer {
  const rule: HostRule = {
    allowPrivate: options.allowPrivate,
    resolve: options.resolve ?? resolveHost,
  };
  const ca = options.ca === null ? undefined : [...rootCertificates, options.ca];
  return {
    async send(account, mail) {
      requireAddress(account.sender);
      requireAddress(account.recipient);
      const address = await addressOf(account.host, rule);
      const connection = connectionTo(account, address, {
        ca,
        timeouts: options.timeouts ?? TIMEOUTS,
      });
      await deliver({ account, mail, connection });
    },
  };
}

type Connection = ReturnType<typeof connectionTo>;
type Trust = { readonly ca: string[] | undefined; readonly timeouts: MailTimeouts };

function connectionTo(account: MailAccount, address: string, { ca, timeouts }: Trust) {
  const { host, port, security, username, password } = account;
  return {
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null ? {} : { auth: { user: username, pass: password?.reveal() ?? '' } }),
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2' as const,
      // The certificate is checked against the name the merchant gave, not against the address it led to.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
    },
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false as const,
    debug: false,
  };
}

type Delivery = {
  readonly account: MailAccount;
  readonly mail: OutgoingMail;
  readonly connection: Connection;
};

async function deliver({ account, mail, connection }: Delivery): Promise<void> {
  const source = Readable.from([await compose(account, mail)]);
  const transport = nodemailer.createTransport(connection);
  try {
    const envelope = { from: account.sender, to: [account.recipient] };
    await transport.sendMail({ envelope, raw: source });
  } catch (error) {
    throw withoutSecrets(mailFault(error, { handedOver: source.readableEnded }), account);
  } finally {
    transport.close();
    source.destroy();
  }
}

/** The whole mail as it goes over the wire: text only, marked as written by a machine. */
function compose(account: MailAccount, mail: OutgoingMail): Promise<Buffer> {
  const domain = account.sender.slice(account.sender.lastIndexOf('@') + 1);
  return new MailComposer({
    from: { name: 'Abgleich', address: account.sender },
    to: { name: '', address: account.recipient },
    subject: oneLine(mail.subject),
    text: mail.text,
    messageId: `<${mail.id}.abgleich@${domain}>`,
    date: mail.at,
    headers: {
      // RFC 3834: out-of-office replies stay away.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...Object.fromEntries(
        Object.entries(mail.headers ?? {}).map(([name, value]) => [name, oneLine(value)]),
      ),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** A header is one line: a line break in it would begin another header. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

function requireAddress(address: string): void {
  if (address.length <= ADDRESS_MAX && ADDRESS.test(address)) return;
  throw new Fault({ kind: 'config', code: 'mail.address-invalid' });
}

/** A server may repeat what it was sent. */
function withoutSecrets(fault: Fault & { code: MailFaultCode }, account: MailAccount): Fault {
  const { answer } = fault.params;
  if (answer === undefined) return fault;
  const { username, password } = account;
  const secrets = [password?.reveal() ?? '', username ?? ''].filter((secret) => secret !== '');
  const spoken = secrets
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64')])
    .reduce((text, secret) => text.replaceAll(secret, '***'), oneLine(answer));
  const params = { answer: spoken.slice(0, ANSWER_MAX) };
  return new Fault({ kind: fault.kind, code: fault.code, params });
}
