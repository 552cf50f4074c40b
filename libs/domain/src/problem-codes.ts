/** Everything that can be wrong with an order, a configuration or a connection. `<area>.<reason>`; texts in `problem-catalog.ts`. */
export const PROBLEM_CODES = [
  'release.payment-id-missing',
  'release.payment-unknown',
  'release.payment-not-finished',
  'release.payment-never-finished',
  'release.payment-failed',
  'release.payment-cancelled',
  'release.payment-charged-back',
  'release.currency-differs',
  'release.amount-too-low',
  'release.capture-refused',
  'release.capture-pending',
  'release.method-unsupported',
  'release.family-not-yet-supported',
  'release.released-by-hand',
  'release.payment-state-unclear',
  'release.charged-too-little',
  'release.charged-on-other-payment',
  'release.lock-refused',
  'release.unlock-refused',
  'release.release-refused',
  'release.release-without-effect',
  'capture.payment-id-missing',
  'capture.payment-unknown',
  'capture.payment-not-usable',
  'capture.payment-not-finished',
  'capture.payment-never-finished',
  'capture.payment-failed',
  'capture.payment-cancelled',
  'capture.payment-charged-back',
  'capture.amount-exceeds-authorization',
  'capture.captured-different-amount',
  'capture.refused',
  'capture.pending',
  'capture.invoiced-more-than-charged',
  'capture.charged-elsewhere',
  'capture.currency-differs',
  'capture.method-unsupported',
  'capture.family-not-yet-supported',
  'capture.settlement-refused',
  'capture.settled-by-hand',
  'capture.credit-note-not-yet-supported',
  'operation.uncertain',
  'operation.needs-human',
  'order.unreadable',
  'configuration.keys-rejected',
  'configuration.webhook-missing',
  'connection.unauthorized',
  'connection.unreachable',
  'connection.procedures-missing',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];
export type Severity = 'error' | 'notice';

/** A problem that a decision says holds now. What it no longer says is resolved by itself. */
export type ProblemDraft = {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** The invoice or credit note it is about; `null`: the order as a whole. */
  readonly document: string | null;
  /** Values for the text; amounts as `119.00 EUR`. No secrets, no personal data beyond numbers. */
  readonly params: Readonly<Record<string, string>>;
};
