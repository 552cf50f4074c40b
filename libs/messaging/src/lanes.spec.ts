import { describe, expect, it } from '@jest/globals';
import { createLanes, type LaneOutcome } from './lanes.js';

type Job = { readonly name: string; readonly attempt: number; end(outcome: LaneOutcome): void };
const AGAIN_AT_ONCE: LaneOutcome = { retryInMs: 0, counted: true };

/** Lanes whose work ends when the spec says so. */
function bench(concurrency: number, perFamily?: number) {
  const jobs: Job[] = [];
  const lanes = createLanes<string>({
    concurrency,
    ...(perFamily === undefined ? {} : { perFamily }),
    work: (name, attempt) =>
      new Promise((resolve) => {
        jobs.push({ name, attempt, end: resolve });
      }),
  });
  const begun = (): string[] => jobs.map(({ name, attempt }) => `${name}#${attempt}`);
  const end = async (name: string, outcome: LaneOutcome = 'done'): Promise<void> => {
    jobs.findLast((job) => job.name === name)?.end(outcome);
    await turn();
  };
  return { lanes, begun, end };
}
/** Lets promises and zero-length timers of one round happen: the second wait begins when those are set, and so ends after them. */
async function turn(): Promise<void> {
  for (const ms of [1, 2]) await new Promise((resolve) => setTimeout(resolve, ms));
}

describe('lanes', () => {
  it('begin one entry per key and at most `concurrency` keys', () => {
    const { lanes, begun } = bench(2);
    for (const name of ['a1', 'a2', 'b1', 'c1']) lanes.add(name.slice(0, 1), name);
    expect(begun()).toEqual(['a1#1', 'b1#1']);
    expect([lanes.running(), lanes.waiting()]).toEqual([2, 2]);
  });

  it('take keys in turn: a long lane does not keep its place', async () => {
    const { lanes, begun, end } = bench(1);
    for (const name of ['a1', 'a2', 'a3', 'b1']) lanes.add(name.slice(0, 1), name);
    await end('a1');
    expect(begun()).toEqual(['a1#1', 'b1#1']);
    await end('b1');
    await end('a2');
    expect(begun().slice(2)).toEqual(['a2#1', 'a3#1']);
  });

  it('give one family no more than its places, however many of its keys wait', async () => {
    const { lanes, begun, end } = bench(3, 2);
    for (const key of ['a/1', 'a/2', 'a/3', 'a/4', 'b/1', 'b/2']) lanes.add(key, key);
    expect(begun()).toEqual(['a/1#1', 'a/2#1', 'b/1#1']);
    await end('b/1');
    expect(begun().slice(3)).toEqual(['b/2#1']);
    await end('b/2');
    expect(begun().slice(4)).toEqual([]); // a place is free, but not for this family
    lanes.add('a', 'a itself'); // a key without a second part is of the same family
    await end('a/1');
    expect(begun().slice(4)).toEqual(['a/3#1']);
  });

  it('let families take turns', async () => {
    const { lanes, begun, end } = bench(1, 1);
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1', 'c/1']) lanes.add(key, key);
    for (const key of ['a/1', 'a/2', 'b/1', 'c/1']) await end(key);
    expect(begun()).toEqual(['a/1#1', 'a/2#1', 'b/1#1', 'c/1#1', 'a/3#1']);
  });

  it('try an entry again before the next one of its key and count the tries', async () => {
    const { lanes, begun, end } = bench(1);
    lanes.add('a', 'a1');
    lanes.add('a', 'a2');
    await end('a1', AGAIN_AT_ONCE);
    await end('a1', { retryInMs: 0, counted: false });
    await end('a1');
    expect(begun()).toEqual(['a1#1', 'a1#2', 'a1#2', 'a2#1']);
  });

  it('give a backing-off key no place', async () => {
    const { lanes, begun, end } = bench(1);
    lanes.add('a', 'a1');
    lanes.add('b', 'b1');
    await end('a1', { retryInMs: 60_000, counted: true });
    expect(begun()).toEqual(['a1#1', 'b1#1']);
    await end('b1');
    await lanes.stop(0); // forgets the timer of a minute
  });

  it('forget dropped entries; a dropped running one is not tried again', async () => {
    const { lanes, begun, end } = bench(2);
    for (const name of ['a1', 'a2', 'b1', 'b2']) lanes.add(name.slice(0, 1), name);
    lanes.drop((name) => name.startsWith('a'));
    await end('a1', AGAIN_AT_ONCE);
    await end('b1');
    await end('b2');
    expect(begun()).toEqual(['a1#1', 'b1#1', 'b2#1']);
    expect([lanes.running(), lanes.waiting()]).toEqual([0, 0]);
  });

  it('drop an entry that is backing off and go on with the rest of its key', async () => {
    const { lanes, begun, end } = bench(1);
    lanes.add('a', 'a1');
    lanes.add('a', 'a2');
    await end('a1', { retryInMs: 60_000, counted: true });
    lanes.drop((name) => name === 'a1');
    expect(begun()).toEqual(['a1#1', 'a2#1']);
    await end('a2');
    expect([lanes.running(), lanes.waiting()]).toEqual([0, 0]);
  });

  it('keep a re-added key behind its running entry, so that the key never overlaps itself', async () => {
    const { lanes, begun, end } = bench(4);
    lanes.add('a', 'a1');
    lanes.drop(() => true);
    lanes.add('a', 'a1 again');
    expect(begun()).toEqual(['a1#1']);
    await end('a1');
    expect(begun()).toEqual(['a1#1', 'a1 again#1']);
  });

  it('begin nothing while paused', async () => {
    const { lanes, begun, end } = bench(1);
    lanes.add('a', 'a1');
    lanes.pause();
    lanes.add('b', 'b1');
    await end('a1');
    expect(begun()).toEqual(['a1#1']);
    lanes.resume();
    expect(begun()).toEqual(['a1#1', 'b1#1']);
  });

  it('stop: resolve when the running entry ends, and begin no other', async () => {
    const { lanes, begun, end } = bench(1);
    lanes.add('a', 'a1');
    lanes.add('a', 'a2');
    let stopped = false;
    const stopping = lanes.stop(60_000).then(() => {
      stopped = true;
    });
    await turn();
    expect(stopped).toBe(false);
    await end('a1');
    await stopping;
    expect(begun()).toEqual(['a1#1']);
  });

  it('stop: do not wait longer than allowed for a hanging entry', async () => {
    const { lanes } = bench(1);
    lanes.add('a', 'a1');
    await lanes.stop(1);
    expect(lanes.running()).toBe(1);
  });
});
