import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileStore, type Engine } from './store.js';

type Add = { add: number };

function adder(): Engine<Add, number> & { total(): number } {
  let total = 0;
  return {
    apply({ add }) {
      if (add < 0) throw new Error('Only positive numbers.');
      total += add;
      return total;
    },
    dump: () => ({ total }),
    load(dump) {
      total = (dump as { total: number }).total; // our own dump
    },
    clear() {
      total = 0;
    },
    total: () => total,
  };
}

describe('the file store', () => {
  let dir = '';
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sandbox-store-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  function start(logBytesMax?: number) {
    const store = createFileStore({ dir, ...(logBytesMax === undefined ? {} : { logBytesMax }) });
    const engine = adder();
    const run = store.attach('adder', engine);
    store.open();
    return { store, engine, run };
  }

  it('knows everything again after it was left without a goodbye', () => {
    const first = start();
    first.run({ add: 2 });
    first.run({ add: 3 });
    expect(start().engine.total()).toBe(5);
  });

  it('forgets a refused command', () => {
    const first = start();
    first.run({ add: 2 });
    expect(() => first.run({ add: -1 })).toThrow('Only positive');
    expect(start().engine.total()).toBe(2);
  });

  it('drops a torn last line', () => {
    const first = start();
    first.run({ add: 2 });
    const log = readdirSync(dir).find((file) => file.startsWith('log-'));
    appendFileSync(join(dir, log ?? ''), '["adder",{"ad');
    expect(start().engine.total()).toBe(2);
  });

  it('folds a long log into one snapshot and stays the same', () => {
    const first = start(200);
    for (let count = 0; count < 100; count += 1) first.run({ add: 1 });
    expect(readdirSync(dir)).toHaveLength(2);
    expect(start().engine.total()).toBe(100);
  });

  it('is empty after a reset, also for the next start', () => {
    const first = start();
    first.run({ add: 2 });
    first.store.reset();
    expect(first.engine.total()).toBe(0);
    first.run({ add: 7 });
    expect(start().engine.total()).toBe(7);
  });
});
