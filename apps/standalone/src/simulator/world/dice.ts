/** Chance from a seed: the same seed throws the same. */
export type Dice = {
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** One of the names, as likely as its weight says. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  /**
   * Dice of its own for a purpose. What is thrown here depends on the seed and the purpose alone, not on what was thrown before: when a
   * history is shortened, everything that stays happens as it did.
   */
  of(purpose: string): Dice;
};

export function createDice(seed: number): Dice {
  const random = generator(seed);
  const between = (from: number, to: number): number =>
    from + Math.floor(random() * (to - from + 1));
  return {
    chance: (probability) => random() < probability,
    between,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('Nothing to pick from');
      return item;
    },
    weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
      const entries = Object.entries(weights) as [Name, number][]; // a record's own entries
      let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
      return entries[0]?.[0] ?? ('' as Name); // unreachable with positive weights
    },
    of: (purpose) => createDice(mixed(purpose, seed)),
  };
}

/** Mulberry32: small, quick, the same on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A word that depends on every letter and on the seed (FNV-1a with a final mix). */
function mixed(text: string, seed: number): number {
  let word = (seed ^ 0x811c9dc5) >>> 0;
  for (let at = 0; at < text.length; at += 1)
    word = Math.imul(word ^ text.charCodeAt(at), 0x01000193);
  word ^= word >>> 16;
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}
