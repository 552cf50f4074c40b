import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { CallLog } from '../kernel/calls.js';
import type { FaultRegistry, InjectedFault } from '../kernel/faults.js';
import { readMail } from './read-mail.js';
import type { Certificate } from './self-signed.js';
import { BEFORE_DATA, SmtpRefusal, refusalOf, wrongLogin } from './smtp-fault.js';
import { createTlsFront } from './tls-front.js';

/** A mail as the control interface shows it. `at` is an ISO moment. */
export type ReceivedMail = {
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
};

export type MailServerOptions = {
  /** 0 = any free one. */
  readonly port: number;
  readonly host?: string;
  /** The one account that may send; `null` lets anybody. */
  readonly account: { readonly user: string; readonly password: string } | null;
  /** What it shows to clients that speak TLS, at once or by STARTTLS. */
  readonly certificate: Certificate;
  readonly faults: Pick<FaultRegistry, 'take'>;
  readonly calls: Pick<CallLog, 'record'>;
  readonly now: () => number;
  readonly onMail: (mail: ReceivedMail) => void;
};
export type MailServer = {
  /** `127.0.0.1:4003`. */
  readonly address: string;
  close(): Promise<void>;
};

const MAIL_BYTES_MAX = 1_000_000;
const IDLE_TIMEOUT_MS = 60_000;

type Running = {
  readonly options: MailServerOptions;
  readonly timers: Set<NodeJS.Timeout>;
  /** Open connections by the client's port, so that a fault can cut one. */
  readonly sockets: Map<number, Socket>;
};
type Answer = (error: Error | null) => void;

/**
 * Accepts mails and hands them on: in plain text, over STARTTLS, and over TLS from the first byte, all at one port. Faults hit at
 * `AUTH`, `MAIL`, `RCPT` and `DATA`, whichever name they match; without a name at the first step at which they can happen.
 */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const host = options.host ?? '127.0.0.1';
  const running: Running = { options, timers: new Set(), sockets: new Map() };
  const plain = new SMTPServer(serverOptions(running));
  const secure = new SMTPServer({ ...serverOptions(running), secure: true });
  for (const server of [plain, secure]) {
    server.on('error', () => undefined); // a client that went away; what it means for the mail is the client's affair
  }
  const front = createTlsFront({
    plain: plain.server,
    secure: secure.server,
    onConnection(socket) {
      const port = socket.remotePort ?? 0;
      running.sockets.set(port, socket);
      socket.once('close', () => running.sockets.delete(port));
    },
  });
  front.listen(options.port, host);
  await once(front, 'listening');
  // A TCP server that listens has an AddressInfo.
  const { port } = front.address() as AddressInfo;
  return {
    address: `${host}:${port}`,
    async close() {
      running.timers.forEach(clearTimeout);
      const closed = once(front, 'close');
      front.close();
      running.sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}

function serverOptions(running: Running): SMTPServerOptions {
  const { account, certificate } = running.options;
  return {
    authOptional: account === null,
    authMethods: ['PLAIN', 'LOGIN'],
    // Plain text never leaves this machine.
    allowInsecureAuth: true,
    size: MAIL_BYTES_MAX,
    socketTimeout: IDLE_TIMEOUT_MS,
    closeTimeout: 500,
    logger: false,
    ...certificate,
    onAuth(auth, session, callback) {
      const isKnown =
        account === null || (auth.username === account.user && auth.password === account.password);
      step(running, { session, name: 'AUTH', no: isKnown ? null : wrongLogin() }, (error) =>
        error === null ? callback(null, { user: auth.username ?? '' }) : callback(error),
      );
    },
    onMailFrom(_address, session, callback) {
      step(running, { session, name: 'MAIL', no: null }, callback);
    },
    onRcptTo(_address, session, callback) {
      step(running, { session, name: 'RCPT', no: null }, callback);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString('latin1');
        receive(running, { source, tooLarge: stream.sizeExceeded, session }, callback);
      });
    },
  };
}

type Step = {
  readonly session: SMTPServerSession;
  readonly name: 'AUTH' | 'MAIL' | 'RCPT';
  /** What is wrong even without a fault. */
  readonly no: SmtpRefusal | null;
};

/** A step before the mail itself; only what goes wrong is written down. */
function step(running: Running, { session, name, no }: Step, answer: Answer): void {
  const { options, sockets } = running;
  const fault = options.faults.take('smtp', name, BEFORE_DATA);
  const refusal = refusalOf(fault) ?? no;
  const isSilent = fault?.kind === 'drop' || fault?.kind === 'timeout';
  if (isSilent || refusal !== null) record(options, name, isSilent ? 0 : refusal?.responseCode);
  if (fault?.kind === 'drop') sockets.get(session.remotePort)?.destroy();
  else answerUnder(running, fault, () => answer(refusal));
}

type Handed = {
  readonly source: string;
  readonly tooLarge: boolean;
  readonly session: SMTPServerSession;
};

function receive(running: Running, { source, tooLarge, session }: Handed, answer: Answer): void {
  const { options, sockets } = running;
  const fault = options.faults.take('smtp', 'DATA');
  const refusal = tooLarge ? new SmtpRefusal(552, 'Too large') : refusalOf(fault);
  const isCut = fault?.kind === 'lost-answer' || fault?.kind === 'drop';
  const isKept = refusal === null && fault?.kind !== 'timeout' && fault?.kind !== 'drop';
  if (isKept) keep(source, session, options);
  if (isKept && fault?.kind === 'duplicate') keep(source, session, options);
  const isSilent = isCut || fault?.kind === 'timeout';
  record(options, 'DATA', isSilent ? 0 : (refusal?.responseCode ?? 250));
  if (isCut) sockets.get(session.remotePort)?.destroy();
  else answerUnder(running, fault, () => answer(refusal));
}

function keep(source: string, session: SMTPServerSession, options: MailServerOptions): void {
  const { to, subject, text } = readMail(source);
  const recipients = session.envelope.rcptTo.map(({ address }) => address).join(', ');
  options.onMail({
    at: new Date(options.now()).toISOString(),
    to: recipients === '' ? to : recipients,
    subject,
    text,
  });
}

/** `timeout` never answers, `slow` later, everything else at once. */
function answerUnder({ timers }: Running, fault: InjectedFault | null, answer: () => void): void {
  if (fault?.kind === 'timeout') return;
  if (fault?.kind !== 'slow') return answer();
  const timer = setTimeout(() => {
    timers.delete(timer);
    answer();
  }, fault.delayMs);
  timers.add(timer);
}

function record(options: MailServerOptions, name: string, status = 0): void {
  const at = new Date(options.now()).toISOString();
  options.calls.record({ at, target: 'smtp', name, status, ms: 0 });
}
