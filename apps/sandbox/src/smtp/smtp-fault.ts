import type { FaultKind, InjectedFault } from '../kernel/faults.js';

/** What the other side gets told: an error with an SMTP status, 4xx = try again, 5xx = never. */
export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Before a mail is handed over nothing can be done twice, and no answer be lost after it was done. */
export const BEFORE_DATA: readonly FaultKind[] = [
  'error-500',
  'fault',
  'malformed',
  'return-error',
  'sql-message',
  'unauthorized',
  'rate-limit',
  'business-code',
  'timeout',
  'slow',
  'drop',
];

export const wrongLogin = () => new SmtpRefusal(535, 'Invalid username or password');

/** The refusal that a fault means; `null` when the step goes well, or gets no answer at all. */
export function refusalOf(fault: InjectedFault | null): SmtpRefusal | null {
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
