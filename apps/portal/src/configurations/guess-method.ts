import { methodTitle, PAYMENT_METHOD_NAMES, type PaymentMethodName } from '@abgleich/domain';

/** Other words that shops give their payment methods. */
const OTHER_WORDS: Partial<Record<PaymentMethodName, readonly string[]>> = {
  card: ['kreditkarte', 'creditcard', 'visa', 'mastercard', 'card'],
  'direct-debit': ['sepalastschrift', 'directdebit', 'sepa'],
  sofort: ['sofortueberweisung', 'sofort'],
  'invoice-secured': ['gesicherterrechnungskauf', 'invoicesecured'],
  'paylater-invoice': ['kaufaufrechnung', 'paylaterinvoice'],
  'paylater-installment': ['paylaterinstallment', 'installment', 'raten'],
  'paylater-direct-debit': ['paylaterdirectdebit', 'paylaterlastschrift'],
  prepayment: ['vorauskasse', 'vorkasse', 'prepayment'],
};

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replace(/[^a-z0-9]/g, '');

const WORDS: readonly (readonly [word: string, method: PaymentMethodName])[] =
  PAYMENT_METHOD_NAMES.flatMap((method) =>
    [
      method,
      methodTitle(method, 'de'),
      methodTitle(method, 'en'),
      ...(OTHER_WORDS[method] ?? []),
    ].map((word) => [lettersOf(word), method] as const),
  )
    // The longest word says most: "Kauf auf Rechnung" is not the old "Rechnung".
    .sort(([a], [b]) => b.length - a.length);

/**
 * Which method of Unzer a payment method of pixi may be, by the words in its XML tag and name; `null`: they say nothing. A suggestion for hints
 * and preview, which the person sees and can change; nothing is decided by it.
 */
export function guessMethod(known: {
  readonly name: string;
  readonly xmlTag: string;
}): PaymentMethodName | null {
  for (const text of [lettersOf(known.xmlTag), lettersOf(known.name)]) {
    const found = WORDS.find(([word]) => text.includes(word));
    if (found !== undefined) return found[1];
  }
  return null;
}
