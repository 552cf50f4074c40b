import type { OrderRow } from '@abgleich/contracts';
import { assertNever, currency, formatMoney, type Language, money } from '@abgleich/domain';
import { berlinMoment } from './berlin-moment.js';
import { type Cell, cellsOf, EXPORT_COLUMNS } from './export-columns.js';

/** Without it spreadsheet programs read umlauts as two letters each. */
const BYTE_ORDER_MARK = '\uFEFF';
const NEW_LINE = '\r\n';

/** The first line of the file, with the mark that says how it is encoded. */
export const csvHead = (language: Language): string =>
  BYTE_ORDER_MARK + EXPORT_COLUMNS.map((column) => quoted(column[language])).join(';') + NEW_LINE;

/** One order as a line; semicolons, numbers and moments as in German. */
export const csvLine = (order: OrderRow, language: Language): string =>
  cellsOf(order, language).map(csvCell).join(';') + NEW_LINE;

function csvCell(cell: Cell): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'text':
      return quoted(harmless(cell.text));
    case 'amount': {
      const amount = money(cell.amount.minor, currency(cell.amount.currency));
      return formatMoney(amount).replace('.', ',');
    }
    case 'moment':
      return berlinMoment(cell.at);
    default:
      return assertNever(cell);
  }
}

/**
 * Spreadsheet programs run a text that begins like a formula, whoever wrote it: a shop's customer must not be able to. The apostrophe is
 * what such programs write before a text themselves.
 */
// eslint-disable-next-line no-control-regex -- control characters before a formula are what is looked for
const LIKE_A_FORMULA = /^[\s\u0000-\u001f]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;
const harmless = (text: string): string => (LIKE_A_FORMULA.test(text) ? `'${text}` : text);

const quoted = (text: string): string =>
  /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
