import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ConnectionId, instant, type OrganisationId, plusMs } from '@abgleich/domain';
import { randomUUID } from 'node:crypto';
import { createConnectionHealth } from './connection-health.js';
import { acquireLease, releaseLease } from './lease.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

const NOW = instant(Date.UTC(2026, 10, 21, 12));
const TTL_MS = 30_000;

describe('on PostgreSQL', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  describe('a lease', () => {
    const acquire = (name: string, owner: string, now = NOW) =>
      acquireLease(test.db, { name, owner, ttlMs: TTL_MS, now });

    it('is held by one of ten who want it', async () => {
      const owners = Array.from({ length: 10 }, (_, index) => acquire('contended', `p${index}`));
      expect((await Promise.all(owners)).filter(Boolean)).toHaveLength(1);
    });

    it('is renewed by its holder and taken by another only when it has run out', async () => {
      expect(await acquire('poll', 'a')).toBe(true);
      expect(await acquire('poll', 'a', plusMs(NOW, TTL_MS - 1))).toBe(true);
      expect(await acquire('poll', 'b', plusMs(NOW, TTL_MS))).toBe(false);
      expect(await acquire('poll', 'b', plusMs(NOW, 2 * TTL_MS - 1))).toBe(true);
      expect(await acquire('poll', 'a', plusMs(NOW, 2 * TTL_MS))).toBe(false);
    });

    it('is free at once when its holder gives it back, and not when somebody else does', async () => {
      await acquire('given', 'a');
      await releaseLease(test.db, { name: 'given', owner: 'b' });
      expect(await acquire('given', 'b')).toBe(false);
      await releaseLease(test.db, { name: 'given', owner: 'a' });
      expect(await acquire('given', 'b')).toBe(true);
    });
  });

  describe('the health of a connection', () => {
    const failure = { code: 'pixi.unreachable', params: { host: 'x' } };
    const aReport = () => ({
      connectionId: randomUUID() as ConnectionId,
      organisationId: randomUUID() as OrganisationId,
      side: 'erp' as const,
      failure: null,
      now: NOW,
    });
    async function stored(connectionId: string): Promise<unknown> {
      const { rows } = await test.pool.query(
        'select last_success_at, failing_since, code, params from journal.connection_health where connection_id = $1',
        [connectionId],
      );
      return rows[0];
    }

    it('knows the last success, since when it fails and why, until it works again', async () => {
      const health = createConnectionHealth(test.db);
      const report = aReport();
      await health.report(report);
      await health.report({ ...report, failure, now: plusMs(NOW, 1_000) });
      await health.report({ ...report, failure, now: plusMs(NOW, 20_000) });
      expect(await stored(report.connectionId)).toEqual({
        last_success_at: NOW,
        failing_since: plusMs(NOW, 1_000),
        code: failure.code,
        params: failure.params,
      });
      await health.report({ ...report, now: plusMs(NOW, 21_000) });
      expect(await stored(report.connectionId)).toEqual({
        last_success_at: plusMs(NOW, 21_000),
        failing_since: null,
        code: null,
        params: null,
      });
    });

    it('is not written again within ten seconds while nothing changes', async () => {
      const health = createConnectionHealth(test.db);
      const report = aReport();
      await health.report(report);
      await health.report({ ...report, now: plusMs(NOW, 9_999) });
      expect(await stored(report.connectionId)).toMatchObject({ last_success_at: NOW });
      await health.report({ ...report, now: plusMs(NOW, 10_000) });
      expect(await stored(report.connectionId)).toMatchObject({
        last_success_at: plusMs(NOW, 10_000),
      });
    });
  });
});
