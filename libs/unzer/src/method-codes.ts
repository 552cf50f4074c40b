import type { PaymentMethodCode, PaymentMethodName } from '@abgleich/domain';

/** Which of our methods a payment type of Unzer is, with our word for it; `null` when we do not handle it, with the name people know it by. */
export type UnzerMethod =
  | { readonly method: PaymentMethodCode; readonly name: PaymentMethodName }
  | { readonly method: null; readonly name: string };

/**
 * Payment types by the three characters in a type id (`s-crd-…`). A payment carries no method name, only this id.
 * Source: the id prefixes and type names of Unzer's PHP and Java SDKs.
 */
export const UNZER_METHODS: Readonly<Record<string, UnzerMethod>> = {
  crd: { method: 'card', name: 'card' },
  apl: { method: 'apple-pay', name: 'apple-pay' },
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
  ivg: { method: 'invoice-secured', name: 'invoice-secured' },
  ivf: { method: 'invoice-secured', name: 'invoice-secured' },
  piv: { method: 'paylater-invoice', name: 'paylater-invoice' },
  pit: { method: 'paylater-installment', name: 'paylater-installment' },
  pdd: { method: 'paylater-direct-debit', name: 'paylater-direct-debit' },
  sdd: { method: 'direct-debit', name: 'direct-debit' },
  dds: { method: 'direct-debit', name: 'direct-debit-secured' },
  ddg: { method: 'direct-debit', name: 'direct-debit-secured' },
  ins: { method: null, name: 'Installment Secured' },
  hdd: { method: null, name: 'Installment Secured' },
  kla: { method: null, name: 'Klarna' },
  bct: { method: null, name: 'Bancontact' },
  pis: { method: null, name: 'Direct Bank Transfer' },
  wcp: { method: null, name: 'WeChat Pay' },
  gop: { method: null, name: 'Google Pay' },
  pyu: { method: null, name: 'PayU' },
  pfc: { method: null, name: 'PostFinance Card' },
  pfe: { method: null, name: 'PostFinance E-Finance' },
  twt: { method: null, name: 'TWINT' },
};

const TYPE_ID = /^[sp]-([a-z]{3}|p24)-/;

/** The method behind a type id. An unknown one has `method: null` and its prefix, or `unknown`, as name. */
export function methodOfTypeId(typeId: string): UnzerMethod {
  const prefix = TYPE_ID.exec(typeId)?.[1];
  if (prefix === undefined) return { method: null, name: 'unknown' };
  return UNZER_METHODS[prefix] ?? { method: null, name: prefix };
}
