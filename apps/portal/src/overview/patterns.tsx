import type { SeriesName } from './series.js';
import { SERIES } from './series.js';

const SIZE = 6;

/** The fill of a series by its pattern's id; `of` keeps the ids of two drawings on one page apart. */
export const fillOf = (of: string, name: SeriesName): string => `url(#${of}-${name})`;

/** The patterns of the series for one drawing. */
export function Patterns({ of }: { of: string }) {
  return (
    <defs>
      {Object.entries(SERIES).map(([name, { color, pattern }]) => (
        <pattern
          key={name}
          id={`${of}-${name}`}
          width={SIZE}
          height={SIZE}
          patternUnits="userSpaceOnUse"
        >
          <rect
            width={SIZE}
            height={SIZE}
            fill={color}
            fillOpacity={pattern === 'plain' ? 0.85 : 0.3}
          />
          {pattern === 'dots' && <circle cx={3} cy={3} r={1.5} fill={color} />}
          {pattern === 'lines' && <path d="M0 6L6 0" stroke={color} strokeWidth={1.5} />}
          {pattern === 'cross' && <path d="M0 0L6 6M0 6L6 0" stroke={color} strokeWidth={1.4} />}
        </pattern>
      ))}
    </defs>
  );
}
