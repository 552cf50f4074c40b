import type { PaymentMethodCode } from '@abgleich/domain';

/** How a payment type of Unzer is called there, and which of our methods it is; `null` when we do not handle it. */
export type UnzerMethod = { readonly method: PaymentMethodCode | null; readonly name: string };

/**
 * Payment types by the three characters in a type id (`s-crd-…`). A payment carries no method name, only this id.
 * Source: the id prefixes and type names of Unzer's PHP and Java SDKs.
 */
export const UNZER_METHODS: Readonly<Record<string, UnzerMethod>> = {
  crd: { method: 'card', name: 'card' },
  apl: { method: 'apple-pay', name: 'applepay' },
  ppl: { method: 'paypal', name: 'paypal' },
  sft: { method: 'sofort', name: 'sofort' },
  eps: { method: 'eps', name: 'eps' },
  idl: { method: 'ideal', name: 'ideal' },
  gro: { method: 'giropay', name: 'giropay' },
  ali: { method: 'alipay', name: 'alipay' },
  p24: { method: 'przelewy24', name: 'przelewy24' },
  ppy: { method: 'prepayment', name: 'prepayment' },
  ivc: { method: 'invoice', name: 'invoice' },
  ivs: { method: 'invoice-secured', name: 'invoice-secured' },
  ivg: { method: 'invoice-secured', name: 'invoice-guaranteed' },
  ivf: { method: 'invoice-secured', name: 'invoice-factoring' },
  piv: { method: 'paylater-invoice', name: 'paylater-invoice' },
  pit: { method: 'paylater-installment', name: 'paylater-installment' },
  pdd: { method: 'paylater-direct-debit', name: 'paylater-direct-debit' },
  sdd: { method: 'direct-debit', name: 'sepa-direct-debit' },
  dds: { method: 'direct-debit', name: 'sepa-direct-debit-secured' },
  ddg: { method: 'direct-debit', name: 'sepa-direct-debit-guaranteed' },
  ins: { method: null, name: 'installment-secured' },
  hdd: { method: null, name: 'hire-purchase-direct-debit' },
  kla: { method: null, name: 'klarna' },
  bct: { method: null, name: 'bancontact' },
  pis: { method: null, name: 'pis' },
  wcp: { method: null, name: 'wechatpay' },
  gop: { method: null, name: 'googlepay' },
  pyu: { method: null, name: 'payu' },
  pfc: { method: null, name: 'post-finance-card' },
  pfe: { method: null, name: 'post-finance-efinance' },
  twt: { method: null, name: 'twint' },
};

const TYPE_ID = /^[sp]-([a-z]{3}|p24)-/;

/** The method behind a type id. An unknown one has `method: null` and its prefix, or `unknown`, as name. */
export function methodOfTypeId(typeId: string): UnzerMethod {
  const prefix = TYPE_ID.exec(typeId)?.[1];
  if (prefix === undefined) return { method: null, name: 'unknown' };
  return UNZER_METHODS[prefix] ?? { method: null, name: prefix };
}
