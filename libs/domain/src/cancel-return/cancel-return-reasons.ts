/** Why a decision about cancellations and returns is as it is. Each has a sentence in `texts/cancel-return-reasons.ts`. */
export const CANCEL_RETURN_REASONS = [
  // Left alone.
  'manual-order',
  'nothing-to-do',
  'credit-note-settled',
  'keys-rejected',
  // Wait.
  'payment-busy',
  'operation-uncertain',
  'give-back-pending',
  'payment-not-finished',
  'waiting-for-closed',
  'waiting-for-documents',
  'waiting-for-capture',
  'waiting-for-receipt',
  'waiting-for-shipment',
  // A person must act.
  'payment-id-missing',
  'payment-unknown',
  'method-unsupported',
  'payment-state-unclear',
  'payment-charged-back',
  'currency-differs',
  'more-than-charged',
  'give-back-refused',
  'booking-refused',
  'customer-missing',
  'needs-human',
  // Money goes back or is booked.
  'cancel-order',
  'cancel-rest',
  'return',
  'book-only',
] as const;
export type CancelReturnReason = (typeof CANCEL_RETURN_REASONS)[number];
