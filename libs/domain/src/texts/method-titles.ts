import type { PaymentMethodName } from '../payment-methods.js';
import type { Language } from '../render-text.js';
import { says, type Sentence } from './sentence.js';

const METHOD_TITLES: Readonly<Record<PaymentMethodName | 'unknown', Sentence>> = {
  card: says('Kreditkarte', 'Card'),
  'apple-pay': says('Apple Pay', 'Apple Pay'),
  paypal: says('PayPal', 'PayPal'),
  sofort: says('SOFORT', 'SOFORT'),
  eps: says('EPS', 'EPS'),
  ideal: says('iDEAL', 'iDEAL'),
  giropay: says('Giropay', 'Giropay'),
  alipay: says('Alipay', 'Alipay'),
  przelewy24: says('Przelewy24', 'Przelewy24'),
  'direct-debit': says('Lastschrift', 'Direct debit'),
  'direct-debit-secured': says('Gesicherte Lastschrift', 'Secured direct debit'),
  prepayment: says('Vorkasse', 'Prepayment'),
  invoice: says('Rechnung', 'Invoice'),
  'invoice-secured': says('Gesicherte Rechnung', 'Secured invoice'),
  'paylater-invoice': says('Rechnungskauf', 'Pay later: invoice'),
  'paylater-installment': says('Ratenkauf', 'Pay later: instalments'),
  'paylater-direct-debit': says('Lastschrift (Pay Later)', 'Pay later: direct debit'),
  unknown: says('unbekannt', 'unknown'),
};

/** What people call a payment method. The name of one that is not ours is a brand's and stays as it is. */
export function methodTitle(name: string, language: Language): string {
  const titles: Readonly<Record<string, Sentence>> = METHOD_TITLES;
  return Object.hasOwn(titles, name) ? (titles[name]?.[language] ?? name) : name;
}

/** The values of a text with the payment method as people call it. */
export function withMethodTitle(
  params: Readonly<Record<string, string>>,
  language: Language,
): Readonly<Record<string, string>> {
  const { method } = params;
  return method === undefined ? params : { ...params, method: methodTitle(method, language) };
}
