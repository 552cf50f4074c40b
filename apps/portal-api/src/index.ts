export * from './create-user.js';
export { hashPassword } from './passwords.js';
export { portalApiSettings } from './portal-api-settings.js';
export * from './start-portal-api.js';
export { webhookTokens } from './webhooks/webhook-url.js';
export * from './test-mail.js';
export { lettersOf } from './people/letters-of.js';
export { makeSetUpLink } from './people/make-set-up-link.js';
export { RESET_MS, newOneTimeToken, oneTimeLink } from './people/one-time-link.js';
