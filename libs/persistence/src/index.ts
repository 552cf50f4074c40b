export * from './database.js';
export { createTestDatabase, type TestDatabase } from './testing/test-database.js';
