import { currency, formatMoney, money } from '@abgleich/domain';
import { localeOf, type Language } from './locale.js';

/** An amount as the interface sends it. */
export type Amount = { readonly minor: number; readonly currency: string };

const formats = new Map<string, Intl.NumberFormat>();

/** `119,00 €` or `€119.00`, exact: the decimal text goes to Intl, never a float. */
export function formatAmount(amount: Amount, language: Language): string {
  const exact = money(amount.minor, currency(amount.currency));
  const decimal = formatMoney(exact);
  const digits = decimal.split('.')[1]?.length ?? 0;
  const key = `${language} ${exact.currency}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(localeOf(language), {
      style: 'currency',
      currency: exact.currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format.format(decimal as Intl.StringNumericLiteral); // formatMoney prints a decimal, which the type cannot see
}

const AMOUNT_TEXT = /(-?\d+)\.(\d{2}) ([A-Z]{3})\b/;

/** Parameters of problems carry amounts as `119.00 EUR`; anything else stays as it is. */
export function localiseAmountText(text: string, language: Language): string {
  const match = AMOUNT_TEXT.exec(text);
  if (match === null || match[0] !== text) return text;
  const minor = Number(`${match[1] ?? ''}${match[2] ?? ''}`);
  return formatAmount({ minor, currency: match[3] ?? '' }, language);
}
