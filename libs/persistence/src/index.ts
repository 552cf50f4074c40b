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
export {
  type ClosableJournal,
  createJournal,
  type JournalOptions,
} from './journal/postgres-journal.js';
export { createProcessIdentity, type ProcessIdentity } from './process-identity.js';
export {
  createMemoryJournal,
  type MemoryJournal,
  type MemoryJournalOptions,
} from './memory/memory-journal.js';
export { appendEvents } from './append-events.js';
