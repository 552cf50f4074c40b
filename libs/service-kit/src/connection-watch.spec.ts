import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type ConnectionId,
  type ErpConnection,
  type OrganisationId,
  Fault,
  Secret,
  instant,
} from '@abgleich/domain';
import { type MemoryJournal, createMemoryJournal } from '@abgleich/persistence';
import type { PixiGateway } from '@abgleich/pixi';
import { type ConnectionWatch, createConnectionWatch } from './connection-watch.js';
import { createLog } from './create-log.js';

const connection: ErpConnection = {
  id: 'b0000000-0000-4000-8000-000000000001' as ConnectionId,
  organisationId: 'a0000000-0000-4000-8000-000000000001' as OrganisationId,
  name: 'pixi',
  endpointUrl: 'http://127.0.0.1/',
  database: 'DEM',
  username: 'user',
  password: new Secret('x'),
  active: true,
};
const unreachable = new Fault({ kind: 'transient', code: 'pixi.unreachable' });
const unauthorized = new Fault({ kind: 'config', code: 'pixi.unauthorized' });

describe('what is told of a connection', () => {
  let journal: MemoryJournal;
  let watch: ConnectionWatch;
  let now = 0;
  const openCodes = (): string[] =>
    journal.problems.filter((one) => one.resolvedAt === null).map((one) => one.code);
  const lacking = (missing: readonly string[]): PixiGateway =>
    ({
      checkConnection: () => Promise.resolve({ missing, serverTimeSkewMs: 0 }),
    }) as unknown as PixiGateway; // the one method a watch asks

  beforeEach(() => {
    journal = createMemoryJournal();
    now = 1_000;
    const clock = { now: () => instant(now) };
    const log = createLog('test', { to: { write: () => undefined } });
    watch = createConnectionWatch({
      health: { report: () => Promise.resolve() },
      journal,
      clock,
      log,
    });
  });

  it('is nothing after one failed poll', async () => {
    await watch.note(connection, unreachable);
    expect(openCodes()).toEqual([]);
  });

  it('is a problem after many failures in a row, raised once, and resolved by the first success', async () => {
    for (let poll = 0; poll < 20; poll += 1) await watch.note(connection, unreachable);
    expect(openCodes()).toEqual(['connection.unreachable']);
    await watch.note(connection, null);
    expect(openCodes()).toEqual([]);
    expect(journal.problems).toHaveLength(1);
  });

  it('is wrong credentials after the second refusal', async () => {
    await watch.note(connection, unauthorized);
    await watch.note(connection, unauthorized);
    expect(openCodes()).toEqual(['connection.unauthorized']);
  });

  it('ignores the quiet window', async () => {
    const quiet = new Fault({ kind: 'transient', code: 'pixi.quiet-window' });
    for (let poll = 0; poll < 20; poll += 1) await watch.note(connection, quiet);
    expect(openCodes()).toEqual([]);
  });

  it('names missing procedures, asks again after an hour, and is content when they are there', async () => {
    await watch.check(connection, lacking(['pixiCreateOrderComment']));
    expect(openCodes()).toEqual(['connection.procedures-missing']);
    await watch.check(connection, lacking([]));
    expect(openCodes()).toEqual(['connection.procedures-missing']);
    now += 3_600_000;
    await watch.check(connection, lacking([]));
    expect(openCodes()).toEqual([]);
  });

  it('resolves what an earlier process told', async () => {
    for (let poll = 0; poll < 20; poll += 1) await watch.note(connection, unreachable);
    const clock = { now: () => instant(now) };
    const log = createLog('test', { to: { write: () => undefined } });
    const next = createConnectionWatch({
      health: { report: () => Promise.resolve() },
      journal,
      clock,
      log,
    });
    await next.note(connection, null);
    expect(openCodes()).toEqual([]);
  });
});
