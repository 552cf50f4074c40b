import { parseArgs } from 'node:util';

export type SimulatorOptions = {
  /** The first seed. */
  readonly seed: number;
  /** How many seeds, each a history of its own; `null`: as many as `hours` allow. */
  readonly seeds: number | null;
  /** Orders of one history. */
  readonly orders: number;
  /** How long a history's trouble lasts, in its own time. */
  readonly minutes: number;
  /** How long to go on with new seeds, in real time. */
  readonly hours: number | null;
  /** Where to write the lines of the last history. */
  readonly trace: string | null;
  /** Which deliberate bug to build in; see `mutants.mjs`. */
  readonly mutant: string | null;
  /** Goes on after a violation, and does not shorten its history. */
  readonly all: boolean;
};

const DEFAULTS = { seed: 1, seeds: 1, orders: 40, minutes: 300 } as const;
/** The simulator holds a history in memory. */
const MAXIMA = { orders: 2_000, minutes: 30 * 24 * 60 } as const;

export const USAGE = `npm run simulate -- [--seed N] [--seeds N] [--orders N] [--minutes N] [--hours N] [--trace FILE] [--mutant NAME] [--all]
  --seed     the first seed (default 1); the same seed always gives the same history
  --seeds    how many seeds, one after the other (default 1)
  --orders   orders of one history (default 40)
  --minutes  how long things go wrong in a history, in its own time (default 300)
  --hours    go on with new seeds for so many hours of real time
  --trace    write every line of the last history to a file
  --mutant   build in one of the deliberate bugs (docs/concepts/simulator.md names them)
  --all      go on after a violation, without shortening its history`;

/** Reads the words of the command line. Throws an Error with a sentence for what is none of them. */
export function readOptions(words: readonly string[]): SimulatorOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: text,
      seeds: text,
      orders: text,
      minutes: text,
      hours: text,
      trace: text,
      mutant: text,
      all: { type: 'boolean' },
    },
  });
  const whole = (name: 'seed' | 'seeds' | 'orders' | 'minutes', max = Number.MAX_SAFE_INTEGER): number => {
    const given = values[name];
    const number = given === undefined ? DEFAULTS[name] : Number(given);
    if (Number.isSafeInteger(number) && number > 0 && number <= max) return number;
    throw new Error(`--${name} must be a whole number from 1${max < Number.MAX_SAFE_INTEGER ? ` to ${max}` : ''}`);
  };
  const hours = values.hours === undefined ? null : Number(values.hours);
  if (hours !== null && !(hours > 0)) throw new Error('--hours must be a number above 0');
  return {
    seed: whole('seed'),
    seeds: hours !== null && values.seeds === undefined ? null : whole('seeds'),
    orders: whole('orders', MAXIMA.orders),
    minutes: whole('minutes', MAXIMA.minutes),
    hours,
    trace: values.trace ?? null,
    mutant: values.mutant ?? null,
    all: values.all ?? false,
  };
}
