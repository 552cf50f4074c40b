export * from './create-user.js';
export { hashPassword } from './passwords.js';
export { chargeAllFees } from './booking/fee-job.js';
export { outsideOf } from './outside.js';
export { portalApiSettings } from './portal-api-settings.js';
export * from './start-portal-api.js';
export { webhookTokens } from './webhooks/webhook-url.js';
export * from './test-mail.js';
