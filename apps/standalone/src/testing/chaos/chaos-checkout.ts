import type { Checkout } from '../control-client.js';
import type { Dice } from '../../simulator/world/dice.js';

/** How the customer's money comes, as far as the driver must know it. */
export type MoneyKind = 'reserved' | 'charged' | 'transfer' | 'none';
export type ChaosCheckout = {
  readonly name: string;
  readonly money: MoneyKind;
  readonly checkout: Checkout;
  /** Why a person may be needed from the start; `null`: an order as it should be. */
  readonly trouble: string | null;
};

type Row = Omit<ChaosCheckout, 'trouble'> & { readonly weight: number };
const SHOP_CHARGED = ['ideal', 'eps', 'sofort', 'giropay', 'alipay', 'przelewy24'] as const;
const request = (name: string, paymentCode: string, unzerType: string): Row => ({
  name,
  money: 'transfer',
  weight: 3,
  checkout: { paymentCode, unzerType, outcome: 'pending' },
});
const reserved = (name: string, paymentCode: string, unzerType: string): Row => ({
  name,
  money: 'reserved',
  weight: 2,
  checkout: { paymentCode, unzerType, outcome: 'authorized' },
});

/** Every family in both modes, with the ways in which shops leave their payments. */
const ROWS: readonly Row[] = [
  { ...reserved('Experten', 'C', 'card'), weight: 4 },
  { ...reserved('Standard', 'S', 'card'), weight: 4 },
  reserved('PayPal', 'W', 'paypal'),
  reserved('Apple Pay', 'S', 'applepay'),
  reserved('other shop', 'C', 'card'),
  reserved('pay-later invoice', 'P', 'paylater-invoice'),
  reserved('pay-later instalments', 'L', 'paylater-installment'),
  reserved('pay-later direct debit', 'D', 'paylater-direct-debit'),
  {
    name: 'charged card',
    money: 'charged',
    weight: 2,
    checkout: { paymentCode: 'C', unzerType: 'card', outcome: 'charged' },
  },
  ...SHOP_CHARGED.map((unzerType): Row => ({
    name: unzerType,
    money: 'charged',
    weight: 0.6,
    checkout: {
      paymentCode: 'I',
      unzerType,
      outcome: 'charged',
      // This method is Poland's and knows no other currency.
      ...(unzerType === 'przelewy24' ? { currency: 'PLN' } : {}),
    },
  })),
  {
    name: '3-D Secure',
    money: 'reserved',
    weight: 1,
    checkout: { paymentCode: 'C', unzerType: 'card', outcome: 'pending' },
  },
  request('prepayment', 'V', 'prepayment'),
  request('invoice', 'R', 'invoice'),
  request('secured invoice', 'G', 'invoice-secured'),
  { name: 'manual', money: 'none', weight: 0.5, checkout: { manual: true, outcome: 'none' } },
];

/** What shops and customers get wrong. */
const TROUBLES = ['failed', 'no-payment', 'unknown-payment', 'too-little', 'currency'] as const;

/** A random order: two to four articles, so that it can be delivered, cancelled and returned in part. */
export function chaosCheckout(dice: Dice, troubleShare: number): ChaosCheckout {
  const weights = Object.fromEntries(ROWS.map(({ name, weight }) => [name, weight]));
  const name = dice.weighed(weights);
  const row = ROWS.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  const lines = Array.from({ length: dice.between(1, 4) }, (_unused, index) => ({
    itemNr: `A-${index + 1}`,
    qty: dice.between(1, 3),
    price: `${dice.between(3, 80)}.${dice.pick(['00', '49', '95', '99'])}`,
  }));
  const extras = {
    ...(name === 'other shop' ? { shopId: 'DEO' } : {}),
    ...(dice.chance(0.4) ? { shipCost: '4.90' } : {}),
    ...(dice.chance(0.2) ? { discount: '2.50' } : {}),
  };
  const checkout = { ...row.checkout, lines, ...extras };
  const trouble = row.money !== 'none' && dice.chance(troubleShare) ? dice.pick(TROUBLES) : null;
  return { name, money: row.money, trouble, checkout: { ...checkout, ...spoilt(trouble) } };
}

function spoilt(trouble: (typeof TROUBLES)[number] | null): Partial<Checkout> {
  switch (trouble) {
    case null:
      return {};
    case 'failed':
      return { outcome: 'failed' };
    case 'no-payment':
      return { outcome: 'none' };
    case 'unknown-payment':
      return { kkId: 's-pay-unknown' };
    case 'too-little':
      return { paymentAmount: '1.00' };
    case 'currency':
      return { paymentCurrency: 'CHF' };
  }
}
