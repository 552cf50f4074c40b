export * from './create-user.js';
export { hashPassword } from './passwords.js';
export { portalApiSettings } from './portal-api-settings.js';
export * from './start-portal-api.js';
export { webhookTokens } from './webhooks/webhook-url.js';
export * from './test-mail.js';
export { createConfigurationCentre } from './configurations/configuration-centre.js';
