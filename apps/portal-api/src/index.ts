export * from './create-user.js';
export { hashPassword } from './passwords.js';
export * from './start-portal-api.js';
export * from './test-mail.js';
