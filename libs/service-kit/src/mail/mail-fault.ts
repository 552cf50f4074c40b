import { FAULT_CATALOG, Fault, type FaultCode } from '@abgleich/domain';
import { z } from 'zod';

export type MailFaultCode = Extract<FaultCode, `mail.${string}`>;

/** What nodemailer tells of a failure: its own word, the system's, the server's status and the command that failed. */
const mailError = z.object({
  code: z.string().optional(),
  originalCode: z.string().optional(),
  responseCode: z.number().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
});
type MailError = z.output<typeof mailError>;

/** OpenSSL's and Node's words for a chain that ends nowhere we trust, or that has run out. */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|CERT_\w+|INVALID_CA|PATH_LENGTH_EXCEEDED|INVALID_PURPOSE)$/;
const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID';
const TLS_ERROR = /^(ERR_SSL_|ERR_TLS_|EPROTO$)/;

/** What is known about how far a mail got when it failed. */
export type SendProgress = {
  /** The whole mail was read by the connection: the server may have taken it. */
  readonly handedOver: boolean;
};

/** A failure of nodemailer in our own words. The server's sentence is kept in `params.answer`, for the person at the test mail only. */
export function mailFault(
  error: unknown,
  { handedOver }: SendProgress,
): Fault & { readonly code: MailFaultCode } {
  const told = mailError.safeParse(error).data ?? {};
  const code = codeOf(told, handedOver);
  const answer = told.response === undefined ? {} : { answer: told.response };
  // The constructor takes the code as it is given.
  return new Fault({ kind: FAULT_CATALOG[code].kind, code, params: answer }) as Fault & {
    code: MailFaultCode;
  };
}

/** nodemailer's words where neither a certificate nor the server said what is wrong. */
const CODES: Readonly<Record<string, MailFaultCode>> = {
  ETLS: 'mail.tls-failed',
  ETIMEDOUT: 'mail.timeout',
  EDNS: 'mail.host-unknown',
  EAUTH: 'mail.login-needed',
  ENOAUTH: 'mail.login-needed',
  EENVELOPE: 'mail.address-invalid',
};

function codeOf(told: MailError, handedOver: boolean): MailFaultCode {
  const certificate = certificateCode(told.originalCode ?? '');
  if (certificate !== null) return certificate;
  const { responseCode } = told;
  if (responseCode !== undefined) return codeOfAnswer(told, responseCode);
  if (handedOver) return 'mail.answer-lost';
  return CODES[told.code ?? ''] ?? 'mail.unreachable';
}

function certificateCode(systemCode: string): MailFaultCode | null {
  if (systemCode === WRONG_NAME) return 'mail.certificate-wrong-name';
  if (UNTRUSTED.test(systemCode)) return 'mail.certificate-untrusted';
  if (TLS_ERROR.test(systemCode)) return 'mail.tls-failed';
  return null;
}

/** RFC 5321: 4xx = try again, 5xx = not like this. What it was about is told by the command. */
function codeOfAnswer({ code, command = '' }: MailError, responseCode: number): MailFaultCode {
  if (command === 'STARTTLS') return 'mail.starttls-missing';
  if (responseCode === 530) return 'mail.login-needed';
  if (responseCode < 500) return 'mail.busy';
  if (code === 'EAUTH') return 'mail.login-refused';
  if (command === 'MAIL FROM') return 'mail.sender-refused';
  if (command === 'RCPT TO') return 'mail.recipient-refused';
  // Before a mail was offered the server refuses us, not the mail: it may think better of it.
  return command === 'DATA' ? 'mail.refused' : 'mail.busy';
}
