/** The provider's payment methods that Abgleich knows. Rules never name one: they ask for a trait. */
export const PAYMENT_METHOD_CODES = [
  'card',
  'apple-pay',
  'paypal',
  'sofort',
  'eps',
  'ideal',
  'giropay',
  'alipay',
  'przelewy24',
  'direct-debit',
  'prepayment',
  'invoice',
  'invoice-secured',
  'paylater-invoice',
  'paylater-installment',
  'paylater-direct-debit',
] as const;
export type PaymentMethodCode = (typeof PAYMENT_METHOD_CODES)[number];

/**
 * What people call a payment's method: the codes, and the retired direct debit, which follows the same rules as its successor and yet
 * is told apart.
 */
export const PAYMENT_METHOD_NAMES = [...PAYMENT_METHOD_CODES, 'direct-debit-secured'] as const;
export type PaymentMethodName = (typeof PAYMENT_METHOD_NAMES)[number];

export const PAYMENT_FAMILIES = [
  'direct',
  'shop-charged',
  'prepayment',
  'invoice',
  'invoice-secured',
  'paylater',
] as const;
/** What the shop leaves at the provider, and so which rules apply. */
export type PaymentFamily = (typeof PAYMENT_FAMILIES)[number];

export type MethodTraits = {
  readonly family: PaymentFamily;
  /** The shop leaves an authorisation that we capture. */
  readonly authorizes: boolean;
  /** Standard and Experten differ for it. */
  readonly modeMatters: boolean;
  /** Money arrives by bank transfer after the order; the first charge is only the request. */
  readonly paidByTransfer: boolean;
  /** The provider may name bank details that the customer is to transfer to. */
  readonly namesBankDetails: boolean;
  /** Goods are shipped only when the transfer has arrived. */
  readonly goodsWaitForTransfer: boolean;
  /** Cancels go to the payment as a whole, the provider spreads them over the charges. */
  readonly refundsAtPaymentLevel: boolean;
  /** An authorisation may be reversed in part after it was captured in part. */
  readonly reversibleAfterCapture: boolean;
  /** Days an authorisation lives for sure; `null` where the contract says and the interface does not. */
  readonly authorizationDays: number | null;
  /** The customer's address must still be the one the provider insured. */
  readonly addressInsured: boolean;
  /** Retired by the provider in favour of `replacement`. */
  readonly deprecated: boolean;
  readonly replacement: PaymentMethodCode | null;
};

const direct = {
  family: 'direct',
  authorizes: true,
  modeMatters: true,
  paidByTransfer: false,
  namesBankDetails: false,
  goodsWaitForTransfer: false,
  refundsAtPaymentLevel: false,
  reversibleAfterCapture: true,
  authorizationDays: 7,
  addressInsured: false,
  deprecated: false,
  replacement: null,
} as const satisfies MethodTraits;
const shopCharged = {
  ...direct,
  family: 'shop-charged',
  authorizes: false,
  modeMatters: false,
  reversibleAfterCapture: false,
  authorizationDays: null,
} as const satisfies MethodTraits;
const transfer = { ...shopCharged, paidByTransfer: true, namesBankDetails: true } as const;
const paylater = {
  ...direct,
  family: 'paylater',
  modeMatters: false,
  refundsAtPaymentLevel: true,
  reversibleAfterCapture: false,
  authorizationDays: null,
  addressInsured: true,
} as const satisfies MethodTraits;

/** One row per method; the compiler lists every gap. Source: the provider's method pages and its SDKs' integration tests. */
export const PAYMENT_METHODS = {
  card: direct,
  'apple-pay': direct,
  paypal: direct,
  sofort: { ...shopCharged, deprecated: true },
  eps: shopCharged,
  ideal: shopCharged,
  giropay: { ...shopCharged, deprecated: true },
  alipay: shopCharged,
  przelewy24: shopCharged,
  'direct-debit': shopCharged,
  prepayment: { ...transfer, family: 'prepayment', goodsWaitForTransfer: true },
  invoice: { ...transfer, family: 'invoice', deprecated: true, replacement: 'paylater-invoice' },
  'invoice-secured': {
    ...transfer,
    family: 'invoice-secured',
    addressInsured: true,
    deprecated: true,
    replacement: 'paylater-invoice',
  },
  'paylater-invoice': { ...paylater, namesBankDetails: true },
  'paylater-installment': paylater,
  'paylater-direct-debit': paylater,
} as const satisfies Record<PaymentMethodCode, MethodTraits>;

export const traitsOf = (method: PaymentMethodCode): MethodTraits => PAYMENT_METHODS[method];

/** The methods that were retired under a name of their own, and what replaces them. */
const RETIRED_NAMES: Readonly<Record<string, PaymentMethodCode>> = {
  'direct-debit-secured': 'paylater-direct-debit',
};

/** That the provider retires a method, and what replaces it (`null`: nothing does); `null` when it goes on, or is not one of ours. */
export function deprecationOf(
  name: string,
): { readonly replacement: PaymentMethodCode | null } | null {
  const retired = Object.hasOwn(RETIRED_NAMES, name) ? (RETIRED_NAMES[name] ?? null) : null;
  if (retired !== null) return { replacement: retired };
  const code = PAYMENT_METHOD_CODES.find((one) => one === name);
  if (code === undefined || !traitsOf(code).deprecated) return null;
  return { replacement: traitsOf(code).replacement };
}
