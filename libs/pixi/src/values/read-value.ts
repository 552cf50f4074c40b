import {
  currency,
  Fault,
  MoneyError,
  parseMoneyHalfUp,
  type Currency,
  type ErpLineStatus,
  type ErpOrderStatus,
  type Instant,
  type Money,
} from '@abgleich/domain';
import { fromBerlin } from './berlin-time.js';

/** `data pixi.unknown-value`: the row cannot be used; the value itself is not shown, because it could be anything. */
export function unknownValue(column: string, why: string): Fault {
  return new Fault({ kind: 'data', code: 'pixi.unknown-value', params: { column, why } });
}

/** An exact amount; SQL Server's four decimals are rounded half up to the currency's own. */
export function readMoney(column: string, text: string, of: Currency): Money {
  try {
    return parseMoneyHalfUp(text, of);
  } catch (error) {
    if (error instanceof MoneyError) throw unknownValue(column, 'not an amount');
    throw error;
  }
}

export function readCurrency(column: string, text: string): Currency {
  try {
    return currency(text);
  } catch (error) {
    if (error instanceof MoneyError) throw unknownValue(column, 'not a currency');
    throw error;
  }
}

/** A whole number; `2.0000` and `2.000000000000000e+000` count, because quantities come as money or float from some databases. */
export function readWholeNumber(column: string, text: string): number {
  const clean = text.trim();
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(clean) ? Number(clean) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw unknownValue(column, 'not a whole number');
  return number === 0 ? 0 : number;
}

/** A bit or a flag: `0`/`1`, `false`/`true`, `N`/`Y`. */
export function readFlag(column: string, text: string): boolean {
  const word = text.trim().toLowerCase();
  if (word === '1' || word === 'true' || word === 'y') return true;
  if (word === '0' || word === 'false' || word === 'n') return false;
  throw unknownValue(column, 'neither yes nor no');
}

/** German wall-clock time as a moment; `null` for pixi's "never". */
export function readInstant(column: string, text: string): Instant | null {
  const at = fromBerlin(text);
  if (at === undefined) throw unknownValue(column, 'not a time');
  return at;
}

const ORDER_STATUS: Readonly<Record<string, ErpOrderStatus>> = {
  HOLD: 'on-hold',
  OPEN: 'open',
  CLOSED: 'closed',
};
const LINE_STATUS: Readonly<Record<string, ErpLineStatus>> = {
  NEW: 'new',
  HAL: 'on-hold',
  ANG: 'accepted',
  BES: 'ordered-at-supplier',
  FUT: 'direct-fulfilment',
  EIN: 'scanned-in',
  AUS: 'shipped',
  RET: 'returned',
  MIN: 'replaced',
  STO: 'cancelled',
  NLB: 'undeliverable',
};

export const readOrderStatus = (column: string, text: string): ErpOrderStatus =>
  listed(ORDER_STATUS, column, text);
export const readLineStatus = (column: string, text: string): ErpLineStatus =>
  listed(LINE_STATUS, column, text);

function listed<T>(table: Readonly<Record<string, T>>, column: string, text: string): T {
  const word = text.trim().toUpperCase();
  const value = Object.hasOwn(table, word) ? table[word] : undefined;
  if (value === undefined) throw unknownValue(column, 'not in the list');
  return value;
}

/** pixi's own country codes are car plates; all others are ISO codes already. */
const ISO_OF_PLATE: Readonly<Record<string, string>> = {
  A: 'AT',
  B: 'BE',
  D: 'DE',
  E: 'ES',
  EST: 'EE',
  F: 'FR',
  FIN: 'FI',
  FL: 'LI',
  H: 'HU',
  I: 'IT',
  IRL: 'IE',
  L: 'LU',
  N: 'NO',
  P: 'PT',
  S: 'SE',
  SLO: 'SI',
};

/** A country as ISO 3166 alpha-2 where we know the code, else as pixi spells it. */
export function readCountry(text: string): string {
  const code = text.trim().toUpperCase();
  return Object.hasOwn(ISO_OF_PLATE, code) ? (ISO_OF_PLATE[code] ?? code) : code;
}
