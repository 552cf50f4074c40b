/** An amount as whole 1/10000 of the currency unit: all that Unzer's interface can express. Never a float. */
export type Units = number;

const DECIMALS = 4;
const WHOLE_DIGITS_MAX = 10;
const AMOUNT = new RegExp(`^(-?)(\\d{1,${WHOLE_DIGITS_MAX}})(?:\\.(\\d{1,${DECIMALS}}))?$`);

/** Reads what a caller sent: a number or a decimal string with at most four decimals. `null` when it is neither. */
export function parseUnits(value: unknown): Units | null {
  const text = typeof value === 'number' ? String(value) : value;
  const match = typeof text === 'string' ? AMOUNT.exec(text.trim()) : null;
  if (match === null) return null;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const magnitude = Number(whole + fraction.padEnd(DECIMALS, '0'));
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

/** As Unzer prints it: `"50.0000"`. */
export const printUnits = (units: Units): string => print(units, DECIMALS);

/** As the control interface prints it: `"50.00"`. Rounds down what is finer than a hundredth, which no order ever is. */
export const printHundredths = (units: Units): string => print(Math.trunc(units / 100), 2);

function print(scaled: number, decimals: number): string {
  const digits = String(Math.abs(scaled)).padStart(decimals + 1, '0');
  const sign = scaled < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export const sumUnits = (values: readonly Units[]): Units =>
  values.reduce((total, value) => total + value, 0);
