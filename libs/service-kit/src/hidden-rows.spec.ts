import { describe, expect, it } from '@jest/globals';
import { type ConnectionId, type Instant, HOUR, fromIso, instant } from '@abgleich/domain';
import { createQuietWindow } from '@abgleich/scheduler';
import { createHiddenRows } from './hidden-rows.js';

const A = 'b0000000-0000-4000-8000-000000000001' as ConnectionId;
const MORNING = fromIso('2026-11-21T04:00:00Z'); // an hour after the window, in Berlin

/** One process beside others that may hold the lease. */
function aProcess(window = '00:00-04:00') {
  const world = { now: MORNING as Instant, leaseIsFree: true };
  const rows = createHiddenRows(
    {
      clock: { now: () => world.now },
      window: createQuietWindow(window),
      tryLease: () => Promise.resolve(world.leaseIsFree),
    },
    'capture',
  );
  return { world, areDue: () => rows.areDue(A), failed: () => rows.failed(A) };
}

describe('Rows that pixi hides', () => {
  it('are asked for once a day', async () => {
    const { world, areDue } = aProcess();
    expect([await areDue(), await areDue()]).toEqual([true, false]);
    world.now = instant(MORNING + 24 * HOUR);
    expect(await areDue()).toBe(true);
  });

  it('are not asked for within the quiet window', async () => {
    const { world, areDue } = aProcess();
    world.now = fromIso('2026-11-21T00:30:00Z');
    expect(await areDue()).toBe(false);
  });

  it('are asked for by one process only', async () => {
    const { world, areDue } = aProcess();
    world.leaseIsFree = false;
    expect(await areDue()).toBe(false);
  });

  it('are asked for again when the poll failed', async () => {
    const { areDue, failed } = aProcess();
    await areDue();
    failed();
    expect(await areDue()).toBe(true);
  });

  it('are asked for once a day without a window, too', async () => {
    const { areDue } = aProcess('off');
    expect([await areDue(), await areDue()]).toEqual([true, false]);
  });
});
