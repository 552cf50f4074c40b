/**
 * Values of a problem that may stand in an e-mail: numbers that find the order, amounts, and our own words. Everything else, first of
 * all what the other side said, may name a customer and stays in the portal.
 */
const TOLD = new Set([
  'allowed',
  'amount',
  'available',
  'booked',
  'captured',
  'charged',
  'days',
  'document',
  'due',
  'foreign',
  'given',
  'hours',
  'invoiced',
  'kept',
  'method',
  'open',
  'orderCurrency',
  'orderNumber',
  'paymentCurrency',
  'paymentId',
  'received',
  'recorded',
  'requested',
  'subject',
  'times',
  'until',
]);
/** No number, amount or method name is longer. */
const VALUE_MAX = 80;

/** The values that may be told, on one line each. */
export function mailParams(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params)
      .filter(([name]) => TOLD.has(name))
      .map(([name, value]) => [name, plain(value)]),
  );
}

/** A value that cannot look like a line, a header or a link of ours. */
export const plain = (value: string): string =>
  value
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, VALUE_MAX);
