/** Why a capture decision is as it is. Each has a sentence in `reason-texts.ts`. */
export const CAPTURE_REASONS = [
  // Left alone.
  'credit-note',
  'manual-order',
  'already-settled',
  'settled-by-hand',
  'not-shipped',
  'keys-rejected',
  // The rule needs more facts first.
  'needs-other-invoices',
  // Wait.
  'capture-pending',
  'capture-uncertain',
  'settlement-uncertain',
  'payment-busy',
  'payment-not-finished',
  // A person must act.
  'payment-id-missing',
  'payment-unknown',
  'method-unsupported',
  'family-not-yet-supported',
  'payment-not-usable',
  'payment-never-finished',
  'payment-failed',
  'payment-cancelled',
  'payment-charged-back',
  'currency-differs',
  'invoiced-more-than-charged',
  'amount-exceeds-authorization',
  'captured-different-amount',
  'capture-refused',
  'capture-needs-human',
  'settlement-refused',
  'settlement-needs-human',
  // Money moves or is booked.
  'capture',
  'capture-difference',
  'settle-nothing-to-pay',
  'settle-captured',
  'settle-charged',
  'settle-charged-elsewhere',
] as const;
export type CaptureReason = (typeof CAPTURE_REASONS)[number];
