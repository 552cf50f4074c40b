/** Chance from a seed: the same seed throws the same. */
export type Dice = {
  /** True with this probability. */
  chance(probability: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** One of the names, as likely as its weight says. */
  weighed<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
};

export function createDice(random: () => number): Dice {
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
  };
}
