export * from './amount-text.js';
export * from './apply-receipt.js';
export * from './assert.js';
export * from './berlin-day.js';
export * from './booking.js';
export * from './cancel-return/cancel-return-reasons.js';
export * from './cancel-return/decide-cancel-return.js';
export { isCancelledLine, isCreditNote } from './cancel-return/return-case.js';
export * from './capture/capture-needs-fresh-payment.js';
export * from './capture/capture-reasons.js';
export * from './capture/decide-capture.js';
export * from './change-cursors.js';
export * from './checker/check-order.js';
export * from './checker/check-rules.js';
export type { CheckViolation } from './checker/finding.js';
export type * from './checker/ledgers.js';
export * from './comments.js';
export * from './configuration.js';
export * from './decision.js';
export * from './erp-abilities.js';
export * from './erp-text.js';
export * from './erp.js';
export * from './facts.js';
export * from './fault-catalog.js';
export * from './fault.js';
export * from './ids.js';
export * from './journal.js';
export * from './money.js';
export * from './operation-history.js';
export * from './operation.js';
export * from './own-money.js';
export * from './patience.js';
export * from './payment-methods.js';
export * from './payment-standing.js';
export * from './payment.js';
export * from './ports.js';
export * from './preview/preview-situations.js';
export {
  PREVIEW_CREDIT_NOTE,
  PREVIEW_INVOICE,
  PREVIEW_ORDER,
  type PreviewWorld,
} from './preview/preview-world.js';
export * from './preview/run-preview.js';
export * from './problem-catalog.js';
export * from './problem-codes.js';
export * from './problem-draft.js';
export * from './problem-of-violation.js';
export * from './reason-texts.js';
export * from './reference.js';
export * from './release/decide-release.js';
export * from './release/release-reasons.js';
export * from './render-text.js';
export * from './secret.js';
export * from './setup-check.js';
export * from './texts/method-titles.js';
export * from './texts/order-words.js';
export * from './texts/texts.js';
export * from './time.js';
