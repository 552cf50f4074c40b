import { describe, expect, it, jest } from '@jest/globals';
import { Fault, type JournalWrite } from '@abgleich/domain';
import { aCall, anOrderRef, anOrder, aWrite } from '../testing/journal-builders.js';
import { createWriteSoon } from './write-soon.js';

const away = (): Fault => new Fault({ kind: 'transient', code: 'platform.database' });
const wrong = (): Fault => new Fault({ kind: 'bug', code: 'platform.database' });
const light = (): JournalWrite => aWrite(anOrderRef(), { calls: [aCall()] });
const heavy = (): JournalWrite => aWrite(anOrderRef(), { order: anOrder() });

/** A database that remembers, and fails on demand. */
function aDatabase() {
  const state = {
    batches: [] as number[],
    singles: [] as JournalWrite[],
    lost: [] as JournalWrite[],
  };
  const trouble: { batch: Fault | null; single: (entry: JournalWrite) => Fault | null } = {
    batch: null,
    single: () => null,
  };
  const soon = createWriteSoon({
    async writeLight(entries) {
      if (trouble.batch !== null) throw trouble.batch;
      state.batches.push(entries.length);
      return [];
    },
    async writeOne(entry) {
      const fault = trouble.single(entry);
      if (fault !== null) throw fault;
      state.singles.push(entry);
    },
    onLost: (_fault, entry) => state.lost.push(entry),
  });
  return { soon, state, trouble };
}

describe('writing soon', () => {
  it('gathers light records into batches of two hundred', async () => {
    const { soon, state } = aDatabase();
    for (let index = 0; index < 450; index += 1) soon.add(light());
    await soon.flush();
    expect(state.batches).toEqual([200, 200, 50]);
  });

  it('writes by itself a fifth of a second after the first record', async () => {
    jest.useFakeTimers();
    try {
      const { soon, state } = aDatabase();
      soon.add(light());
      await jest.advanceTimersByTimeAsync(199);
      expect(state.batches).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      expect(state.batches).toEqual([1]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps everything while the database is away, and writes it when it is back', async () => {
    const { soon, state, trouble } = aDatabase();
    trouble.batch = away();
    soon.add(light());
    soon.add(heavy());
    await expect(soon.flush()).rejects.toMatchObject({ kind: 'transient' });
    expect([state.batches, state.singles]).toEqual([[], []]);
    trouble.batch = null;
    await soon.close();
    expect([state.batches, state.singles.length, state.lost.length]).toEqual([[1], 1, 0]);
  });

  it('writes nothing twice when the database went away in the middle', async () => {
    const { soon, state, trouble } = aDatabase();
    const [first, second] = [heavy(), heavy()];
    trouble.single = (entry) => (entry === second ? away() : null);
    for (const entry of [light(), first, second]) soon.add(entry);
    await expect(soon.flush()).rejects.toMatchObject({ kind: 'transient' });
    trouble.single = () => null;
    await soon.close();
    expect(state.batches).toEqual([1]);
    expect(state.singles).toEqual([first, second]);
  });

  it('loses only the record that the database refuses, and tells it', async () => {
    const { soon, state, trouble } = aDatabase();
    const [good, bad] = [light(), light()];
    trouble.batch = wrong();
    trouble.single = (entry) => (entry === bad ? wrong() : null);
    soon.add(good);
    soon.add(bad);
    await soon.flush();
    expect([state.singles, state.lost]).toEqual([[good], [bad]]);
  });

  it('makes writers wait when two thousand records have gathered', async () => {
    const { soon, state, trouble } = aDatabase();
    trouble.batch = away();
    for (let index = 0; index < 1_999; index += 1) soon.add(light());
    await expect(soon.room()).resolves.toBeUndefined();
    soon.add(light());
    await expect(soon.room()).rejects.toMatchObject({ kind: 'transient' });
    trouble.batch = null;
    await soon.room();
    expect(state.batches).toHaveLength(10);
    await soon.close();
  });

  it('holds twenty thousand records and then lets the oldest go, with notice', async () => {
    const { soon, state, trouble } = aDatabase();
    trouble.batch = away();
    for (let index = 0; index < 20_003; index += 1) soon.add(light());
    expect(state.lost).toHaveLength(3);
    trouble.batch = null;
    await soon.close();
    expect(state.batches.reduce((sum, size) => sum + size, 0)).toBe(20_000);
  });
});
