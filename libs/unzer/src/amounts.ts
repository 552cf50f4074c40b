import {
  MoneyError,
  type Currency,
  type Money,
  formatMoney,
  parseMoney,
  zero,
} from '@abgleich/domain';

/** Unzer prints every amount with four decimals, whatever the currency. */
const WIRE_DECIMALS = 4;

/**
 * Reads an amount as Unzer writes it: `"50.0000"`, sometimes a number, `""` for nothing. Exact: binary noise of a JSON number
 * beyond four decimals is dropped, a real digit beyond the currency's minor unit throws `MoneyError`.
 */
export function parseWireAmount(wire: string | number, of: Currency): Money {
  if (typeof wire === 'number') {
    if (!Number.isFinite(wire) || Math.abs(wire) >= 1e15)
      throw new MoneyError(`Not an amount: ${wire}`);
    return parseMoney(wire.toFixed(WIRE_DECIMALS), of);
  }
  const text = wire.trim();
  return text === '' ? zero(of) : parseMoney(text, of);
}

/** Prints an amount as Unzer wants it: `"50.0000"`. `parseWireAmount` of it gives the same money. */
export function printWireAmount(amount: Money): string {
  const [whole = '0', fraction = ''] = formatMoney(amount).split('.');
  return `${whole}.${fraction.padEnd(WIRE_DECIMALS, '0')}`;
}
