import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerSession } from 'smtp-server';
import type { CallLog } from '../kernel/calls.js';
import type { FaultRegistry, InjectedFault } from '../kernel/faults.js';
import { readMail } from './read-mail.js';

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

/** What the other side gets told: an error with an SMTP status, 4xx = try again, 5xx = never. */
class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Accepts mails and hands them on. Faults hit at `AUTH` and at `DATA`, whichever name they match. */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const host = options.host ?? '127.0.0.1';
  const timers = new Set<NodeJS.Timeout>();
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    authOptional: options.account === null,
    authMethods: ['PLAIN', 'LOGIN'],
    // The package's built-in certificate has expired, and plain text never leaves this machine.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    size: MAIL_BYTES_MAX,
    socketTimeout: IDLE_TIMEOUT_MS,
    closeTimeout: 500,
    logger: false,
    onAuth(auth, session, callback) {
      authenticate({ auth, session, options, timers, sockets }, (error) =>
        error === null ? callback(null, { user: auth.username ?? '' }) : callback(error),
      );
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString('latin1');
        const mail = { source, tooLarge: stream.sizeExceeded };
        receive({ mail, session, options, timers, sockets }, callback);
      });
    },
  });
  server.on('error', () => undefined); // a client that went away; what it means for the mail is the client's affair
  server.server.on('connection', (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  // A TCP server that listens has an AddressInfo.
  const { port } = server.server.address() as AddressInfo;
  return {
    address: `${host}:${port}`,
    close: () => {
      timers.forEach(clearTimeout);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Step = {
  readonly session: SMTPServerSession;
  readonly options: MailServerOptions;
  readonly timers: Set<NodeJS.Timeout>;
  /** Open connections by the client's port, so that a fault can cut one. */
  readonly sockets: ReadonlyMap<number, Socket>;
};

function authenticate(
  { auth, options, timers }: Step & { readonly auth: SMTPServerAuthentication },
  answer: (error: Error | null) => void,
): void {
  const { account, faults } = options;
  const fault = faults.take('smtp', 'AUTH');
  const refusal = refusalOf(fault) ?? (isKnown(auth, account) ? null : wrongLogin());
  if (refusal !== null) record(options, 'AUTH', refusal.responseCode);
  answerUnder(fault, timers, () => answer(refusal));
}

const isKnown = (auth: SMTPServerAuthentication, account: MailServerOptions['account']): boolean =>
  account === null || (auth.username === account.user && auth.password === account.password);

const wrongLogin = () => new SmtpRefusal(535, 'Invalid username or password');

function receive(
  {
    mail,
    session,
    options,
    timers,
    sockets,
  }: Step & { readonly mail: { readonly source: string; readonly tooLarge: boolean } },
  answer: (error?: Error | null) => void,
): void {
  const fault = options.faults.take('smtp', 'DATA');
  const refusal = mail.tooLarge ? new SmtpRefusal(552, 'Too large') : refusalOf(fault);
  const isCut = fault?.kind === 'lost-answer' || fault?.kind === 'drop';
  const isKept = refusal === null && fault?.kind !== 'timeout' && fault?.kind !== 'drop';
  if (isKept) keep(mail.source, session, options);
  if (isKept && fault?.kind === 'duplicate') keep(mail.source, session, options);
  record(options, 'DATA', isCut || fault?.kind === 'timeout' ? 0 : (refusal?.responseCode ?? 250));
  if (isCut) sockets.get(session.remotePort)?.destroy();
  else answerUnder(fault, timers, () => answer(refusal));
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

function refusalOf(fault: InjectedFault | null): SmtpRefusal | null {
  switch (fault?.kind) {
    case 'error-500':
    case 'fault':
    case 'malformed':
      return new SmtpRefusal(451, 'Requested action aborted: local error in processing');
    case 'return-error':
    case 'sql-message':
      return new SmtpRefusal(550, 'Requested action not taken');
    case 'unauthorized':
      return wrongLogin();
    case 'rate-limit':
      return new SmtpRefusal(421, 'Too many messages');
    case 'business-code':
      return new SmtpRefusal(
        /^[45]\d\d$/.test(fault.code ?? '') ? Number(fault.code) : 550,
        'Refused',
      );
    default:
      return null;
  }
}

/** `timeout` never answers, `slow` later, everything else at once. */
function answerUnder(
  fault: InjectedFault | null,
  timers: Set<NodeJS.Timeout>,
  answer: () => void,
): void {
  if (fault?.kind === 'timeout') return;
  if (fault?.kind !== 'slow') return answer();
  const timer = setTimeout(() => {
    timers.delete(timer);
    answer();
  }, fault.delayMs);
  timers.add(timer);
}

function record(options: MailServerOptions, name: string, status: number): void {
  const at = new Date(options.now()).toISOString();
  options.calls.record({ at, target: 'smtp', name, status, ms: 0 });
}
