import type {
  ErpPaymentCode,
  InvoiceNumber,
  OrderNumber,
  ProviderPaymentId,
  ShopId,
  ShopOrderNumber,
} from '@abgleich/domain';
import { readWholeNumber, unknownValue } from '../values/read-value.js';

// This is the parser that makes pixi's texts our identifiers, so the brands are given here, after the check.

export function orderNumberOf(text: string): OrderNumber {
  const number = readWholeNumber('orderNumber', text);
  if (number <= 0) throw unknownValue('orderNumber', 'not positive');
  return String(number) as OrderNumber;
}
export const shopOrderNumberOf = (text: string): ShopOrderNumber => text as ShopOrderNumber;
export const invoiceNumberOf = (text: string): InvoiceNumber => text as InvoiceNumber;
export const shopIdOf = (text: string): ShopId => text as ShopId;
export const paymentIdOf = (text: string | null): ProviderPaymentId | null =>
  text as ProviderPaymentId | null;

/** One character; case matters, although pixi's own search does not tell `g` from `G`. */
export function paymentCodeOf(text: string): ErpPaymentCode {
  if ([...text].length !== 1) throw unknownValue('paymentCode', 'not one character');
  return text as ErpPaymentCode;
}
