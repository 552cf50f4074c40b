/** How each outcome is drawn: a colour and a pattern of its own, so that nobody needs to tell colours apart. */
export const SERIES = {
  ok: { color: 'var(--green)', pattern: 'plain' },
  waiting: { color: 'var(--blue)', pattern: 'dots' },
  notice: { color: 'var(--amber)', pattern: 'lines' },
  problem: { color: 'var(--red)', pattern: 'cross' },
} as const;

export type SeriesName = keyof typeof SERIES;
export type PatternName = (typeof SERIES)[SeriesName]['pattern'];
