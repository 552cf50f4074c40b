import type { PaymentMethodCode } from '@abgleich/domain';

/** Which of our methods a payment type of Unzer is, and what to call it: our own code for ours, the brand's name for one we do not handle. */
export type UnzerMethod = { readonly method: PaymentMethodCode | null; readonly name: string };

const ours = (method: PaymentMethodCode): UnzerMethod => ({ method, name: method });
const others = (name: string): UnzerMethod => ({ method: null, name });

/**
 * Payment types by the three characters in a type id (`s-crd-…`). A payment carries no method name, only this id.
 * Source: the id prefixes and type names of Unzer's PHP and Java SDKs.
 */
export const UNZER_METHODS: Readonly<Record<string, UnzerMethod>> = {
  crd: ours('card'),
  apl: ours('apple-pay'),
  ppl: ours('paypal'),
  sft: ours('sofort'),
  eps: ours('eps'),
  idl: ours('ideal'),
  gro: ours('giropay'),
  ali: ours('alipay'),
  p24: ours('przelewy24'),
  ppy: ours('prepayment'),
  ivc: ours('invoice'),
  ivs: ours('invoice-secured'),
  ivg: ours('invoice-secured'),
  ivf: ours('invoice-secured'),
  piv: ours('paylater-invoice'),
  pit: ours('paylater-installment'),
  pdd: ours('paylater-direct-debit'),
  sdd: ours('direct-debit'),
  dds: ours('direct-debit'),
  ddg: ours('direct-debit'),
  ins: others('Unzer Ratenkauf (Installment Secured)'),
  hdd: others('Hire Purchase Direct Debit'),
  kla: others('Klarna'),
  bct: others('Bancontact'),
  pis: others('Unzer Bank Transfer'),
  wcp: others('WeChat Pay'),
  gop: others('Google Pay'),
  pyu: others('PayU'),
  pfc: others('PostFinance Card'),
  pfe: others('PostFinance E-Finance'),
  twt: others('TWINT'),
};

const TYPE_ID = /^[sp]-([a-z]{3}|p24)-/;

/** The method behind a type id. An unknown one has `method: null` and its prefix, or `unknown`, as name. */
export function methodOfTypeId(typeId: string): UnzerMethod {
  const prefix = TYPE_ID.exec(typeId)?.[1];
  if (prefix === undefined) return { method: null, name: 'unknown' };
  return UNZER_METHODS[prefix] ?? { method: null, name: prefix };
}
