import { describe, expect, it } from '@jest/globals';
import { instant } from '@abgleich/domain';
import { RateGate, type GatePriority } from './rate-gate.js';

/** A clock that moves only when the test says so, and wakes what was waiting. */
class HandClock {
  at = 0;
  #due: { at: number; run: () => void }[] = [];
  now = () => instant(this.at);
  after = (ms: number, run: () => void): void => void this.#due.push({ at: this.at + ms, run });

  async advance(ms: number): Promise<void> {
    this.at += ms;
    const due = this.#due.filter((one) => one.at <= this.at);
    this.#due = this.#due.filter((one) => one.at > this.at);
    for (const { run } of due) run();
    await settle();
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function rig(limits: { inFlight?: number; perSecond?: number; waitingMax?: number }) {
  const clock = new HandClock();
  const gate = new RateGate({
    inFlight: 1,
    perSecond: 0,
    waitingMax: 100,
    ...limits,
    clock,
    timers: clock,
  });
  const started: string[] = [];
  const finish: (() => void)[] = [];
  const enter = (name: string, priority: GatePriority = 'urgent'): Promise<void> =>
    gate.run(priority, () => {
      started.push(name);
      return new Promise<void>((done) => finish.push(done));
    });
  const enterQuick = (name: string): Promise<void> =>
    gate.run('urgent', async () => void started.push(name));
  return { clock, gate, started, finish, enter, enterQuick };
}

describe('the gate', () => {
  it('lets one in at a time, first come first served', async () => {
    const { started, finish, enter } = rig({});
    void enter('a');
    void enter('b');
    await settle();
    expect(started).toEqual(['a']);
    finish[0]?.();
    await settle();
    expect(started).toEqual(['a', 'b']);
  });

  it('lets urgent work go before lists that came earlier', async () => {
    const { started, finish, enter } = rig({});
    void enter('a');
    void enter('list', 'list');
    void enter('write');
    await settle();
    finish[0]?.();
    await settle();
    finish[1]?.();
    await settle();
    expect(started).toEqual(['a', 'write', 'list']);
  });

  it('starts no more than five within any second', async () => {
    const { clock, started, enterQuick } = rig({ perSecond: 5 });
    for (let n = 0; n < 12; n += 1) void enterQuick(String(n));
    await settle();
    expect(started).toHaveLength(5);
    await clock.advance(999);
    expect(started).toHaveLength(5);
    await clock.advance(1);
    expect(started).toHaveLength(10);
    await clock.advance(1000);
    expect(started).toHaveLength(12);
  });

  it('counts starts over a sliding second, not over whole seconds', async () => {
    const { clock, started, enterQuick } = rig({ perSecond: 2 });
    void enterQuick('a');
    await clock.advance(900);
    void enterQuick('b');
    void enterQuick('c');
    void enterQuick('d');
    await clock.advance(100);
    expect(started).toEqual(['a', 'b', 'c']);
    await clock.advance(800);
    expect(started).toEqual(['a', 'b', 'c']);
    await clock.advance(100);
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not wait for a clock that was set back to catch up', async () => {
    const { clock, started, enterQuick } = rig({ perSecond: 1 });
    clock.at = 3_600_000;
    void enterQuick('a');
    await settle();
    clock.at = 0;
    void enterQuick('b');
    await settle();
    void enterQuick('c');
    await settle();
    expect(started).toEqual(['a', 'b']);
    await clock.advance(1000);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('frees its place when the work fails', async () => {
    const { gate, started, enterQuick } = rig({});
    await expect(gate.run('urgent', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await enterQuick('next');
    expect(started).toEqual(['next']);
  });

  it('turns away what would wait too long', async () => {
    const { enter } = rig({ waitingMax: 2 });
    void enter('running');
    await settle();
    void enter('1');
    void enter('2', 'list');
    await expect(enter('3')).rejects.toMatchObject({ kind: 'transient', code: 'pixi.busy' });
  });
});
