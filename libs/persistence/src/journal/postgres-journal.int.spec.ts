import { describe } from '@jest/globals';
import { journalContract } from '../testing/journal-contract.js';
import { postgresHarness } from '../testing/postgres-harness.js';

describe('the journal on PostgreSQL', () => {
  journalContract(postgresHarness);
});
