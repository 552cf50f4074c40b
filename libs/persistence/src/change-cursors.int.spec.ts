import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ChangeCursors,
  type ConnectionId,
  instant,
  type OrganisationId,
  plusMs,
} from '@abgleich/domain';
import { randomUUID } from 'node:crypto';
import { createChangeCursors } from './change-cursors.js';
import { createMemoryChangeCursors } from './memory/memory-change-cursors.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const aConnection = () => ({
  id: randomUUID() as ConnectionId,
  organisationId: randomUUID() as OrganisationId,
});

describe('the cursor of changes', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());
  const STORES: readonly [string, () => ChangeCursors][] = [
    ['on PostgreSQL', () => createChangeCursors(test.db)],
    ['in memory', createMemoryChangeCursors],
  ];

  it.each(STORES)('%s is not there before it was saved', async (_name, open) => {
    expect(await open().readCursor(aConnection().id)).toBeNull();
  });

  it.each(STORES)('%s is read back as saved, for its own connection', async (_name, open) => {
    const cursors = open();
    const connection = aConnection();
    await cursors.saveCursor(connection, { changedUntil: NOW, invoiceKey: null });
    expect(await cursors.readCursor(connection.id)).toEqual({
      changedUntil: NOW,
      invoiceKey: null,
    });
    expect(await cursors.readCursor(aConnection().id)).toBeNull();
  });

  it.each(STORES)('%s never goes back', async (_name, open) => {
    const cursors = open();
    const connection = aConnection();
    const ahead = { changedUntil: plusMs(NOW, 1_000), invoiceKey: 7 };
    await cursors.saveCursor(connection, ahead);
    await cursors.saveCursor(connection, { changedUntil: NOW, invoiceKey: null });
    await cursors.saveCursor(connection, { changedUntil: NOW, invoiceKey: 3 });
    expect(await cursors.readCursor(connection.id)).toEqual(ahead);
  });
});
