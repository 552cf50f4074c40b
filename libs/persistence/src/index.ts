export * from './database.js';
export { createTestDatabase, type TestDatabase } from './testing/test-database.js';
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
