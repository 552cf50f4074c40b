import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { createProcessIdentity } from './process-identity.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

/** Waits for what the server does on its own; a test that waits in vain ends by Jest's timeout. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(20);
}

describe('the identity of a process', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('lives as long as the process holds it, seen from another process', async () => {
    const [mine, watcher] = [
      await createProcessIdentity(test.db),
      await createProcessIdentity(test.db),
    ];
    expect(mine.name).not.toBe(watcher.name);
    await until(async () => !(await watcher.isAlive('nobody:1:0')));
    expect(await watcher.isAlive(mine.name)).toBe(true);
    await mine.close();
    await until(async () => !(await watcher.isAlive(mine.name)));
    expect(await watcher.isAlive(watcher.name)).toBe(true);
    await watcher.close();
  });

  it('comes back by itself when the server ends its connection', async () => {
    const mine = await createProcessIdentity(test.db);
    await until(async () => !(await mine.isAlive('nobody:1:0')));
    const { rowCount } = await test.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'abgleich-identity' and datname = current_database()`,
    );
    expect(rowCount).toBe(1);
    await until(async () => !(await mine.isAlive(mine.name)));
    await until(() => mine.isAlive(mine.name));
    await mine.close();
    await until(async () => !(await mine.isAlive(mine.name)));
  });

  it('of another database of the same server does not count', async () => {
    const other = await createTestDatabase();
    const theirs = await createProcessIdentity(other.db);
    const mine = await createProcessIdentity(test.db);
    await until(async () => !(await mine.isAlive(theirs.name)));
    await theirs.close();
    await mine.close();
    await other.drop();
  });
});
