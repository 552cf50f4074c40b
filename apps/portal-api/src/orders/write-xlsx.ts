import type { Readable } from 'node:stream';
import type { OrderRow } from '@abgleich/contracts';
import { assertNever, currency, formatMoney, type Language, money } from '@abgleich/domain';
import writeXlsxFile, { type Cell as XlsxCell } from 'write-excel-file/node';
import { berlinWallClock } from './berlin-moment.js';
import { type Cell, cellsOf, EXPORT_COLUMNS } from './export-columns.js';

/** Excel shows this in the reader's own way: German programs write 1.119,00. */
const AMOUNT_FORMAT = '#,##0.00';
const MOMENT_FORMAT = 'dd.mm.yyyy hh:mm:ss';

/** The orders as one sheet. Texts are texts there: nothing is run as a formula, and leading zeros stay. */
export async function xlsxFile(orders: readonly OrderRow[], language: Language): Promise<Readable> {
  const head = EXPORT_COLUMNS.map((column): XlsxCell => ({
    value: column[language],
    type: String,
    fontWeight: 'bold',
  }));
  const rows = orders.map((order) => cellsOf(order, language).map(xlsxCell));
  const file = writeXlsxFile([head, ...rows], {
    sheet: language === 'de' ? 'Aufträge' : 'Orders',
    columns: EXPORT_COLUMNS.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  });
  const toStream = file.toStream as () => Promise<Readable>; // its type leaves open which of two functions it is
  return toStream();
}

function xlsxCell(cell: Cell): XlsxCell {
  switch (cell.kind) {
    case 'empty':
      return null;
    case 'text':
      return { value: storable(cell.text), type: String };
    case 'amount': {
      const amount = money(cell.amount.minor, currency(cell.amount.currency));
      return { value: Number(formatMoney(amount)), type: Number, format: AMOUNT_FORMAT };
    }
    case 'moment':
      return { value: berlinWallClock(cell.at), type: Date, format: MOMENT_FORMAT };
    default:
      return assertNever(cell);
  }
}

/** A cell holds 32,767 characters, and XML has no word for control characters. */
const CELL_CHARACTERS_MAX = 32_000;
const storable = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\uFFFE\uFFFF]/g, '\uFFFD')
    .toWellFormed()
    .slice(0, CELL_CHARACTERS_MAX);
