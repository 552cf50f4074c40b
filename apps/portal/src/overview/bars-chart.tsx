import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { useId } from 'react';
import { fillOf, Patterns } from './patterns.js';
import type { SeriesName } from './series.js';

type BarsChartProps = {
  readonly rows: readonly ({ readonly label: string } & Readonly<Record<string, unknown>>)[];
  readonly series: readonly {
    readonly name: SeriesName;
    readonly label: string;
    readonly color: string;
  }[];
  /** Labels so short that each has room; otherwise every second one, the last among them. */
  readonly everyLabel?: boolean;
};

const HEIGHT = 220;

/** Stacked bars. A picture of the table behind it and hidden from screen readers; loaded only where it is shown. */
export function BarsChart({ rows, series, everyLabel = false }: BarsChartProps) {
  const of = useId();
  return (
    <BarChart
      h={HEIGHT}
      data={rows.map((row) => ({ ...row }))}
      dataKey="label"
      type="stacked"
      series={series.map((one) => ({ ...one }))}
      withLegend={false}
      withTooltip
      maxBarWidth={44}
      textColor="var(--quiet)"
      gridColor="var(--line)"
      xAxisProps={
        everyLabel ? { interval: 0 } : { ticks: everyOther(rows), interval: 'preserveEnd' }
      }
      yAxisProps={{ allowDecimals: false, width: 36 }}
      barProps={({ name }) => {
        const known = series.find((one) => one.name === name);
        return {
          isAnimationActive: false,
          ...(known === undefined
            ? {}
            : { fill: fillOf(of, known.name), stroke: known.color, strokeWidth: 1 }),
        };
      }}
      barChartProps={{ accessibilityLayer: false }}
    >
      <Patterns of={of} />
    </BarChart>
  );
}

const everyOther = (rows: BarsChartProps['rows']): string[] =>
  rows.filter((_row, index) => (rows.length - 1 - index) % 2 === 0).map(({ label }) => label);
