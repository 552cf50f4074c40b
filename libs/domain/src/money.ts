import type { Brand } from './ids.js';

/** ISO 4217 code in capitals. */
export type Currency = Brand<string, 'Currency'>;
/** An exact amount: whole minor units (cents for EUR) of one currency. Never a float. May be negative. */
export type Money = { readonly minor: number; readonly currency: Currency };

const MINOR_DIGITS_DEFAULT = 2;
/** ISO 4217 currencies whose minor unit is not a hundredth. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  ISK: 0,
  HUF: 2,
  BHD: 3,
  KWD: 3,
  TND: 3,
  JOD: 3,
  OMR: 3,
};

export class MoneyError extends Error {}

/** Checks the shape of a currency code. Throws `MoneyError` when it is not three letters. */
export function currency(code: string): Currency {
  const clean = code.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(clean)) throw new MoneyError(`Not a currency code: "${code}"`);
  return clean as Currency;
}

export function minorDigits(of: Currency): number {
  return MINOR_DIGITS[of] ?? MINOR_DIGITS_DEFAULT;
}

/** Money from whole minor units. Throws `MoneyError` when not a safe integer. */
export function money(minor: number, of: Currency): Money {
  if (!Number.isSafeInteger(minor))
    throw new MoneyError(`Not a whole number of minor units: ${minor}`);
  return { minor: minor === 0 ? 0 : minor, currency: of };
}

/** Euro from a decimal string, for tests and examples: `eur('119.00')`. */
export const eur = (text: string): Money => parseMoney(text, 'EUR' as Currency);
export const zero = (of: Currency): Money => money(0, of);

/**
 * Parses a decimal string with a dot (`119`, `-12.5`, `46.1800`). Digits beyond the minor unit are allowed only as
 * zeros; use `parseMoneyHalfUp` where the source computes with more digits. Throws `MoneyError`.
 */
export function parseMoney(text: string, of: Currency): Money {
  const parts = decimalParts(text);
  const digits = minorDigits(of);
  if (/[1-9]/.test(parts.fraction.slice(digits)))
    throw new MoneyError(`"${text}" has more digits than ${of} knows`);
  return money(scaled(parts, digits), of);
}

/** Parses like `parseMoney`, but rounds further digits half up (away from zero), as the ERP's four-decimal `money` needs. */
export function parseMoneyHalfUp(text: string, of: Currency): Money {
  const parts = decimalParts(text);
  const digits = minorDigits(of);
  const roundsUp = (parts.fraction[digits] ?? '0') >= '5';
  const magnitude = Math.abs(scaled(parts, digits)) + (roundsUp ? 1 : 0);
  return money(parts.negative ? -magnitude : magnitude, of);
}

/** Prints with exactly the currency's digits: `119.00`. `parseMoney(formatMoney(x), x.currency)` equals `x`. */
export function formatMoney(value: Money): string {
  const digits = minorDigits(value.currency);
  const padded = String(Math.abs(value.minor)).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const sign = value.minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${padded.slice(-digits)}`;
}

export const add = (a: Money, b: Money): Money =>
  money(a.minor + sameCurrency(a, b).minor, a.currency);
export const subtract = (a: Money, b: Money): Money =>
  money(a.minor - sameCurrency(a, b).minor, a.currency);
export const negate = (a: Money): Money => money(-a.minor, a.currency);
export const sum = (values: readonly Money[], of: Currency): Money => values.reduce(add, zero(of));
export const smallerOf = (a: Money, b: Money): Money =>
  a.minor <= sameCurrency(a, b).minor ? a : b;
export const isZero = (a: Money): boolean => a.minor === 0;
export const isPositive = (a: Money): boolean => a.minor > 0;
export const isNegative = (a: Money): boolean => a.minor < 0;
export const sameMoney = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.minor === b.minor;

/** `a <= b + tolerance`, the comparison of every rule that knows rounding differences. `toleranceMinor` in minor units. */
export function atMost(a: Money, b: Money, toleranceMinor = 0): boolean {
  return a.minor <= sameCurrency(a, b).minor + toleranceMinor;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency)
    throw new MoneyError(`${a.currency} and ${b.currency} cannot be mixed`);
  return b;
}

type DecimalParts = { negative: boolean; whole: string; fraction: string };

function decimalParts(text: string): DecimalParts {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(text.trim());
  if (!match) throw new MoneyError(`Not a decimal amount: "${text.slice(0, 40)}"`);
  return { negative: match[1] === '-', whole: match[2] ?? '0', fraction: match[3] ?? '' };
}

function scaled({ negative, whole, fraction }: DecimalParts, digits: number): number {
  const magnitude = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return negative ? -magnitude : magnitude;
}
