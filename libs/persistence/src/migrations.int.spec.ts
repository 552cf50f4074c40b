import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

describe('the migrations', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('create one schema per owner', async () => {
    const { rows } = await test.pool.query<{ name: string }>(
      `select distinct table_schema as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([
      'journal',
      'messaging',
      'portal',
      'public',
      'scheduler',
    ]);
  });
});
