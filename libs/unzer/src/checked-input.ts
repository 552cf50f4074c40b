import { Fault, type Money, type ProviderPaymentId, type TransactionPath } from '@abgleich/domain';
import { isPaymentId, placeOfPath, type TransactionPlace } from './transaction-path.js';

/** What travels to Unzer and is searched there again: letters that survive every system in between, and not too many. */
const REFERENCE = /^[A-Za-z0-9._/-]{1,35}$/;
const NOT_IN_REFERENCE = /[^A-Za-z0-9._/-]/g;
const REFERENCE_MAX = 35;
const CHARGE_PATH = /^charges\/[sp]-chg-[\w-]{1,40}$/;

/** Refuses what cannot be a payment id before it gets into a URL, with the answer that Unzer itself gives to such an id. */
export function checkedPaymentId(text: string): ProviderPaymentId {
  if (isPaymentId(text)) return text;
  throw new Fault({
    kind: 'rejected',
    code: 'unzer.payment-unknown',
    params: { message: 'the id does not have the shape of a payment id' },
  });
}

const CUSTOMER_ID = /^[sp]-cst-[\w-]{1,60}$/;

/** The customer id comes from Unzer itself; anything of another shape must not get into a URL. */
export function checkedCustomerId(text: string): string {
  if (CUSTOMER_ID.test(text)) return text;
  throw new Fault({
    kind: 'data',
    code: 'unzer.malformed-answer',
    params: { message: 'the customer id has an unknown shape' },
  });
}

export function checkedPlace(path: TransactionPath): TransactionPlace {
  const place = placeOfPath(path);
  if (place === null) throw wrongRequest('the transaction path has an unknown shape');
  return place;
}

export function checkedCharge(path: TransactionPath): TransactionPath {
  if (!CHARGE_PATH.test(path)) throw wrongRequest('only a charge can be cancelled by its path');
  return path;
}

/** Our own reference is looked up by equality, so it is refused rather than changed. */
export function checkedReference(text: string): string {
  if (!REFERENCE.test(text))
    throw wrongRequest('the reference must have 1 to 35 characters of A-Z a-z 0-9 . _ / -');
  return text;
}

/** The merchant's document number is for people; what Unzer may not take is replaced. */
export const cleanInvoiceNumber = (text: string): string =>
  text.trim().replace(NOT_IN_REFERENCE, '-').slice(0, REFERENCE_MAX);

export function checkedAmount(amount: Money): Money {
  if (amount.minor <= 0) throw wrongRequest('the amount must be above zero');
  return amount;
}

/** Nothing was sent, and nothing would be by another try. */
const wrongRequest = (message: string): Fault =>
  new Fault({ kind: 'bug', code: 'unzer.wrong-request', params: { message } });
