/** How the money of an order comes, as far as the judge must know it. By Unzer's API type name; own table on purpose. */
export type MoneyKind =
  'direct' | 'shop-charged' | 'prepayment' | 'invoice' | 'secured' | 'paylater';

export function moneyKindOf(apiType: string): MoneyKind {
  if (apiType.startsWith('paylater-')) return 'paylater';
  if (apiType === 'prepayment') return 'prepayment';
  if (apiType === 'invoice') return 'invoice';
  if (apiType.startsWith('invoice-')) return 'secured';
  return ['card', 'applepay', 'paypal'].includes(apiType) ? 'direct' : 'shop-charged';
}

/** Kinds where an invoice is settled only with money that came in. The others are settled when the goods are gone. */
export const needsMoneyToSettle = (kind: MoneyKind): boolean =>
  kind !== 'invoice' && kind !== 'secured';
