/** What a payment method can do at Unzer. Sources: integration tests and capability traits of Unzer's PHP SDK, its method pages. */
export type MethodRules = {
  readonly prefix: string;
  readonly authorize: boolean;
  /** What a charge at checkout becomes: money at once, a request to transfer, or nothing because only authorising is possible. */
  readonly directCharge: 'payment' | 'request' | null;
  /** The customer is sent elsewhere first, so a checkout through the interface starts pending. */
  readonly redirect: boolean;
  /** Giving an authorisation back: any part at any time · only before the first charge · in full only · not at all. */
  readonly reversal: 'any' | 'before-charge' | 'full-only' | 'none';
  /** Cancels go to the payment as a whole and nowhere else. */
  readonly paymentLevelOnly: boolean;
  readonly shipment: 'none' | 'once' | 'already-done';
  readonly reasonCodeMandatory: boolean;
  /** The customer pays by bank transfer; account and reference are in the answer. */
  readonly bankDetails: boolean;
  readonly currencies: readonly string[] | null;
};

const card: MethodRules = {
  prefix: 'crd',
  authorize: true,
  directCharge: 'payment',
  redirect: false,
  reversal: 'any',
  paymentLevelOnly: false,
  shipment: 'none',
  reasonCodeMandatory: false,
  bankDetails: false,
  currencies: null,
};
const online: MethodRules = { ...card, authorize: false, redirect: true, reversal: 'none' };
const transfer: MethodRules = {
  ...card,
  authorize: false,
  directCharge: 'request',
  reversal: 'none',
  bankDetails: true,
};
const secured: MethodRules = { ...transfer, shipment: 'once', reasonCodeMandatory: true };
const paylater: MethodRules = {
  ...card,
  directCharge: null,
  reversal: 'before-charge',
  paymentLevelOnly: true,
};

/** One row per payment type, by the name it has in the interface. */
export const METHOD_RULES: Readonly<Record<string, MethodRules>> = {
  card,
  applepay: { ...card, prefix: 'apl' },
  paypal: { ...card, prefix: 'ppl', redirect: true },
  sofort: { ...online, prefix: 'sft' },
  eps: { ...online, prefix: 'eps' },
  ideal: { ...online, prefix: 'idl' },
  giropay: { ...online, prefix: 'gro' },
  alipay: { ...online, prefix: 'ali' },
  przelewy24: { ...online, prefix: 'p24', currencies: ['PLN'] },
  prepayment: { ...transfer, prefix: 'ppy' },
  invoice: { ...transfer, prefix: 'ivc' },
  'invoice-secured': { ...secured, prefix: 'ivs' },
  'invoice-guaranteed': { ...secured, prefix: 'ivg' },
  'invoice-factoring': { ...secured, prefix: 'ivf' },
  'paylater-invoice': { ...paylater, prefix: 'piv', bankDetails: true },
  'paylater-installment': { ...paylater, prefix: 'pit' },
  'paylater-direct-debit': { ...paylater, prefix: 'pdd' },
  'sepa-direct-debit': { ...online, prefix: 'sdd', redirect: false },
  'sepa-direct-debit-secured': {
    ...online,
    prefix: 'dds',
    redirect: false,
    shipment: 'already-done',
  },
  'sepa-direct-debit-guaranteed': {
    ...online,
    prefix: 'ddg',
    redirect: false,
    shipment: 'already-done',
  },
  klarna: { ...paylater, prefix: 'kla', redirect: true, reversal: 'full-only' },
};

/** The rules of a type; `null` for a type that this Unzer does not know. */
export const rulesOf = (apiType: string): MethodRules | null => METHOD_RULES[apiType] ?? null;
