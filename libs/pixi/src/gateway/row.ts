import { Fault, type Currency, type Instant, type Money } from '@abgleich/domain';
import type { PixiAnswer, PixiRow } from '../answer/answer.js';
import {
  PIXI_PROCEDURES,
  type ColumnKey,
  type PixiProcedureName,
} from '../mapping/pixi-procedures.js';
import type { PixiProcedure } from '../mapping/procedure-definition.js';
import {
  readCurrency,
  readFlag,
  readInstant,
  readMoney,
  readWholeNumber,
  unknownValue,
} from '../values/read-value.js';

type Spellings = ReadonlyMap<string, readonly string[]>;

/** One row, read by our words. Card columns cannot be read at all. */
export class Row<Key extends string> {
  readonly #row: PixiRow;
  readonly #spellings: Spellings;
  readonly #layout: ReadonlySet<string> | null;

  constructor(row: PixiRow, spellings: Spellings, layout: ReadonlySet<string> | null) {
    this.#row = row;
    this.#spellings = spellings;
    this.#layout = layout;
  }

  /** The value under any of the column's spellings; `null` when it is empty or not there. */
  text(key: Key): string | null {
    for (const wire of this.#names(key)) {
      const value = this.#row.get(wire);
      if (value !== undefined) return value;
    }
    return null;
  }

  /** Like `text`, but throws `data pixi.unknown-value` when there is none. */
  required(key: Key): string {
    const value = this.text(key);
    if (value === null) throw unknownValue(key, 'missing');
    return value;
  }

  /** Whether the answer says that it has this column, so that an empty value means empty. `false` also when it does not say. */
  declares(key: Key): boolean {
    const layout = this.#layout;
    return layout !== null && this.#names(key).some((wire) => layout.has(wire));
  }

  /** Whether the answer says that this database does not have the column at all. `false` also when it does not say. */
  lacks(key: Key): boolean {
    return this.#layout !== null && !this.declares(key);
  }

  /** A missing amount stays missing: it is never zero. */
  money(key: Key, of: Currency): Money | null {
    return this.#read(key, (column, text) => readMoney(column, text, of));
  }
  currency(key: Key, otherwise: Currency): Currency {
    return this.#read(key, readCurrency) ?? otherwise;
  }
  wholeNumber(key: Key): number | null {
    return this.#read(key, readWholeNumber);
  }
  flag(key: Key): boolean | null {
    return this.#read(key, readFlag);
  }
  instant(key: Key): Instant | null {
    return this.#read(key, readInstant);
  }

  #read<T>(key: Key, read: (column: string, text: string) => T): T | null {
    const text = this.text(key);
    return text === null ? null : read(key, text);
  }

  #names(key: Key): readonly string[] {
    return this.#spellings.get(key) ?? [];
  }
}

/** The rows of an answer that carry at least one column of the procedure, from all its sets. */
export function rowsOf<Name extends PixiProcedureName>(
  name: Name,
  answer: PixiAnswer,
): Row<ColumnKey<Name>>[] {
  const spellings = spellingsOf(PIXI_PROCEDURES[name]);
  const known = [...spellings.values()].flat();
  return answer.sets.flatMap(({ rows, layout }) =>
    rows
      .filter((row) => known.some((wire) => row.has(wire)))
      .map((row) => new Row<ColumnKey<Name>>(row, spellings, layout)),
  );
}

function spellingsOf({ rowSets }: PixiProcedure): Spellings {
  const readable = rowSets.flatMap(({ columns }) => columns).filter((one) => one.card !== true);
  return new Map(readable.map(({ key, wire }) => [key, wire.map((name) => name.toLowerCase())]));
}

/**
 * Converts the rows that can be understood. One bad row must not lose the page: it is reported and left out, while a
 * fault of another kind than `data` ends the work.
 */
export async function keepGood<From, To>(
  rows: readonly From[],
  convert: (row: From) => To | null | Promise<To | null>,
  report: (fault: Fault, row: From) => void,
): Promise<To[]> {
  const good: To[] = [];
  for (const row of rows)
    try {
      const converted = await convert(row);
      if (converted !== null) good.push(converted);
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'data') throw error;
      report(error, row);
    }
  return good;
}
