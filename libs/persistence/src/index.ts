export * from './database.js';
export { createTestDatabase, type TestDatabase } from './testing/test-database.js';
export * from './portal/portal-store.js';
export type {
  NewPortalUser,
  NewSession,
  PortalAccounts,
  PortalUser,
} from './portal/portal-accounts.js';
export * from './portal/testing/portal-rows.js';
