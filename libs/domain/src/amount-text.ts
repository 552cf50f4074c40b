import { formatMoney, type Money } from './money.js';
import type { Instant } from './time.js';

/** An amount as a problem's parameter: `119.00 EUR`. */
export const amountText = (amount: Money): string => `${formatMoney(amount)} ${amount.currency}`;

/** An amount as Germans write it: `1.119,00 EUR`. */
export function germanAmount(amount: Money): string {
  const [whole = '', fraction] = formatMoney(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return `${grouped}${fraction === undefined ? '' : `,${fraction}`} ${amount.currency}`;
}

const BERLIN = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment for people in both languages, in the ERP's zone (Europe/Berlin): `2026-03-01 18:00`. */
export const momentText = (at: Instant): string => BERLIN.format(at);
