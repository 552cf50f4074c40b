/** Tells the time: milliseconds since 1970-01-01T00:00:00Z. Passed in everywhere, so that a simulator can turn it. */
export type Now = () => number;
/** A number in [0, 1). Passed in everywhere, so that a run can be repeated. */
export type Random = () => number;

/** The machine's own clock; only the process entry hands it on. */
export const machineClock: Now = () => Date.now();

/** A small seeded generator (mulberry32): the same seed gives the same numbers for ever. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
