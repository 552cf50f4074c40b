import { type Row, type Sides, tellOrder, tellStand } from './tell-order.js';

/** Tells a story step by step: each time only what is new since the step before. */
export class Teller {
  #told = new Set<string>();

  /** The rows of a step as they stand now; `keep` makes them belong to the past. */
  tell(sides: Sides): { readonly text: string; keep(): void } {
    const rows = withoutRepeats(tellOrder(sides).filter(({ key }) => !this.#told.has(key)));
    return {
      text: tableOf(rows, sides),
      keep: () => rows.forEach(({ key }) => this.#told.add(key)),
    };
  }
}

/** The same decision twice in a step is a second look at the same facts. */
const withoutRepeats = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ key }, index) => rows.findIndex((one) => one.key === key) === index);

function tableOf(rows: readonly Row[], sides: Sides): string {
  const lines = rows.map(({ where, what }) => `| ${where} | ${what.replaceAll('|', '\\|')} |`);
  return ['| where | what you see |', '| --- | --- |', ...lines, ...tellStand(sides)].join('\n');
}

/** Two invoices of an order are decided alike, and each knows of the other's or does not. */
const isDecision = (line: string): boolean => line.startsWith('| Abgleich |');
/** Two flows look at a closed order at the same moment: whether the one still finds the other's notice missing is chance. */
const isMoment = (line: string): boolean =>
  line.endsWith('Zurückgegeben wird, wenn der Versand gemeldet ist. |');

/**
 * What two runs have in common: no numbers that are given out one after the other, no moments, and no order among things that happen
 * within the same instant.
 */
export function essence(table: string): string {
  return (
    table
      .replace(/s-pay-\d+/g, 's-pay-N')
      .replace(/\bDEMG\d+/g, 'DEMG-N')
      .replace(/\bDEM\d{7}/g, 'DEM-N')
      .replace(/\bORDER-\d+|\b1\d{4}\b/g, 'ORDER-N')
      .replace(/\bBank [\d.]+/g, 'Bank N')
      .replace(/\d{2}\.\d{2}\.\d{4},? \d{2}:\d{2}/g, 'MOMENT')
      // Whose look came last, when two invoices of a closed order are settled at the same moment, is chance; the next look puts it right.
      .replace(/\*\*teilweise gebucht\*\* · pixi: CLOSED/, '**gebucht** · pixi: CLOSED')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !isMoment(line))
      .filter((line, index, all) => !(isDecision(line) && all.indexOf(line) < index))
      .sort()
      .join('\n')
  );
}
