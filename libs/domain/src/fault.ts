import type { ProblemCode } from './problem-codes.js';

/**
 * transient: nothing was done, try again with back-off · uncertain: sent, no answer, look first · rejected: the other side said no,
 * a fact for the rule · config: wrong key or mapping, pause it · data: not understood, quarantine it · bug: ours.
 */
export type FaultKind = 'transient' | 'uncertain' | 'rejected' | 'config' | 'data' | 'bug';

export const FAULT_CODES = [
  'pixi.unreachable',
  'pixi.address-not-allowed',
  'pixi.busy',
  'pixi.answer-lost',
  'pixi.unauthorized',
  'pixi.procedure-missing',
  'pixi.rejected',
  'pixi.already-done',
  'pixi.malformed-answer',
  'pixi.answer-too-large',
  'pixi.unknown-value',
  'pixi.quiet-window',
  'pixi.unsafe-request',
  'unzer.unreachable',
  'unzer.busy',
  'unzer.rate-limited',
  'unzer.answer-lost',
  'unzer.keys-rejected',
  'unzer.payment-unknown',
  'unzer.not-allowed',
  'unzer.amount-exceeded',
  'unzer.already-cancelled',
  'unzer.already-charged',
  'unzer.already-charged-back',
  'unzer.already-shipped',
  'unzer.reason-missing',
  'unzer.rejected',
  'unzer.malformed-answer',
  'unzer.answer-too-large',
  'unzer.wrong-request',
  'unzer.already-registered',
  'unzer.not-found',
  'mail.address-invalid',
  'mail.account-missing',
  'mail.host-unknown',
  'mail.host-not-allowed',
  'mail.unreachable',
  'mail.timeout',
  'mail.tls-failed',
  'mail.starttls-missing',
  'mail.certificate-untrusted',
  'mail.certificate-wrong-name',
  'mail.login-needed',
  'mail.login-refused',
  'mail.sender-refused',
  'mail.recipient-refused',
  'mail.busy',
  'mail.refused',
  'mail.answer-lost',
  'platform.database',
  'platform.too-late',
  'platform.message-poisoned',
  'platform.setting-invalid',
  'platform.secret-unreadable',
  'platform.bug',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export type FaultRef = {
  organisationId?: string;
  connectionId?: string;
  orderNumber?: string;
  invoiceNumber?: string;
  paymentId?: string;
  traceId?: string;
};
export type FaultInit = {
  kind: FaultKind;
  code: FaultCode;
  /** Values for the text of `code`; no secrets, no personal data. */
  params?: Record<string, string>;
  ref?: FaultRef;
  cause?: unknown;
  /** The other side said when to come back. */
  retryAfterMs?: number;
};

/** A failure of the world. Expected business outcomes are decisions, not faults. */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: FaultCode;
  readonly params: Readonly<Record<string, string>>;
  readonly ref: FaultRef;
  readonly retryAfterMs: number | null;

  constructor(init: FaultInit) {
    const detail = Object.entries(init.params ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
    super(
      detail === '' ? init.code : `${init.code} ${detail}`,
      init.cause === undefined ? undefined : { cause: init.cause },
    );
    this.name = 'Fault';
    this.kind = init.kind;
    this.code = init.code;
    this.params = init.params ?? {};
    this.ref = init.ref ?? {};
    this.retryAfterMs = init.retryAfterMs ?? null;
  }
}

export const isFault = (error: unknown): error is Fault => error instanceof Fault;
export type { ProblemCode };
