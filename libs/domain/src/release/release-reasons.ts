/** The order is locked and then released, with a problem: nobody may pick it, and nobody waits for us. */
export const LOCKING_REASONS = [
  'payment-id-missing',
  'payment-unknown',
  'payment-never-finished',
  'payment-failed',
  'payment-cancelled',
  'payment-charged-back',
  'method-unsupported',
  'currency-differs',
  'amount-too-low',
  'charged-too-little',
  'charged-on-other-payment',
  'capture-refused',
  'authorization-expired',
  // Prepayment: locked until the transfer arrives (a notice), or because too little came.
  'awaiting-transfer',
  'transfer-too-little',
] as const;
export type LockingReason = (typeof LOCKING_REASONS)[number];

/** Why a release decision is as it is. Each has a sentence in `reason-texts.ts`. */
export const RELEASE_REASONS = [
  ...LOCKING_REASONS,
  // Left alone.
  'manual-order',
  'order-closed',
  'already-released',
  'keys-rejected',
  // The order stays where it is until something else happens.
  'payment-not-finished',
  'payment-state-unclear',
  'capture-pending',
  'capture-uncertain',
  'capture-needs-human',
  'payment-busy',
  'step-refused',
  // Something good is done.
  'capture-first',
  'authorized',
  'charged',
  'request-accepted',
  'transfer-received',
  'cause-gone',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];
