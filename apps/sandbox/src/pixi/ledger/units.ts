/**
 * An amount as SQL Server keeps `money`: whole ten-thousandths. Own arithmetic on purpose: the sandbox must not
 * inherit a mistake of the app it is the judge of.
 */
export type Units = number;

const UNITS_PER_ONE = 10_000;
const UNITS_PER_CENT = 100;

/** An amount that cannot be read; the message says which. */
export class AmountError extends Error {}

/** Reads `119`, `-12.5`, `46.1800`. Throws `AmountError` for anything else. */
export function parseUnits(text: string): Units {
  const match = /^([+-]?)(\d{1,11})(?:\.(\d{1,4})0*)?$/.exec(text.trim());
  if (!match) throw new AmountError(`"${text.slice(0, 40)}" is no amount.`);
  const fraction = (match[3] ?? '').padEnd(4, '0');
  const magnitude = Number(match[2]) * UNITS_PER_ONE + Number(fraction);
  return match[1] === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** `46.1800`: four digits, as pixi answers money. */
export const printUnits = (value: Units): string => printed(value, UNITS_PER_ONE, 4);

/** `46.18`: two digits, as the control interface speaks; further digits are rounded half away from zero. */
export function printCents(value: Units): string {
  const cents = Math.floor((Math.abs(value) + UNITS_PER_CENT / 2) / UNITS_PER_CENT);
  return printed(value < 0 ? -cents : cents, 100, 2);
}

/** Whole cents, rounded half away from zero: what two sides that count in cents can be compared by. */
export function toCents(value: Units): number {
  const cents = Math.floor((Math.abs(value) + UNITS_PER_CENT / 2) / UNITS_PER_CENT);
  return value < 0 && cents !== 0 ? -cents : cents;
}

export const fromCents = (cents: number): Units => cents * UNITS_PER_CENT;

function printed(value: number, scale: number, digits: number): string {
  const magnitude = Math.abs(value);
  const whole = Math.floor(magnitude / scale);
  const fraction = String(magnitude % scale).padStart(digits, '0');
  return `${value < 0 && magnitude !== 0 ? '-' : ''}${whole}.${fraction}`;
}
