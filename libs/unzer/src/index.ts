export { createUnzerProvider, type UnzerProvider } from './unzer-provider.js';
export type { UnzerOptions } from './unzer-client.js';
export {
  parseNotification,
  type UnzerExtras,
  type UnzerNotification,
  type UnzerWebhook,
} from './webhooks.js';
export { UNZER_METHODS, methodOfTypeId, type UnzerMethod } from './method-codes.js';
export { ERROR_CODES, meaningOfErrorCode, type ErrorMeaning } from './error-codes.js';
export { isPaymentId } from './transaction-path.js';
export type { HttpAnswer, UnzerCall } from './call.js';
export { networkFault } from './send-request.js';
export { findTransaction } from './find-transaction.js';
