import { describe, expect, it } from '@jest/globals';
import { createSandboxWorld } from '../create-world.js';
import { seededRandom } from '../kernel/clock.js';
import { headerStatus } from '../pixi/ledger/line-status.js';
import { sandboxSeed } from '../seed.js';
import { tellTruth } from '../truth/tell-truth.js';
import { createDemoTraffic } from './demo-traffic.js';

/** Plays minutes of demo in virtual time; `work` is what an app would do after each tick. */
function played(minutes: number, work: (world: ReturnType<typeof worldAt>['world']) => void) {
  const { world, clock } = worldAt();
  const demo = createDemoTraffic(world, { ordersPerMinute: 6 });
  for (let second = 0; second < minutes * 60; second += 5) {
    clock.now += 5_000;
    demo.tick();
    work(world);
  }
  return world;
}

function worldAt() {
  const clock = { now: Date.UTC(2026, 5, 1, 8) };
  const { world } = createSandboxWorld({ now: () => clock.now, random: seededRandom(7) });
  return { world, clock };
}

describe('the demo traffic', () => {
  it('shows every configured method within its first minute', () => {
    const orders = [
      ...played(1, () => undefined)
        .pixi.state()
        .orders.values(),
    ];
    const seen = new Set(orders.map(({ shopId, paymentCode }) => `${shopId} ${paymentCode}`));
    expect(seen.size).toBe(sandboxSeed.configurations.length);
  });

  it('ships, cancels and returns what somebody releases, and some orders have a problem', () => {
    const world = played(60, ({ pixi }) => {
      for (const orderNr of pixi.state().index.onHold)
        pixi.run({ do: 'release-by-hand', at: 0, orderNr, user: 'person' });
    });
    const state = world.pixi.state();
    const orders = [...state.orders.values()];
    const statuses = orders.flatMap(({ lines }) => lines.map(({ status }) => status));
    expect(statuses).toEqual(expect.arrayContaining(['AUS', 'RET', 'STO', 'NLB']));
    expect(orders.filter((order) => headerStatus(order) === 'CLOSED').length).toBeGreaterThan(100);
    expect(orders.some(({ kkId }) => kkId === '')).toBe(true);
    expect(orders.some(({ orderNr, orderNrExternal }) => orderNrExternal === `P${orderNr}`)).toBe(
      true,
    );
    expect(tellTruth(world, { atRest: false }).violations).toEqual([]);
  });

  it('is the same for the same seed', () => {
    const total = () =>
      tellTruth(
        played(20, () => undefined),
        { atRest: false },
      );
    expect(total()).toEqual(total());
  });
});
